import type { Pence } from '../../core/money.ts'
import { allot } from './allotment.ts'
import { needWeights, type BlankRule, type PracticeNeed, type Weight } from './need.ts'

/**
 * Distance from target = amount ÷ target − 1, positive where the practice has more than its fair
 * share; null where the target is nought. Source: NHS England, gateway 00337, annex A.
 */
export const distanceFromTarget = (amount: Pence, target: Pence): number | null =>
  target === 0n ? null : Number(amount - target) / Number(target)

/** A practice's whole budget beside the target of the overall formula. */
export type WholeDistance = {
  practice: string
  budgetPence: Pence
  targetPence: Pence
  /** Share above (+) or below (−) target. */
  distance: number | null
}

/**
 * The whole budget's distance from target: the target shares the sum of all budgets by the final
 * weighted population. Weighted populations of single lines do not add up to it, so a budget set
 * line by line at target is still some way from this one; that difference is what a page shows.
 */
export const wholeBudgetDistances = (
  practices: readonly PracticeNeed[],
  budgets: readonly Pence[],
  finalWeights: readonly Weight[],
  blanks: BlankRule = 'per head',
): WholeDistance[] => {
  const total = budgets.reduce((sum, pence) => sum + pence, 0n)
  const targets = allot(total, needWeights(practices, finalWeights, blanks))
  return practices.map(({ practice }, i) => {
    const [budgetPence, targetPence] = [budgets[i] ?? 0n, targets[i] ?? 0n]
    return {
      practice,
      budgetPence,
      targetPence,
      distance: distanceFromTarget(budgetPence, targetPence),
    }
  })
}
