import { sql } from 'kysely'
import { AppError, refuse, type Result } from '../../core/refusal.ts'
import type { Audit, Db, Ledger } from '../../stores/ledger/ledger.ts'
import { holds, type Viewer } from '../../stores/scope.ts'
import { queueMail } from '../mail/mail.ts'
import { promisedBy } from './course/clock.ts'
import { decideMove, type Move } from './course/states.ts'
import { heardLetter, mergedLetter, moveLetter, ownerLetter, type Letter } from './letters.ts'
import type { Raised } from './raised.ts'
import { raisersMergedInto, readConcern, type Concern } from './read.ts'
import type { ConcernRule } from './rule.ts'
import { keepMove, keepNote, keepOwner, keepRaised, type Raiser } from './store.ts'

/** Roles that deal with every idea and concern; an owner deals with their own. */
export const hearers = ['management-team', 'chair', 'accountable-officer', 'elected-gp'] as const

/** Whether the viewer deals with this one: by role, or as its owner. */
export const handles = (viewer: Viewer, { owner }: Pick<Concern, 'owner'>): boolean =>
  holds(viewer, ...hearers) || (owner !== null && owner.person === viewer.person)

const lockConcern = async (db: Db, id: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock(73040, ${id})`.execute(db)
}

/** One idea or concern that the viewer may see; AppError unknown-concern. */
export const demandConcern = async (db: Db, id: number): Promise<Concern> => {
  const found = await readConcern(db, id)
  if (found) return found
  throw new AppError({
    code: 'unknown-concern',
    message: `There is no idea or concern ${id}, or you may not see it.`,
    remedy:
      'Look in the list of ideas and concerns; others are seen by whoever raised them and by the board.',
  })
}

/** Who may own one: named people of the board and the management team, the locality's own first. */
export const possibleOwners = async (
  db: Db,
  locality: string,
  today: string,
): Promise<{ person: number; name: string }[]> => {
  const rows = await db
    .selectFrom('appointment_now')
    .innerJoin('person_now', 'person_now.id', 'appointment_now.person')
    .select([
      'person_now.id as person',
      'person_now.name',
      'appointment_now.role',
      'appointment_now.locality',
    ])
    .where('appointment_now.role', 'in', [
      'elected-gp',
      'management-team',
      'topic-lead',
      'practice-lead',
    ])
    .where('person_now.closed', '=', false)
    .where('appointment_now.from_date', '<=', today)
    .where((eb) =>
      eb.or([
        eb('appointment_now.to_date', 'is', null),
        eb('appointment_now.to_date', '>=', today),
      ]),
    )
    .execute()
  const rank = ({ role, locality: own }: (typeof rows)[number]): number => {
    if (own === locality && (role === 'elected-gp' || role === 'topic-lead')) return 0
    return role === 'management-team' ? 1 : role === 'elected-gp' ? 2 : 3
  }
  const sorted = rows.toSorted((a, b) => rank(a) - rank(b) || a.person - b.person)
  return [...new Map(sorted.map(({ person, name }) => [person, { person, name }])).values()]
}

const send = (db: Db, to: number, letter: Letter, id: number, on: string): Promise<void> =>
  queueMail(db, { toPerson: to, ...letter, about: `concern:${id}`, prompt: 'concern-mail', on })

/** Keeps what was raised, finds it an owner, and writes to both; gives its number. */
export const raise = (
  ledger: Ledger,
  viewer: Viewer,
  raised: Raised,
  raiser: Raiser,
  rule: ConcernRule,
): Promise<number> =>
  ledger.write(viewer, async (db, audit) => {
    const id = await keepRaised(db, audit, raised, raiser, rule)
    const [owner] = await possibleOwners(db, raised.locality, raiser.on)
    const by = promisedBy(rule, 'heard', raiser.on)
    const about = { id, kind: raised.kind, title: raised.title }
    if (owner) {
      await keepOwner(db, audit, id, owner, null, raiser.on)
      await send(db, owner.person, ownerLetter(about, 'raised', raised.words, by), id, raiser.on)
    }
    await send(db, raiser.person, heardLetter(about, owner?.name ?? null, by), id, raiser.on)
    return id
  })

/** The one that a merge ends in, by way of others that were merged before; refused where it is the same or not there. */
const mergeTarget = async (db: Db, id: number, into: number): Promise<Result<Concern>> => {
  let found = await readConcern(db, into)
  for (let steps = 0; found?.state === 'merged' && found.into !== null && steps < 20; steps++)
    found = await readConcern(db, found.into)
  if (found && found.id !== id && found.state !== 'merged') return { ok: true, value: found }
  return refuse(
    'merge-into-what',
    found?.id === id
      ? 'It cannot be merged with itself.'
      : `There is no idea or concern ${into} to merge it with.`,
    'Write the number of another one.',
    'into',
  )
}

const tell = async (
  db: Db,
  concern: Concern,
  { to, reply }: Move,
  viewer: Viewer,
  rule: ConcernRule,
  on: string,
): Promise<void> => {
  if (to === 'heard') return
  const raisers = [concern, ...(await raisersMergedInto(db, concern.id))]
  for (const each of raisers) {
    if (each.raisedBy === viewer.person) continue
    const letter =
      to === 'merged'
        ? mergedLetter(each, reply)
        : moveLetter(each, to, reply, promisedBy(rule, to, on))
    await send(db, each.raisedBy, letter, each.id, on)
  }
  if (to === 'reopened' && concern.owner && concern.owner.person !== viewer.person) {
    const letter = ownerLetter(concern, 'reopened', reply, promisedBy(rule, to, on))
    await send(db, concern.owner.person, letter, concern.id, on)
  }
}

/** Moves it on as the viewer asks and tells everybody it concerns; refused as `decideMove` says. */
export const moveOn = (
  ledger: Ledger,
  viewer: Viewer,
  id: number,
  asked: Move,
  rule: ConcernRule,
  on: string,
): Promise<Result<Concern>> =>
  withRefusals(ledger, viewer, async (db, audit) => {
    await lockConcern(db, id)
    const concern = await demandConcern(db, id)
    const mover = { raiser: concern.raisedBy === viewer.person, handler: handles(viewer, concern) }
    const decided = decideMove(concern.state, asked, mover)
    if (!decided.ok) return decided
    const { into } = decided.value
    const target = into === null ? null : await mergeTarget(db, id, into)
    if (target && !target.ok) return target
    const move = { ...decided.value, into: target?.value.id ?? null }
    await keepMove(db, audit, concern, move, viewer, rule, on)
    await tell(db, concern, move, viewer, rule, on)
    return { ok: true, value: concern }
  })

class Refused extends Error {
  readonly result: { ok: false; refusal: AppError['refusal'] }
  constructor(result: Refused['result']) {
    super('refused')
    this.result = result
  }
}

/** A write that may decide against itself: what it refuses is undone and comes back as a value. */
const withRefusals = async <T>(
  ledger: Ledger,
  viewer: Viewer,
  work: (db: Db, audit: Audit) => Promise<Result<T>>,
): Promise<Result<T>> => {
  try {
    return await ledger.write(viewer, async (db, audit) => {
      const result = await work(db, audit)
      if (!result.ok) throw new Refused(result)
      return result
    })
  } catch (error) {
    if (error instanceof Refused) return error.result
    throw error
  }
}

/** Adds something to it and tells its owner; the person must be known by name. */
export const addNote = (
  ledger: Ledger,
  viewer: Viewer & { person: number },
  id: number,
  words: string,
  via: 'form' | 'mail',
  on: string,
): Promise<void> =>
  ledger.write(viewer, async (db, audit) => {
    const concern = await demandConcern(db, id)
    const { person, name } = viewer
    await keepNote(db, audit, id, words, { person, name, via }, on)
    const to = concern.owner?.person
    if (to !== undefined && to !== person)
      await send(db, to, ownerLetter(concern, 'added to', words, null), id, on)
  })

/** Gives it to another owner and tells them; refused where the person cannot own one. */
export const giveTo = (
  ledger: Ledger,
  viewer: Viewer,
  id: number,
  person: number,
  on: string,
): Promise<Result<Concern>> =>
  withRefusals(ledger, viewer, async (db, audit) => {
    await lockConcern(db, id)
    const concern = await demandConcern(db, id)
    if (!handles(viewer, concern)) {
      return refuse(
        'not-allowed',
        'Only those who deal with ideas and concerns can do this.',
        'Ask its owner.',
        'owner',
      )
    }
    const owner = (await possibleOwners(db, concern.locality, on)).find(
      (each) => each.person === person,
    )
    if (!owner) {
      return refuse('owner-unknown', 'Nobody is chosen.', 'Choose somebody from the list.', 'owner')
    }
    await keepOwner(db, audit, id, owner, viewer.person, on)
    if (owner.person !== viewer.person) {
      const due = concern.steps.at(-1)?.promisedBy ?? null
      await send(db, owner.person, ownerLetter(concern, 'given', concern.words, due), id, on)
    }
    return { ok: true, value: concern }
  })
