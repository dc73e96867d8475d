import type { Month } from '../../../core/month.ts'
import type { Scope } from '../../../stores/scope.ts'
import type { Served } from '../../../warehouse/served.ts'
import { readServiceLines } from '../../service-lines/service-lines.ts'
import { ask, placesOf } from './costs.ts'

/** How much activity stands behind the cost of a service line: in a month, and from a first month to it. */
export type LineCount = { line: string; month: number; year: number }

/** Activity of some practices by service line: what says whether a cost is of few people. */
export const countLines = async (
  _: Scope,
  served: Served,
  practices: readonly string[],
  span: { from: Month; month: Month },
  definitions?: string,
): Promise<LineCount[]> => {
  const places = await placesOf(served, readServiceLines(definitions))
  const rows = await ask<{ line: string; month_count: bigint; year_count: bigint }>(
    served,
    'counts.sql',
    { places, practices: practices.join(';'), ...span },
  )
  return rows.map(({ line, month_count: month, year_count: year }) => ({
    line,
    month: Number(month),
    year: Number(year),
  }))
}
