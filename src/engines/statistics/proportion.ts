import { betaQuantile } from './distributions/beta.ts'
import { normalQuantile } from './distributions/normal.ts'
import { outerShare, type Interval, type Withheld } from './interval.ts'

export type ProportionOptions = { confidence?: number; /** 100 for a percentage. */ per?: number }

const refusal = (count: number, of: number): Withheld | null =>
  !(of > 0)
    ? { withheld: 'no denominator' }
    : !(count >= 0 && count <= of)
      ? { withheld: 'numerator outside its denominator' }
      : null

/**
 * Proportion with Wilson's score limits: (2O + z² ∓ z√(z² + 4O(1 − O/n))) / 2(n + z²).
 * At nought the lower limit is exactly nought, at all of n the upper exactly the whole.
 * Source: Wilson 1927; Newcombe and Altman 2000.
 */
export const wilson = (
  count: number,
  of: number,
  { confidence = 0.95, per = 1 }: ProportionOptions = {},
): Interval | Withheld => {
  const refused = refusal(count, of)
  if (refused) return refused
  const z = normalQuantile(outerShare(confidence), 'upper')
  const middle = 2 * count + z * z
  const half = z * Math.sqrt(z * z + 4 * count * (1 - count / of))
  const bottom = 2 * (of + z * z)
  return {
    value: (count / of) * per,
    lower: count === 0 ? 0 : ((middle - half) / bottom) * per,
    upper: count === of ? per : ((middle + half) / bottom) * per,
  }
}

/**
 * Proportion with exact limits: the β(α/2; O, n − O + 1) and β(1 − α/2; O + 1, n − O) quantiles.
 * Source: Clopper and Pearson 1934.
 */
export const clopperPearson = (
  count: number,
  of: number,
  { confidence = 0.95, per = 1 }: ProportionOptions = {},
): Interval | Withheld => {
  const refused = refusal(count, of)
  if (refused) return refused
  const outer = outerShare(confidence)
  return {
    value: (count / of) * per,
    lower: count === 0 ? 0 : betaQuantile(outer, count, of - count + 1) * per,
    upper: count === of ? per : betaQuantile(outer, count + 1, of - count, 'upper') * per,
  }
}
