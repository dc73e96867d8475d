import { gammaTails } from './distributions/gamma.ts'
import { normalQuantile } from './distributions/normal.ts'
import { quantile, winsorise } from './quantile.ts'

export type Overdispersion = {
  units: number
  /** Mean of the squared z-scores; 1 where units differ by chance alone. */
  phi: number
  /** Variance between units on the scale of the z-scores' numerator. */
  tauSquared: number
}

/**
 * How much more units differ than chance allows: φ = mean z², and τ² = max(0, (Iφ − (I − 1)) ÷
 * (Σw − Σw²/Σw)) with w = 1/s². One unit has none. Source: DerSimonian and Laird 1986;
 * Spiegelhalter 2005; Spiegelhalter et al 2012.
 */
export const overdispersion = (
  zScores: readonly number[],
  errors: readonly number[],
): Overdispersion => {
  const units = zScores.length
  const phi = units === 0 ? 0 : zScores.reduce((sum, z) => sum + z * z, 0) / units
  const weights = errors.map((s) => 1 / (s * s))
  const sum = weights.reduce((a, b) => a + b, 0)
  const squares = weights.reduce((a, b) => a + b * b, 0)
  const room = sum - squares / sum
  const tauSquared = units > 1 && room > 0 ? Math.max(0, (units * phi - (units - 1)) / room) : 0
  return { units, phi, tauSquared }
}

/**
 * The same with the z-scores winsorised first, 10% at each end. A few extreme units then do not
 * widen the limits for all, but φ is biased low (about 0.68 where 1 is true): show both.
 */
export const winsorisedOverdispersion = (
  zScores: readonly number[],
  errors: readonly number[],
  share = 0.1,
): Overdispersion => overdispersion(winsorise(zScores, share), errors)

/**
 * The same with the units beyond the p and 1 − p quantiles left out, as the published hospital
 * mortality indicator has it. Few units far out then count for nothing, and φ is biased lower still.
 * Source: NHS Digital, SHMI specification.
 */
export const truncatedOverdispersion = (
  zScores: readonly number[],
  errors: readonly number[],
  share = 0.1,
): Overdispersion => {
  const sorted = zScores.toSorted((a, b) => a - b)
  const [low, high] = [quantile(sorted, share), quantile(sorted, 1 - share)]
  const kept = zScores.map((z) => z >= low && z <= high)
  return overdispersion(
    zScores.filter((_, i) => kept[i]),
    errors.filter((_, i) => kept[i]),
  )
}

/**
 * What winsorising leaves of φ where z-scores are standard normal: 0.68 for 10% at each end.
 * Winsorised φ divided by it is 1 on average where units differ by chance alone: an option to label.
 */
export const shareOfPhiKept = (share = 0.1): number => {
  const z = normalQuantile(share, 'upper')
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
  return 1 - 2 * share - 2 * z * density + 2 * share * z * z
}

/** Chance of a spread at least as wide when units differ by chance alone: the upper tail of χ² at Iφ, I − 1 degrees of freedom. */
export const chanceOfSpread = ({ units, phi }: Overdispersion): number =>
  units < 2 ? 1 : gammaTails((units - 1) / 2, (units * phi) / 2).upper
