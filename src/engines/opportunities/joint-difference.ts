import type { Random } from '../../core/random.ts'
import type { Opportunity } from './opportunity.ts'
import type { Standardised } from './standardise.ts'

/**
 * The 95% limits of the sum of observed − expected over some practices, by drawing all practices together. Each draw takes a count for every
 * practice from the gamma law of its own count; where the benchmark is the mean of all, the expected counts move with the
 * sum of the draws, so that the whole group's difference is nought in each. Other benchmarks are drawn once for all practices.
 */
export const jointDifference = (
  { observed, expected, dispersion }: Standardised,
  opportunities: readonly Opportunity[],
  members: readonly number[],
  isMean: boolean,
  random: Random,
  draws = 200,
): { lower: number; upper: number } => {
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0)
  const all = sum(observed)
  const drawn = new Float64Array(observed.length)
  const chosen = new Set(members)
  const totals = new Float64Array(draws)
  for (let d = 0; d < draws; d++) {
    const mark = random.normal()
    for (let p = 0; p < observed.length; p++) {
      if (!isMean && !chosen.has(p)) continue
      const shape = (observed[p] ?? 0) / dispersion + 0.5
      drawn[p] = dispersion * shape * random.gamma(shape)
    }
    const scale = isMean && all > 0 ? sum(drawn) / all : 1
    let total = 0
    for (const p of members) {
      const benchmark = opportunities[p]?.benchmark
      const ratio = isMean
        ? scale
        : (benchmark?.ratio ?? 1) + mark * Math.sqrt(benchmark?.variance ?? 0)
      total += (drawn[p] ?? 0) - (expected[p] ?? 0) * ratio
    }
    totals[d] = total
  }
  totals.sort()
  const at = (share: number): number => totals[Math.round(share * (draws - 1))] ?? 0
  return { lower: at(0.025), upper: at(0.975) }
}
