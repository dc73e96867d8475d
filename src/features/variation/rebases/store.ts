import { parseMonth, type Month } from '../../../core/month.ts'
import type { Ledger } from '../../../stores/ledger/ledger.ts'
import type { Viewer } from '../../../stores/scope.ts'
import type { Rebase } from './rules.ts'

/** Keeps a rebase or its withdrawal; what was said before stays in the record. */
export const keepRebase = (
  ledger: Ledger,
  viewer: Viewer,
  kept: {
    measure: string
    line: string
    month: Month
    reason: string
    withdrawn: boolean
    on: string
  },
): Promise<void> =>
  ledger.write(viewer, async (db, audit) => {
    const { on, ...rest } = kept
    await db
      .insertInto('measure_rebase')
      .values({ ...rest, by_person: viewer.person, by_name: viewer.name, on_date: on })
      .execute()
    await audit({
      action: kept.withdrawn ? 'measure.rebase-withdrawn' : 'measure.rebased',
      subject: `measure:${kept.measure}:${kept.line}`,
      after: kept,
    })
  })

/** The rebases of a measure's line that stand, by month. */
export const rebasesOf = async (
  ledger: Ledger,
  viewer: Viewer,
  measure: string,
  line: string | null,
): Promise<Rebase[]> => {
  if (line === null) return []
  const rows = await ledger.read(viewer, (db) =>
    db
      .selectFrom('measure_rebase')
      .selectAll()
      .distinctOn('month')
      .where('measure', '=', measure)
      .where('line', '=', line)
      .orderBy('month')
      .orderBy('id', 'desc')
      .execute(),
  )
  return rows.flatMap((row): Rebase[] => {
    const month = parseMonth(row.month)
    return row.withdrawn || month === null
      ? []
      : [{ month, reason: row.reason, by: row.by_name, on: row.on_date }]
  })
}
