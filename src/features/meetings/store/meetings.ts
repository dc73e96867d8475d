import type { Audit, Db } from '../../../stores/ledger/ledger.ts'
import type { Viewer } from '../../../stores/scope.ts'
import type { MeetingState, Status } from '../tables.ts'

/** When, where and how a meeting is held. */
export type Plan = {
  onDate: string
  starts: string
  minutes: number
  place: string
  inPublic: boolean
  state: MeetingState
}

/** A meeting with its plan of now. */
export type Meeting = Plan & { id: number; series: number; plans: number }

/** The meetings that the viewer may see, by day; of a series, or one alone. */
export const readMeetings = async (
  db: Db,
  which: { series?: number; id?: number } = {},
): Promise<readonly Meeting[]> => {
  const rows = await db
    .selectFrom('meeting')
    .innerJoin('meeting_plan', 'meeting_plan.meeting', 'meeting.id')
    .select([
      'meeting.id',
      'meeting.series',
      'meeting_plan.on_date',
      'meeting_plan.starts',
      'meeting_plan.minutes',
      'meeting_plan.place',
      'meeting_plan.in_public',
      'meeting_plan.state',
    ])
    .$if(which.series !== undefined, (query) =>
      query.where('meeting.series', '=', which.series ?? 0),
    )
    .$if(which.id !== undefined, (query) => query.where('meeting.id', '=', which.id ?? 0))
    .orderBy('meeting_plan.id')
    .execute()
  const byMeeting = Map.groupBy(rows, ({ id }) => id)
  return [...byMeeting.values()]
    .flatMap((plans) => {
      const now = plans.at(-1)
      if (!now) return []
      const { id, series, on_date, starts, minutes, place, in_public, state } = now
      const plan = { onDate: on_date, starts, minutes, place, inPublic: in_public, state }
      return [{ id, series, ...plan, plans: plans.length }]
    })
    .sort((one, other) => one.onDate.localeCompare(other.onDate) || one.id - other.id)
}

/** Plans a meeting of a series; gives its number. */
export const callMeeting = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  series: number,
  plan: Plan,
): Promise<number> => {
  const { id } = await db
    .insertInto('meeting')
    .values({ series, recorded_by: viewer.person })
    .returning('id')
    .executeTakeFirstOrThrow()
  await planMeeting(db, audit, viewer, id, plan, '')
  return id
}

/** Changes the plan of a meeting. */
export const planMeeting = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  meeting: number,
  plan: Plan,
  why: string,
): Promise<void> => {
  await db
    .insertInto('meeting_plan')
    .values({
      meeting,
      on_date: plan.onDate,
      starts: plan.starts,
      minutes: plan.minutes,
      place: plan.place,
      in_public: plan.inPublic,
      state: plan.state,
      why: why === '' ? null : why,
      recorded_by: viewer.person,
    })
    .execute()
  await audit({
    action: 'meeting.planned',
    subject: `meeting:${meeting}`,
    after: plan,
    ...(why === '' ? {} : { why }),
  })
}

/** Who was there, by person: the newest note of each. */
export const readAttendance = async (
  db: Db,
  meeting: number,
): Promise<ReadonlyMap<number, Status>> => {
  const rows = await db
    .selectFrom('attendance')
    .select(['person', 'status'])
    .where('meeting', '=', meeting)
    .orderBy('id')
    .execute()
  return new Map(rows.map(({ person, status }) => [person, status]))
}

/** Notes who was there; what has not changed is not noted again. */
export const noteAttendance = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  meeting: number,
  noted: ReadonlyMap<number, Status>,
): Promise<void> => {
  const before = await readAttendance(db, meeting)
  const changed = [...noted].filter(([person, status]) => before.get(person) !== status)
  if (changed.length > 0)
    await db
      .insertInto('attendance')
      .values(
        changed.map(([person, status]) => ({
          meeting,
          person,
          status,
          recorded_by: viewer.person,
        })),
      )
      .execute()
  await audit({
    action: 'meeting.attended',
    subject: `meeting:${meeting}`,
    after: Object.fromEntries(changed),
  })
}
