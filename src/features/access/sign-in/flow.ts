import { accept, refuse, type Result } from '../../../core/refusal.ts'
import type { Db, Ledger } from '../../../stores/ledger/ledger.ts'
import type { Viewer } from '../../../stores/scope.ts'
import { readPerson, viewerOf, type Person } from '../people/store.ts'
import { listPasskeys } from '../passkeys/store.ts'
import { isPassword } from '../secrets/passwords.ts'
import { isResting, noteAttempt } from './attempts.ts'
import {
  hasSecondStep,
  makeRecoveryCodes,
  passwordOf,
  takeCode,
  takeRecoveryCode,
} from './credentials.ts'
import {
  endSessions,
  findSession,
  gate,
  isUseDue,
  noteUse,
  startSession,
  type Session,
  type Stage,
} from './sessions.ts'

/** From where and with what somebody signs in, and when. */
export type Visit = { from: string; device: string; now: Date }

/** What a step of signing in gives: the secret of a session, and how far it has come. */
export type Entered = { token: string; stage: Stage }

/** Who may be told by a mail address; null where it is nobody's, or belongs to one who has left. */
export const personByEmail = async (db: Db, email: string): Promise<Person | null> => {
  const found = await db
    .selectFrom('person_now')
    .select('id')
    .where('email', '=', email.trim().toLowerCase())
    .where('closed', '=', false)
    .executeTakeFirst()
  return found ? readPerson(db, found.id) : null
}

const resting = refuse(
  'sign-in-resting',
  'There were too many tries that failed.',
  'Wait a quarter of an hour, or ask an administrator of your group for a new link.',
  'password',
)

/** The first step with mail address and password. What is wrong is not told, so that nobody learns who has an account. */
export const signInByPassword = async (
  ledger: Ledger,
  { email, password }: { email: string; password: string },
  { from, device, now }: Visit,
): Promise<Result<Entered>> => {
  const account = email.trim().toLowerCase()
  const known = await ledger.read(gate(from, null), async (db) => {
    const person = await personByEmail(db, account)
    return {
      person,
      kept: person && (await passwordOf(db, person.id)),
      rests: await isResting(db, account, now),
    }
  })
  if (known.rests) return resting
  const right = await isPassword(password, known.kept)
  const { person } = known
  return ledger.write(gate(from, person), async (db, audit) => {
    await noteAttempt(db, audit, account, right, now)
    if (!right || !person)
      return refuse(
        'sign-in-wrong',
        'The mail address or the password is not right.',
        'Check both; capitals count in the password.',
        'email',
      )
    const stage = (await hasSecondStep(db, person.id)) ? 'code' : 'setup'
    // Else whoever learns the password could set up a second step of their own.
    if (stage === 'setup' && (await listPasskeys(db, person.id)).length > 0) {
      await audit({
        action: 'sign-in.failed',
        subject: `person:${person.id}`,
        why: 'has a passkey',
      })
      return refuse(
        'sign-in-passkey',
        'You sign in with a passkey.',
        'Use it, or ask an administrator of your group for a new link if you have lost it.',
        'email',
      )
    }
    const session = { person: person.id, stage, means: 'password', from, device, now } as const
    return accept({ token: await startSession(db, audit, session), stage })
  })
}

/** A session at a stage with its person; null when there is none. */
export const sessionAt = async (
  ledger: Ledger,
  token: string | undefined,
  stages: readonly Stage[],
  { from, now }: Pick<Visit, 'from' | 'now'>,
): Promise<{ session: Session; person: Person } | null> => {
  if (token === undefined) return null
  return ledger.read(gate(from, null), async (db) => {
    const session = await findSession(db, token, now)
    if (!session || !stages.includes(session.stage)) return null
    const person = await readPerson(db, session.person)
    return person.closed ? null : { session, person }
  })
}

const wrongCode = refuse(
  'code-wrong',
  'The code is not right, or was used before.',
  'Wait for the next code in your app, and type its six digits.',
  'code',
)

/** The second step: a one-time code, or one of the recovery codes. */
export const takeSecondStep = async (
  ledger: Ledger,
  { session, person }: { session: Session; person: Person },
  code: string,
  { from, device, now }: Visit,
): Promise<Result<Entered>> =>
  ledger.write(gate(from, person), async (db, audit) => {
    const account = `code ${person.id}`
    if (await isResting(db, account, now)) {
      await audit({ action: 'sign-in.resting', subject: `person:${person.id}` })
      return { ...resting, refusal: { ...resting.refusal, where: 'code' } }
    }
    const byCode = await takeCode(db, audit, ledger.sealing, person.id, code, {
      now,
      confirms: false,
    })
    const taken = byCode || (await takeRecoveryCode(db, audit, person.id, code))
    await noteAttempt(db, audit, account, taken, now)
    if (!taken) return wrongCode
    await endSessions(db, audit, [session], 'second step taken')
    const means = byCode ? 'password and code' : 'password and recovery code'
    const next = { person: person.id, stage: 'full', means, from, device, now } as const
    return accept({ token: await startSession(db, audit, next), stage: 'full' })
  })

/** Confirms the app that gives one-time codes; the session becomes a whole one. */
export const confirmSecondStep = async (
  ledger: Ledger,
  { session, person }: { session: Session; person: Person },
  code: string,
  { from, device, now }: Visit,
): Promise<Result<Entered & { recoveryCodes: string[] }>> =>
  ledger.write(gate(from, person), async (db, audit) => {
    const taken = await takeCode(db, audit, ledger.sealing, person.id, code, {
      now,
      confirms: true,
    })
    await noteAttempt(db, audit, `code ${person.id}`, taken, now)
    if (!taken) return wrongCode
    await endSessions(db, audit, [session], 'second step set up')
    const means = 'password and code'
    const next = { person: person.id, stage: 'full', means, from, device, now } as const
    const token = await startSession(db, audit, next)
    const recoveryCodes = await makeRecoveryCodes(db, audit, person.id)
    return accept({ token, stage: 'full', recoveryCodes })
  })

/** Who asks with a session's secret, with what they hold on a day; null where it is no whole, open session. */
export const identify = async (
  ledger: Ledger,
  token: string,
  { from, now, day }: { from: string; now: Date; day: string },
): Promise<Viewer | null> => {
  const held = await sessionAt(ledger, token, ['full'], { from, now })
  if (!held) return null
  const { session, person } = held
  if (isUseDue(session, now))
    await ledger.write(gate(from, person), (db, audit) => noteUse(db, audit, session, now))
  return viewerOf(person, day, from)
}
