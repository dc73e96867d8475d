import { normalQuantile } from '../distributions/normal.ts'
import { winsorisedOverdispersion, type Overdispersion } from '../overdispersion.ts'

/** A unit with a count above and a count below the line, both subject to chance. */
export type CountPair = { numerator: number; denominator: number }

const logRatio = ({ numerator, denominator }: CountPair): number =>
  Math.log((numerator + 0.5) / (denominator + 0.5))

/** √ of n ÷ (n + ½)² summed over both counts: the error of the logarithm of their ratio. */
const errorOf = ({ numerator, denominator }: CountPair): number =>
  Math.sqrt(numerator / (numerator + 0.5) ** 2 + denominator / (denominator + 0.5) ** 2)

export type CountPairFunnel = {
  target: number
  zScores: number[]
  winsorised: Overdispersion
}

/**
 * The funnel of ratios of two counts, on the log scale with a half added to each. The same error,
 * from both counts, serves the z-scores, τ² and the limits. Source: Spiegelhalter 2005, section 3.
 */
export const countPairFunnel = (pairs: readonly CountPair[]): CountPairFunnel => {
  const sum = (of: (pair: CountPair) => number): number =>
    pairs.reduce((total, pair) => total + of(pair), 0)
  const target = sum(({ numerator }) => numerator) / sum(({ denominator }) => denominator)
  const errors = pairs.map(errorOf)
  const zScores = pairs.map((pair, i) => (logRatio(pair) - Math.log(target)) / (errors[i] ?? NaN))
  return { target, zScores, winsorised: winsorisedOverdispersion(zScores, errors) }
}

/** The limit that leaves the share p below it at a unit: target × e^(z √(s² + τ²)). */
export const countPairLimit = (
  pair: CountPair,
  p: number,
  { target, tauSquared }: { target: number; tauSquared: number },
): number => target * Math.exp(normalQuantile(p) * Math.hypot(errorOf(pair), Math.sqrt(tauSquared)))
