import { normalQuantile } from '../distributions/normal.ts'
import { outerShare } from '../interval.ts'
import { exactPoissonLimits, type Limits } from '../poisson-limits.ts'

/**
 * Funnel limits of a proportion as published health profiles draw them: the proportions whose
 * Wilson interval just touches the target, θ ∓ z √(θ(1 − θ) ÷ n), kept within 0 and the whole.
 * Source: Fingertips technical guidance; Wilson 1927 for the interval that is turned round.
 */
export const scoreLimits = (
  of: number,
  target: number,
  { confidence = 0.95, per = 1 }: { confidence?: number; per?: number } = {},
): Limits => {
  const z = normalQuantile(outerShare(confidence), 'upper')
  const half = z * Math.sqrt((target * (1 - target)) / of)
  return { lower: Math.max(0, target - half) * per, upper: Math.min(1, target + half) * per }
}

/** Where an observed count lies just on a limit: how many must be expected there, and the ratio. */
export type Crossing = { expected: number; ratio: number }

/**
 * The points of the exact Poisson funnel that an observed count marks: it is just low where its
 * exact upper limit is expected, just high where its exact lower limit is. For a rate the
 * population there is the expected count ÷ the target rate. Nought observed is never high.
 * Source: Fingertips technical guidance; Breslow and Day 1987.
 */
export const poissonCrossings = (
  observed: number,
  confidence: number,
): { low: Crossing; high: Crossing | null } => {
  const { lower, upper } = exactPoissonLimits(observed, confidence)
  return {
    low: { expected: upper, ratio: observed / upper },
    high: observed === 0 ? null : { expected: lower, ratio: observed / lower },
  }
}
