import type { Aggregation } from './exact/aggregate.ts'
import { scaled, type Part } from './exact/cell.ts'
import { chanceAbove, quantileOf, type Distribution } from './exact/distribution.ts'
import { excessAbove } from './stop-loss.ts'

/** A pool that pays what patients cost above a limit. */
export type Pool = {
  claims: Distribution
  /** The expected claims: what its members pay in each year. */
  premium: number
  /** What it must hold beside the premium to fail in no more than the chance asked for. */
  reserve: number
}

/** How big a pool must be in money: premium, and the reserve at a chance of failing. */
export const poolOf = (
  aggregate: Aggregation,
  parts: readonly Part[],
  limit: number,
  failing: number,
): Pool => {
  const claims = aggregate(excessAbove(parts, limit))
  return {
    claims,
    premium: claims.mean,
    reserve: Math.max(0, quantileOf(claims, 1 - failing) - claims.mean),
  }
}

/**
 * How big a pool must be in patients: how many sets like this one, in whole numbers, before the chance
 * of overspending by more than a share is at most p; null where `most` are not enough. The chance
 * falls with every doubling in the range asked about, so it is bracketed by doubling and halved.
 */
export const setsNeeded = (
  aggregate: Aggregation,
  parts: readonly Part[],
  share: number,
  p: number,
  most = 4096,
): number | null => {
  const enough = (sets: number): boolean => {
    const pooled = aggregate(scaled(parts, sets))
    return chanceAbove(pooled, pooled.mean * (1 + share)) <= p
  }
  let high = 1
  while (!enough(high)) {
    if (high >= most) return null
    high = Math.min(most, high * 2)
  }
  let low = Math.floor(high / 2)
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (enough(middle)) high = middle
    else low = middle
  }
  return high
}
