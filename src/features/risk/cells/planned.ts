import { parquetOf, pricedIn, type Span } from './ask.ts'
import { sqlFile } from '../../../stores/duck.ts'
import type { Scope } from '../../../stores/scope.ts'
import { perBuild } from '../../../warehouse/per-build.ts'
import type { Served } from '../../../warehouse/served.ts'

/** Planned admissions: day cases and inpatients. */
const plannedPods = ['DC', 'EL']

/** The published c of funds that pay for planned surgery alone. Source: Crump 1991, 113 procedures, three sizes. */
export const crump = [7.1, 7.7, 7.6] as const

/**
 * The coefficient of variation of one listed patient's cost of planned admissions in a span, everybody
 * being alike: √(mean of squares − square of mean) ÷ mean over all `patients` on the lists. Null where
 * nobody has any.
 */
export const plannedVariation = (
  _: Scope,
  served: Served,
  asked: { practices: readonly string[]; span: Span; patients: number },
): Promise<number | null> => {
  const { practices, span, patients } = asked
  const { from, to } = span
  const own = practices.join(';')
  return perBuild(served, `planned-variation ${from} ${to} ${own}`, async () => {
    const files = pricedIn(served, [span])
    if (files.length === 0 || patients === 0) return null
    const sql = sqlFile(import.meta.url, 'sql/planned.sql').replaceAll('{files}', parquetOf(files))
    const [row] = await served.duck.all<{ total: bigint | null; squares: bigint | null }>(sql, {
      from,
      to,
      practices: own,
      pods: plannedPods.join(';'),
    })
    const mean = Number(row?.total ?? 0n) / patients
    return mean === 0 ? null : Math.sqrt(Number(row?.squares ?? 0n) / patients - mean ** 2) / mean
  })
}
