import type { Pence } from '../../core/money.ts'
import { allot } from './allotment.ts'
import { whole, type Millionths } from './share.ts'

/** One calendar month of a line's history: its cost, and the working days that it had. */
export type HistoryMonth = {
  /** 0 for April to 11 for March. */
  monthOfYear: number
  year: string
  pence: Pence
  workingDays: number
}

/**
 * A line's own season: for each month from April, cost per working day as a share of its year's,
 * averaged over the years that have all twelve months. A line without a whole year has no season:
 * every month is 1. Costs of nought or less carry none either.
 */
export const seasonOf = (history: readonly HistoryMonth[]): Millionths[] => {
  const sums = Array.from({ length: 12 }, () => 0)
  let years = 0
  for (const months of Map.groupBy(history, ({ year }) => year).values()) {
    const cost = months.reduce((sum, { pence }) => sum + Number(pence), 0)
    const days = months.reduce((sum, { workingDays }) => sum + workingDays, 0)
    if (months.length !== 12 || !(cost > 0)) continue
    years += 1
    for (const { monthOfYear, pence, workingDays } of months)
      sums[monthOfYear] =
        (sums[monthOfYear] ?? 0) + Math.max(0, Number(pence) / workingDays) / (cost / days)
  }
  return sums.map((sum) => (years === 0 ? whole : BigInt(Math.round((sum / years) * 1e6))))
}

/** Weight of a month = season × working days, in whole millionths of a day. */
export const phasingWeights = (
  season: readonly Millionths[],
  workingDays: readonly number[],
): bigint[] => season.map((factor, i) => factor * BigInt(workingDays[i] ?? 0))

/** A year's pence laid to its months by their weights; they add up to the year, ties go to the earlier. */
export const phase = (pence: Pence, weights: readonly bigint[]): Pence[] => allot(pence, weights)
