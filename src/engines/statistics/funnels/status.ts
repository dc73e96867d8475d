import type { Interval } from '../interval.ts'
import type { Law, Unit } from '../funnel.ts'

/** On which side of the target a unit lies beyond chance, and the limits it is outside of. */
export type FunnelStatus = { direction: 'low' | 'high'; beyond: 0.95 | 0.998 }

/**
 * Status by the exact interpolated limits, so that a unit drawn outside a line is called outside of
 * it: high where the chance of more is below 1 − p, low where the chance of at most so many is
 * below p. Null inside the 95% limits. Source: Spiegelhalter 2005, appendix.
 */
export const exactStatus = (law: Law, { count, of }: Unit, target: number): FunnelStatus | null => {
  const { lower, upper } = law.tails(count, of, target)
  const direction = lower < upper ? 'low' : 'high'
  const chance = Math.min(lower, upper)
  return chance < 0.001
    ? { direction, beyond: 0.998 }
    : chance < 0.025
      ? { direction, beyond: 0.95 }
      : null
}

/**
 * Status as published health profiles have it: the unit's own interval leaves the target out.
 * It may differ from the drawn limits for a unit on the line. Source: Fingertips technical guidance.
 */
export const intervalStatus = (
  at95: Interval,
  at998: Interval,
  target: number,
): FunnelStatus | null => {
  for (const [interval, beyond] of [
    [at998, 0.998],
    [at95, 0.95],
  ] as const) {
    if (interval.upper < target) return { direction: 'low', beyond }
    if (interval.lower > target) return { direction: 'high', beyond }
  }
  return null
}
