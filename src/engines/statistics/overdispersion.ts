import { gammaTails } from './distributions/gamma.ts'
import { winsorise } from './quantile.ts'

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

/** Chance of a spread at least as wide when units differ by chance alone: the upper tail of χ² at Iφ, I − 1 degrees of freedom. */
export const chanceOfSpread = ({ units, phi }: Overdispersion): number =>
  units < 2 ? 1 : gammaTails((units - 1) / 2, (units * phi) / 2).upper
