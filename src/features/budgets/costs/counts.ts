import type { Month } from '../../../core/month.ts'
import type { Scope } from '../../../stores/scope.ts'
import type { Served } from '../../../warehouse/served.ts'
import { readServiceLines } from '../../service-lines/service-lines.ts'
import { ask, placesOf } from './costs.ts'

/** How much activity stands behind the cost of a service line in a month. */
export type LineCount = { line: string; month: Month; count: number }

/** Activity of some practices by service line and month: what says whether a cost is of few people. */
export const countLines = async (
  _: Scope,
  served: Served,
  practices: readonly string[],
  span: { from: Month; month: Month },
  definitions?: string,
): Promise<LineCount[]> => {
  const places = await placesOf(served, readServiceLines(definitions))
  const rows = await ask<{ line: string; month: Month; counted: bigint }>(served, 'counts.sql', {
    places,
    practices: practices.join(';'),
    ...span,
  })
  return rows.map(({ line, month, counted }) => ({ line, month, count: Number(counted) }))
}
