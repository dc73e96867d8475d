import type { Pence } from '../../../core/money.ts'

export type YearResult = { year: string; budgetPence: Pence; outturnPence: Pence }

export type Balance = {
  years: (YearResult & { variancePence: Pence; carriedPence: Pence })[]
  /** Underspend (+) or overspend (−) of the years that count. */
  balancePence: Pence
  /** Years still to come before the balance is judged. */
  yearsLeft: number
  /**
   * "in balance": no overspend is carried; "to be offset": overspent, with years left; "not balanced":
   * overspent at the end, which can cost the right to a budget, after arbitration.
   */
  standing: 'in balance' | 'to be offset' | 'not balanced'
}

/**
 * An overspend of one year may be offset in the next ones; what counts is the sum of the last so
 * many years. Source: Department of Health, October 2004 (three years).
 */
export const balanceOver = (results: readonly YearResult[], years: number): Balance => {
  const counted = results.toSorted((a, b) => (a.year < b.year ? -1 : 1)).slice(-years)
  let carriedPence = 0n
  const rows = counted.map((result) => {
    const variancePence = result.budgetPence - result.outturnPence
    carriedPence += variancePence
    return { ...result, variancePence, carriedPence }
  })
  const yearsLeft = Math.max(0, years - counted.length)
  return {
    years: rows,
    balancePence: carriedPence,
    yearsLeft,
    standing: carriedPence >= 0n ? 'in balance' : yearsLeft > 0 ? 'to be offset' : 'not balanced',
  }
}
