import type { Audit, Db } from '../../../stores/ledger/ledger.ts'
import type { Viewer } from '../../../stores/scope.ts'

/** The minutes of a meeting as they stand. */
export type Minutes = { body: string; state: 'draft' | 'approved'; wordings: number }

/** The newest minutes of a meeting; null where none were saved. */
export const readMinutes = async (db: Db, meeting: number): Promise<Minutes | null> => {
  const rows = await db
    .selectFrom('minutes')
    .select(['body', 'state'])
    .where('meeting', '=', meeting)
    .orderBy('id')
    .execute()
  const now = rows.at(-1)
  return now ? { ...now, wordings: rows.length } : null
}

/** Saves the minutes of a meeting. */
export const saveMinutes = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  meeting: number,
  to: { body: string; state: 'draft' | 'approved' },
): Promise<void> => {
  await db
    .insertInto('minutes')
    .values({ meeting, ...to, recorded_by: viewer.person })
    .execute()
  await audit({ action: `minutes.${to.state}`, subject: `meeting:${meeting}`, after: to })
}
