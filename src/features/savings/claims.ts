import { monthRange, type Month } from '../../core/month.ts'
import type { Pence } from '../../core/money.ts'
import type { ServiceLine } from '../../engines/capitation/service-line.ts'
import { literal, sqlFile } from '../../stores/duck.ts'
import { perBuild } from '../../warehouse/per-build.ts'
import type { Served } from '../../warehouse/served.ts'
import { placesOf } from '../budgets/budgets.ts'
import { readServiceLines } from '../service-lines/service-lines.ts'

type Claimed = {
  from: Month
  to: Month
  /** Pence a patient in a year; null where the rules have no stop-loss. */
  limit: Pence | null
  /** The lines that are in scope: care of another is no part of the result, so nothing is claimed for it. */
  lines: readonly ServiceLine[]
  definitions: string
}

/**
 * Stop-loss claims: what each patient's hospital care in scope cost above the limit, summed by the practice of the patient's
 * last line. In pence; practices without a claim are left out.
 */
export const claimsOf = async (
  served: Served,
  { from, to, limit, lines, definitions }: Claimed,
): Promise<ReadonlyMap<string, Pence>> => {
  const months = monthRange(from, to)
  const files = (['admitted', 'outpatient', 'emergency'] as const).flatMap((kind) =>
    served.pricedFiles(kind, months),
  )
  if (limit === null || files.length === 0) return new Map()
  const places = await placesOf(served, readServiceLines(definitions))
  return perBuild(served, `excess ${from} ${to} ${limit} ${lines.join()} ${places}`, async () => {
    const parquet = `read_parquet([${files.map(literal).join(', ')}], union_by_name = true)`
    const rows = await served.duck.all<{ practice: string; pence: bigint }>(
      sqlFile(import.meta.url, 'sql/excess.sql').replaceAll('{files}', parquet),
      { from, to, limit, places, lines: lines.join(';') },
    )
    return new Map(rows.map(({ practice, pence }) => [practice, pence]))
  })
}
