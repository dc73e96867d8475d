import type { Audit, Db } from '../../../stores/ledger/ledger.ts'
import type { Viewer } from '../../../stores/scope.ts'
import type { ActionState } from '../tables.ts'

/** Something that somebody promised at a meeting, and what has become of it. */
export type Action = {
  id: number
  meeting: number
  item: number | null
  says: string
  owner: number
  ownerName: string
  due: string
  state: ActionState
  note: string
  /** The day of its newest state, the empty text while there is none. */
  onDate: string
}

/** The actions of every meeting of a series, or of all that the viewer may see, by day due. */
export const readActions = async (
  db: Db,
  which: { series?: number } = {},
): Promise<readonly Action[]> => {
  const rows = await db
    .selectFrom('meeting_action')
    .innerJoin('meeting', 'meeting.id', 'meeting_action.meeting')
    .innerJoin('person_now', 'person_now.id', 'meeting_action.owner')
    .select([
      'meeting_action.id',
      'meeting_action.meeting',
      'meeting_action.item',
      'meeting_action.says',
      'meeting_action.owner',
      'meeting_action.due',
      'person_now.name',
    ])
    .$if(which.series !== undefined, (query) =>
      query.where('meeting.series', '=', which.series ?? 0),
    )
    .orderBy('meeting_action.due')
    .orderBy('meeting_action.id')
    .execute()
  const states = await db.selectFrom('action_state').selectAll().orderBy('id').execute()
  const newest = new Map(states.map((one) => [one.action, one]))
  return rows.map(({ id, meeting, item, says, owner, due, name }) => {
    const now = newest.get(id)
    const became = {
      state: now?.state ?? 'open',
      note: now?.note ?? '',
      onDate: now?.on_date ?? '',
    }
    return { id, meeting, item, says, owner, ownerName: name, due, ...became }
  })
}

/** Adds an action; gives its number. */
export const addAction = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  made: { meeting: number; item: number | null; says: string; owner: number; due: string },
): Promise<number> => {
  const { id } = await db
    .insertInto('meeting_action')
    .values({ ...made, recorded_by: viewer.person })
    .returning('id')
    .executeTakeFirstOrThrow()
  await audit({ action: 'action.agreed', subject: `action:${id}`, after: made })
  return id
}

/** Notes what became of an action. */
export const noteAction = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  to: { action: number; state: ActionState; note: string; today: string },
): Promise<void> => {
  const { action, state, note, today } = to
  await db
    .insertInto('action_state')
    .values({ action, state, note, on_date: today, recorded_by: viewer.person })
    .execute()
  await audit({ action: `action.${state}`, subject: `action:${action}`, after: { note } })
}
