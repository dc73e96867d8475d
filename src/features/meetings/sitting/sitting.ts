import { AppError } from '../../../core/refusal.ts'
import type { Db } from '../../../stores/ledger/ledger.ts'
import type { ConflictRules } from '../../../engines/conflicts/rules.ts'
import { readDecisions, type Constitution, type Decision } from '../../decisions/decisions.ts'
import { readEntries, tellToday, type Entry } from '../../interests/interests.ts'
import { readActions, type Action } from '../store/actions.ts'
import { readItems, type Item } from '../store/items.ts'
import { readAttendance, readMeetings, type Meeting } from '../store/meetings.ts'
import { readMinutes, type Minutes } from '../store/minutes.ts'
import { readSeries, type Series, type SeriesMember } from '../store/series.ts'
import type { Status } from '../tables.ts'

/** Everything about one meeting that the viewer may see. */
export type Sitting = {
  today: string
  series: Series
  meeting: Meeting
  /** The meeting of the series before it, where there was one. */
  before: Meeting | null
  attendance: ReadonlyMap<number, Status>
  /** Members who count as there: those noted as present, or before the meeting all without apologies. */
  present: readonly SeriesMember[]
  items: readonly Item[]
  /** Open actions of earlier meetings of the series. */
  carried: readonly Action[]
  /** Actions agreed at this meeting. */
  agreed: readonly Action[]
  decisions: readonly Decision[]
  minutes: Minutes | null
  /** Interests of the members. */
  entries: readonly Entry[]
  /** Practices that each member works in or speaks for. */
  practices: ReadonlyMap<number, readonly string[]>
  /** Names of everyone who is named. */
  names: ReadonlyMap<number, string>
}

/** The rules that a meeting goes by. */
export type MeetingRules = { conflicts: ConflictRules; constitution: Constitution }

/** There is no such meeting, or not for this viewer. */
export const unknownMeeting = (): AppError =>
  new AppError({
    code: 'unknown-meeting',
    message: 'There is no such meeting that you may see.',
    remedy: 'Go back to the list of meetings.',
    where: 'id',
  })

const readPractices = async (db: Db, today: string): Promise<Map<number, string[]>> => {
  const rows = await db
    .selectFrom('appointment_now')
    .select(['person', 'practice'])
    .where('practice', 'is not', null)
    .where('from_date', '<=', today)
    .where((eb) => eb.or([eb('to_date', 'is', null), eb('to_date', '>=', today)]))
    .execute()
  const found = new Map<number, string[]>()
  for (const { person, practice } of rows)
    if (practice !== null) found.set(person, [...(found.get(person) ?? []), practice])
  return found
}

/** Whether anybody has been noted as present yet. */
export const isCounted = (attendance: ReadonlyMap<number, Status>): boolean =>
  [...attendance.values()].includes('present')

const presentOf = (series: Series, attendance: ReadonlyMap<number, Status>): SeriesMember[] => {
  const counted = isCounted(attendance)
  return series.members.filter(({ person }) => {
    const status = attendance.get(person)
    return counted ? status === 'present' : status !== 'apologies' && status !== 'absent'
  })
}

/**
 * A meeting as the viewer may see it.
 *
 * @throws AppError `unknown-meeting`
 */
export const loadSitting = async (
  db: Db,
  id: number,
  today: string,
  rules: MeetingRules,
): Promise<Sitting> => {
  await tellToday(db, today, rules.conflicts.shownMonths)
  const [meeting] = await readMeetings(db, { id })
  const series = (await readSeries(db, today)).find((one) => one.id === meeting?.series)
  if (!meeting || !series) throw unknownMeeting()
  const attendance = await readAttendance(db, id)
  const items = await readItems(db, id)
  const actions = await readActions(db, { series: series.id })
  const all = await readMeetings(db, { series: series.id })
  const before = all.filter(
    ({ onDate, id: other, state }) =>
      other !== id && onDate <= meeting.onDate && state !== 'cancelled',
  )
  const earlier = new Set(before.map((one) => one.id))
  const people = await db.selectFrom('person_now').select(['id', 'name']).execute()
  return {
    today,
    series,
    meeting,
    before: before.at(-1) ?? null,
    attendance,
    present: presentOf(series, attendance),
    items,
    carried: actions.filter((one) => one.state === 'open' && earlier.has(one.meeting)),
    agreed: actions.filter((one) => one.meeting === id),
    decisions: await readDecisions(db, { meeting: id }),
    minutes: await readMinutes(db, id),
    entries: await readEntries(
      db,
      today,
      rules.conflicts,
      series.members.map(({ person }) => person),
    ),
    practices: await readPractices(db, today),
    names: new Map(people.map(({ id: person, name }) => [person, name])),
  }
}
