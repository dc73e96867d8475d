import type { Audit, Db, Ledger } from '../../stores/ledger/ledger.ts'
import type { Viewer } from '../../stores/scope.ts'
import { daysBetween, timingOf } from './course/clock.ts'
import { isOpen, isSettled, type State } from './course/states.ts'
import { readConcerns, readCourses, type Concern } from './read.ts'
import { keepTaken, type Taken } from './store.ts'

/** An idea or concern as an agenda needs it. */
export type OpenConcern = {
  id: number
  kind: 'idea' | 'concern'
  title: string
  topic: string
  locality: string
  state: State
  raisedOn: string
  /** The person who raised it. */
  raisedBy: number
  owner: { person: number; name: string } | null
  /** The day by which whoever raised it was promised a word; null where nothing is owed. */
  promisedBy: string | null
  /** Days past that day; 0 when not past it. */
  lateDays: number
  /** The code of the provider that it is about, for the matching of interests. */
  provider: string | null
  path: string
}

const openOf = (concern: Concern, today: string): OpenConcern => {
  const { due } = timingOf(concern.steps, today)
  const { id, kind, title, topic, locality, state, raisedOn, raisedBy, owner, about } = concern
  return {
    id,
    kind,
    title,
    topic,
    locality,
    state,
    raisedOn,
    raisedBy,
    owner,
    promisedBy: due?.by ?? null,
    lateDays: due?.lateDays ?? 0,
    provider: about?.kind === 'provider' ? about.name : null,
    path: `/concerns/${id}`,
  }
}

/** What is open in a locality (null: everywhere) for the next agenda, the longest promised first. */
export const openConcernsOf = (
  ledger: Ledger,
  viewer: Viewer,
  locality: string | null,
  today: string,
): Promise<OpenConcern[]> =>
  ledger.read(viewer, async (db) => {
    const all = await readConcerns(db, locality === null ? {} : { locality })
    return all
      .filter(({ state }) => isOpen(state))
      .map((concern) => openOf(concern, today))
      .toSorted((a, b) => ((a.promisedBy ?? '9') < (b.promisedBy ?? '9') ? -1 : 1))
  })

/** How many of all that was raised wait for a word, and how many past the promised day: numbers that everybody may know. */
export const countWaiting = async (
  db: Db,
  today: string,
): Promise<{ open: number; late: number }> => {
  const open = (await readCourses(db)).filter(({ steps }) => isOpen(steps.at(-1)?.state ?? 'heard'))
  const late = open.filter(({ steps }) => (timingOf(steps, today).due?.lateDays ?? 0) > 0)
  return { open: open.length, late: late.length }
}

/** What was answered or settled in a locality since a day: for "what was said last time and what happened". */
export const answeredSince = (
  ledger: Ledger,
  viewer: Viewer,
  locality: string | null,
  since: string,
  today: string,
): Promise<OpenConcern[]> =>
  ledger.read(viewer, async (db) => {
    const all = await readConcerns(db, locality === null ? {} : { locality })
    return all
      .filter(({ state, steps }) => {
        const last = steps.at(-1)
        const answered = isSettled(state) || state === 'answered' || state === 'becomes a scheme'
        return answered && last !== undefined && daysBetween(since, last.on) >= 0
      })
      .map((concern) => openOf(concern, today))
  })

/** Enters, in the transaction of the meeting's own change, that an idea or concern was taken there. */
export const takeAtMeeting = (db: Db, audit: Audit, viewer: Viewer, taken: Taken): Promise<void> =>
  keepTaken(db, audit, taken, viewer.person)
