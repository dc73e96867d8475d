import { priorOf, shrink } from './shrunken.ts'
import type { Standardised } from './standardise.ts'

/** What a practice is held against. */
export const benchmarks = ['mean', 'better-half', 'better-quarter', 'similar', 'national'] as const
export type BenchmarkKind = (typeof benchmarks)[number]

/** The ratio to the mean at which a benchmark stands, and its variance. */
export type Benchmark = { ratio: number; variance: number; practices: number }

/**
 * The better half or quarter of the other practices: those with the lowest ratios after shrinkage, the practice that is judged left out of
 * the shrinkage and of the choice. The benchmark is their shrunken ratio, weighted by what is expected, so that
 * luck is not taken for a target.
 */
export const betterPart = (
  { observed, expected, dispersion }: Standardised,
  judged: number,
  part: number,
): Benchmark => {
  const prior = priorOf(observed, expected, dispersion, judged)
  const others = Array.from(observed, (count, p) => ({
    p,
    expected: expected[p] ?? 0,
    ratio: shrink(prior, count, expected[p] ?? 0, dispersion),
  }))
    .filter(({ p, expected: base }) => p !== judged && base > 0)
    .sort((a, b) => a.ratio.value - b.ratio.value)
  const chosen = others.slice(0, Math.max(1, Math.round(others.length * part)))
  const base = chosen.reduce((sum, one) => sum + one.expected, 0)
  if (base === 0) return { ratio: 1, variance: 0, practices: 0 }
  const ratio = chosen.reduce((sum, one) => sum + one.expected * one.ratio.value, 0) / base
  const own = chosen.reduce((sum, one) => sum + one.expected ** 2 * one.ratio.ownVariance, 0)
  const shared = chosen.reduce(
    (sum, one) => sum + one.expected * Math.sqrt(one.ratio.sharedVariance),
    0,
  )
  return { ratio, variance: (own + shared * shared) / (base * base), practices: chosen.length }
}

/** The practices named, together: their observed ÷ expected, with the variance of a count. */
export const chosenPractices = (
  { observed, expected, dispersion }: Standardised,
  chosen: readonly number[],
): Benchmark => {
  const sum = (values: Float64Array): number =>
    chosen.reduce((total, p) => total + (values[p] ?? 0), 0)
  const [o, e] = [sum(observed), sum(expected)]
  return e > 0
    ? {
        ratio: o / e,
        variance: (dispersion * Math.max(o, dispersion)) / (e * e),
        practices: chosen.length,
      }
    : { ratio: 1, variance: 0, practices: 0 }
}

/**
 * Rates from elsewhere, cell by cell, held against what was standardised: Σ per × (amount ÷ per of the country) ÷ expected, with the
 * variance of the country's own counts. Null where a cell that has something to count by has no rate.
 */
export const countryRates = (
  per: Float64Array,
  country: { amount: Float64Array; per: Float64Array },
  expected: number,
  dispersion: number,
): Benchmark | null => {
  let [there, variance] = [0, 0]
  for (const [c, mass] of per.entries()) {
    const base = country.per[c] ?? 0
    if (mass === 0) continue
    if (base === 0) return null
    const part = mass / base
    there += part * (country.amount[c] ?? 0)
    variance += dispersion * part * part * (country.amount[c] ?? 0)
  }
  return expected > 0
    ? { ratio: there / expected, variance: variance / (expected * expected), practices: 0 }
    : null
}

/**
 * The nearest practices by stated variables, each put on the scale of its own standard deviation, and
 * the sum of squares taken as distance. The practice itself is never among them.
 */
export const nearest = (
  variables: readonly (readonly number[])[],
  judged: number,
  count: number,
): number[] => {
  const scales = variables.map((values) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
    return Math.sqrt(spread) || 1
  })
  const distance = (p: number): number =>
    variables.reduce(
      (sum, values, v) =>
        sum + (((values[p] ?? 0) - (values[judged] ?? 0)) / (scales[v] ?? 1)) ** 2,
      0,
    )
  return (variables[0] ?? [])
    .map((_, p) => p)
    .filter((p) => p !== judged)
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, count)
}
