import type { Audit, Db } from '../../../stores/ledger/ledger.ts'
import { oneTimePlace, type Sealing } from '../../../stores/ledger/sealing.ts'
import { newSecret, stepOf } from '../secrets/one-time.ts'
import { hashPassword } from '../secrets/passwords.ts'
import { isRecoveryCode, newRecoveryCodes, recoveryHash } from '../secrets/recovery.ts'
import { newToken } from '../secrets/tokens.ts'

const beginning = '1970-01-01T00:00:00.000Z'

/** Since when what a person signs in with counts: the newest order that everything before counts no more. */
const countsSince = async (db: Db, person: number): Promise<string> => {
  const reset = await db
    .selectFrom('credential_reset')
    .select('at')
    .where('person', '=', person)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return reset?.at ?? beginning
}

/** The hash of a person's password; null where there is none that counts. */
export const passwordOf = async (db: Db, person: number): Promise<string | null> => {
  const kept = await db
    .selectFrom('password')
    .select('hash')
    .where('person', '=', person)
    .where('at', '>=', await countsSince(db, person))
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return kept?.hash ?? null
}

/** Sets a password; the one before counts no more. */
export const setPassword = async (
  db: Db,
  audit: Audit,
  person: number,
  password: string,
): Promise<void> => {
  await db
    .insertInto('password')
    .values({ person, hash: await hashPassword(password), at: new Date().toISOString() })
    .execute()
  await audit({ action: 'password.set', subject: `person:${person}` })
}

type SharedSecret = { id: number; secret: string; confirmed: boolean }

const newestSecret = async (db: Db, person: number): Promise<SharedSecret[]> => {
  const rows = await db
    .selectFrom('one_time_secret')
    .leftJoin('one_time_use', 'one_time_use.secret', 'one_time_secret.id')
    .where('person', '=', person)
    .where('one_time_secret.at', '>=', await countsSince(db, person))
    .groupBy('one_time_secret.id')
    .select((eb) => [
      'one_time_secret.id',
      'one_time_secret.secret',
      eb.fn.count('one_time_use.id').as('uses'),
    ])
    .orderBy('one_time_secret.id', 'desc')
    .execute()
  return rows.map(({ id, secret, uses }) => ({ id, secret, confirmed: Number(uses) > 0 }))
}

/** Whether a person's sign-in with a password has its second step. */
export const hasSecondStep = async (db: Db, person: number): Promise<boolean> =>
  (await newestSecret(db, person)).some(({ confirmed }) => confirmed)

/** The secret that is being set up: the newest, as long as no code has confirmed it; made where there is none. Kept sealed. */
export const secretToConfirm = async (
  db: Db,
  audit: Audit,
  sealing: Sealing,
  person: number,
): Promise<string> => {
  const [newest] = await newestSecret(db, person)
  const place = oneTimePlace(person)
  if (newest && !newest.confirmed) return sealing.open(newest.secret, place)
  const secret = newSecret()
  await db
    .insertInto('one_time_secret')
    .values({ person, secret: sealing.seal(secret, place), at: new Date().toISOString() })
    .execute()
  await audit({ action: 'one-time-codes.begun', subject: `person:${person}` })
  return secret
}

/**
 * Takes a one-time code: of the secret that counts, or of the newest where one is being set up. A code
 * that was taken before is not taken again.
 */
export const takeCode = async (
  db: Db,
  audit: Audit,
  sealing: Sealing,
  person: number,
  code: string,
  { now, confirms }: { now: Date; confirms: boolean },
): Promise<boolean> => {
  const secrets = await newestSecret(db, person)
  const held = confirms ? secrets[0] : secrets.find(({ confirmed }) => confirmed)
  if (!held) return false
  const step = stepOf(sealing.open(held.secret, oneTimePlace(person)), code, now.getTime())
  if (step === null) return false
  const taken = await db
    .insertInto('one_time_use')
    .values({ secret: held.id, step })
    .onConflict((conflict) => conflict.columns(['secret', 'step']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!taken) return false
  if (confirms) await audit({ action: 'one-time-codes.confirmed', subject: `person:${person}` })
  return true
}

/** Makes a new set of recovery codes, to be shown once; the set before counts no more. */
export const makeRecoveryCodes = async (
  db: Db,
  audit: Audit,
  person: number,
): Promise<string[]> => {
  const codes = newRecoveryCodes()
  const batch = newToken()
  await db
    .insertInto('recovery_code')
    .values(
      codes.map((code) => ({
        person,
        batch,
        hash: recoveryHash(code),
        at: new Date().toISOString(),
      })),
    )
    .execute()
  await audit({ action: 'recovery-codes.made', subject: `person:${person}` })
  return codes
}

const unusedCodes = async (db: Db, person: number): Promise<{ id: number; hash: string }[]> => {
  const newest = await db
    .selectFrom('recovery_code')
    .select('batch')
    .where('person', '=', person)
    .where('at', '>=', await countsSince(db, person))
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (!newest) return []
  return db
    .selectFrom('recovery_code')
    .leftJoin('recovery_use', 'recovery_use.code', 'recovery_code.id')
    .where('batch', '=', newest.batch)
    .where('recovery_use.id', 'is', null)
    .select(['recovery_code.id', 'recovery_code.hash'])
    .execute()
}

/** How many recovery codes a person has left. */
export const recoveryCodesLeft = async (db: Db, person: number): Promise<number> =>
  (await unusedCodes(db, person)).length

/** Takes a recovery code, once. */
export const takeRecoveryCode = async (
  db: Db,
  audit: Audit,
  person: number,
  text: string,
): Promise<boolean> => {
  if (!isRecoveryCode(text)) return false
  const hash = recoveryHash(text)
  const code = (await unusedCodes(db, person)).find((each) => each.hash === hash)
  if (!code) return false
  const taken = await db
    .insertInto('recovery_use')
    .values({ code: code.id })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!taken) return false
  await audit({ action: 'recovery-code.used', subject: `person:${person}` })
  return true
}

/** Orders that everything by which a person has signed in so far counts no more. */
export const resetCredentials = async (
  db: Db,
  audit: Audit,
  person: number,
  why: string,
): Promise<void> => {
  await db.insertInto('credential_reset').values({ person, at: new Date().toISOString() }).execute()
  await audit({ action: 'credentials.reset', subject: `person:${person}`, why })
}
