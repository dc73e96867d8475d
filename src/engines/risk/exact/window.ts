import type { Moments } from './cell.ts'

/** Where a sum can lie: outside, less than a chance of 10⁻¹² on either side. */
export type Window = { low: number; high: number }

const nats = -Math.log(1e-12)

/**
 * Bounds of a sum of independent costs that are not negative, from its moments: above the mean by
 * bL÷3 + √((bL÷3)² + 2L Var), below by √(2L Σ E[X²]), with L = −ln 10⁻¹² and b the largest cost. A
 * normal part adds eight of its standard deviations. Source: Bernstein's inequality.
 */
export const windowOf = (moments: Moments, normalSd: number): Window => {
  const { mean, variance, secondMoment, largest, most } = moments
  const jump = (largest * nats) / 3
  const above = jump + Math.sqrt(jump * jump + 2 * nats * variance)
  const below = Math.sqrt(2 * nats * secondMoment)
  return {
    low: Math.max(0, mean - below) - 8 * normalSd,
    high: Math.min(most, mean + above) + 8 * normalSd,
  }
}
