import type { Ledger } from '../../../stores/ledger/ledger.ts'
import type { Viewer } from '../../../stores/scope.ts'
import type { ShownReply } from '../measure/beside.ts'
import { reasons, type Reply } from './rules.ts'

/** Keeps a practice's word on its figure; the one before stays in the record. */
export const keepReply = (ledger: Ledger, viewer: Viewer, reply: Reply): Promise<void> =>
  ledger.write(viewer, async (db, audit) => {
    await db
      .insertInto('measure_reply')
      .values({
        measure: reply.measure,
        practice: reply.practice,
        month: reply.month,
        reason: reply.reason,
        words: reply.words,
        withdrawn: false,
        by_person: viewer.person,
        by_name: viewer.name,
        on_date: reply.on,
        review_on: reply.reviewOn,
      })
      .execute()
    await audit({
      action: 'measure.explained',
      subject: `measure:${reply.measure}:${reply.practice}`,
      after: reply,
    })
  })

/** The newest word of each practice on a measure. */
export const repliesTo = async (
  ledger: Ledger,
  viewer: Viewer,
  measure: string,
  today: string,
): Promise<Map<string, ShownReply>> => {
  const rows = await ledger.read(viewer, (db) =>
    db
      .selectFrom('measure_reply')
      .selectAll()
      .distinctOn('practice')
      .where('measure', '=', measure)
      .orderBy('practice')
      .orderBy('id', 'desc')
      .execute(),
  )
  return new Map(
    rows
      .filter(({ withdrawn }) => !withdrawn)
      .map((row) => [
        row.practice,
        {
          practice: row.practice,
          reason: reasons[row.reason] ?? row.reason,
          words: row.words,
          by: row.by_name,
          on: row.on_date,
          reviewOn: row.review_on,
          due: row.review_on <= today,
        },
      ]),
  )
}

/** How many practices have a word on each measure that is not due for review: what counts as explained. */
export const explainedCounts = async (
  ledger: Ledger,
  viewer: Viewer,
  today: string,
): Promise<Map<string, number>> => {
  const rows = await ledger.read(viewer, (db) =>
    db
      .selectFrom('measure_reply')
      .select(['measure', 'practice', 'withdrawn', 'review_on'])
      .distinctOn(['measure', 'practice'])
      .orderBy('measure')
      .orderBy('practice')
      .orderBy('id', 'desc')
      .execute(),
  )
  const counts = new Map<string, number>()
  for (const { measure, withdrawn, review_on: due } of rows)
    if (!withdrawn && due > today) counts.set(measure, (counts.get(measure) ?? 0) + 1)
  return counts
}

/** The newest reason that a practice gave on each measure, by measure. */
export const repliesOf = async (
  ledger: Ledger,
  viewer: Viewer,
  practice: string,
): Promise<Map<string, string>> => {
  const rows = await ledger.read(viewer, (db) =>
    db
      .selectFrom('measure_reply')
      .select(['measure', 'reason', 'withdrawn'])
      .distinctOn('measure')
      .where('practice', '=', practice)
      .orderBy('measure')
      .orderBy('id', 'desc')
      .execute(),
  )
  return new Map(
    rows
      .filter(({ withdrawn }) => !withdrawn)
      .map(({ measure, reason }) => [measure, reasons[reason] ?? reason]),
  )
}
