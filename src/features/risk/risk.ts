import { addMonths, yearStart, type Month } from '../../core/month.ts'
import type { Scope } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import { riskOf, type RiskOfSet } from './answers.ts'
import { loadBasis } from './cells/basis.ts'

export { commands } from './commands.ts'
export { rights, routes } from './routes.ts'
export { chanceBands, type BandAsked, type ChanceBands } from './bands.ts'
export { type RiskOfSet } from './answers.ts'

/**
 * The yearly risk of any set of practices: expected cost, its variation, and the chance of overspending
 * by 1, 2, 5 and 10%, from what patients of the group cost in the year before the one that holds the
 * month. For the what-if of boundaries. Null where no patient-level lines or lists are loaded.
 */
export const riskOfSet = async (
  scope: Scope,
  served: Served,
  practices: readonly string[],
  month: Month,
): Promise<RiskOfSet | null> => {
  const from = yearStart(month)
  const basis = await loadBasis(scope, served, { from, to: addMonths(from, 11) })
  return basis && riskOf(basis, practices)
}
