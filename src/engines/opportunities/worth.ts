import type { Random } from '../../core/random.ts'
import type { Opportunity } from './opportunity.ts'

/** What a practice's opportunity is worth: one unit of what is counted, in pence, times the positive part of the shrunken excess. */
export type WorthPart = { opportunity: Opportunity; pencePerUnit: number; group: number }

/** Worth in whole pence: the positive part of the shrunken excess times the mean value of the practice's own records. */
export const worthOf = ({ opportunity, pencePerUnit }: WorthPart): number =>
  Math.round(Math.max(0, opportunity.shrunkenExcess) * pencePerUnit)

/**
 * The 95% limits of sums of worth, by drawing all parts together many times. Each part with a positive shrunken excess is drawn from its own
 * gamma law, and parts of one group (one definition) share the draw of their mean; a sum is never below nought.
 * Ends of intervals are never added. `sums` names, for each sum, the parts that belong to it.
 */
export const jointLimits = (
  parts: readonly WorthPart[],
  sums: readonly (readonly number[])[],
  random: Random,
  draws = 400,
): { lower: number; upper: number }[] => {
  const live = parts.map(({ opportunity: { shrunkenExcess, shrunken, benchmark }, ...part }) => ({
    ...part,
    counts: shrunkenExcess > 0 && part.pencePerUnit > 0,
    expected: benchmark.ratio > 0 ? shrunkenExcess / (shrunken.value - benchmark.ratio) : 0,
    value: shrunken.value,
    benchmark: benchmark.ratio,
    shape: shrunken.ownVariance > 0 ? shrunken.value ** 2 / shrunken.ownVariance : 0,
    shared: Math.sqrt(shrunken.sharedVariance),
    benchmarkError: Math.sqrt(benchmark.variance),
  }))
  const groups = Math.max(0, ...parts.map(({ group }) => group + 1))
  const totals = sums.map(() => new Float64Array(draws))
  const drawn = new Float64Array(parts.length)
  for (let d = 0; d < draws; d++) {
    const means = Float64Array.from({ length: groups }, () => random.normal())
    const marks = Float64Array.from({ length: groups }, () => random.normal())
    for (const [i, part] of live.entries()) {
      if (!part.counts) {
        drawn[i] = 0
        continue
      }
      const own = part.shape > 0 ? part.value * random.gamma(part.shape) : part.value
      const ratio =
        own +
        (means[part.group] ?? 0) * part.shared -
        (part.benchmark + (marks[part.group] ?? 0) * part.benchmarkError)
      drawn[i] = part.expected * ratio * part.pencePerUnit
    }
    for (const [s, members] of sums.entries()) {
      const into = totals[s]
      if (into)
        into[d] = Math.max(
          0,
          members.reduce((sum, i) => sum + (drawn[i] ?? 0), 0),
        )
    }
  }
  return totals.map((values) => {
    const sorted = values.sort()
    const at = (share: number): number => Math.round(sorted[Math.round(share * (draws - 1))] ?? 0)
    return { lower: at(0.025), upper: at(0.975) }
  })
}

/** The fewest parts that together make at least half of the sum, largest first. */
export const fewestForHalf = (values: readonly number[]): number => {
  const sorted = values.filter((value) => value > 0).sort((a, b) => b - a)
  const half = sorted.reduce((sum, value) => sum + value, 0) / 2
  let [sum, count] = [0, 0]
  while (count < sorted.length && sum < half) sum += sorted[count++] ?? 0
  return count
}

/** Years between the experts' judgement (2022/23) and the horizon they judged for (2039/40). */
export const expertYears = 17

/**
 * The part of what is in scope that might go within so many years, if the pace is even: 1 − (1 − p)^(years ÷ 17), p the experts'
 * share by 2039/40.
 */
export const realisticShare = (percent: number, years: number): number =>
  1 - (1 - percent / 100) ** (Math.min(years, expertYears) / expertYears)
