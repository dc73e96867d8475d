import { binomialTails } from '../distributions/beta.ts'

export type RunAnalysis = {
  /** Points that do not lie on the centre. */
  useful: number
  longest: number
  longestExpected: number
  crossings: number
  crossingsExpected: number
  signal: boolean
}

const lowestCrossings = (useful: number): number => {
  let k = 0
  while (binomialTails(k, useful - 1, 0.5).lower < 0.05) k++
  return k
}

/**
 * Run chart: unusually long runs on one side of the centre, more than round(log₂ n) + 3 points, or
 * unusually few crossings, fewer than the 5% point of a binomial law with n − 1 and a half.
 * Source: Anhøj and Olesen 2014 (PLoS ONE 9(11): e113825).
 */
export const runAnalysis = (values: readonly (number | null)[], centre: number): RunAnalysis => {
  const sides = values
    .filter((value) => value !== null)
    .map((value) => Math.sign(value - centre))
    .filter((side) => side !== 0)
  const useful = sides.length
  let [longest, current, crossings] = [useful > 0 ? 1 : 0, 1, 0]
  for (let i = 1; i < useful; i++) {
    if (sides[i] === sides[i - 1]) current++
    else {
      crossings++
      current = 1
    }
    longest = Math.max(longest, current)
  }
  const longestExpected = useful < 2 ? useful : Math.round(Math.log2(useful)) + 3
  const crossingsExpected = useful < 2 ? 0 : lowestCrossings(useful)
  const signal = longest > longestExpected || crossings < crossingsExpected
  return { useful, longest, longestExpected, crossings, crossingsExpected, signal }
}

/** The middle value, the centre of a run chart. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  const upper = sorted[half] ?? NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2
}
