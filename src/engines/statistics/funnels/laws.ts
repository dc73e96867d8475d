import { proportionLaw, ratioLaw, type Law } from '../funnel.ts'

const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high)

/** A proportion as it is, with the error that chance alone gives at the target. */
export const plainProportionLaw = (target: number): Law => ({
  ...proportionLaw,
  forward: (value) => value,
  back: (value) => clamp(value, 0, 1),
  error: (of) => Math.sqrt((target * (1 - target)) / of),
})

/** A ratio as it is, with the error that chance alone gives where the ratio is 1. */
export const plainRatioLaw: Law = {
  ...ratioLaw,
  forward: (value) => value,
  back: (value) => Math.max(value, 0),
  error: (of) => 1 / Math.sqrt(of),
}

/**
 * The logarithm of a ratio. A unit with nothing observed is infinitely far out on it: for sets
 * that may hold one, use the square root. Source: Spiegelhalter 2005.
 */
export const logRatioLaw: Law = {
  ...ratioLaw,
  forward: Math.log,
  back: Math.exp,
  error: (of) => 1 / Math.sqrt(of),
}
