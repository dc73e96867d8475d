import { gammaQuantile, gammaTails } from '../statistics/distributions/gamma.ts'
import { normalQuantile } from '../statistics/distributions/normal.ts'
import { outerShare, type Interval } from '../statistics/interval.ts'

/** What the excess of a practice is made from. */
export type Comparison = {
  observed: number
  /** At the benchmark. */
  expected: number
  dispersion: number
  /** See Standardised: 1 and 0 where the benchmark is no part of the comparison. */
  ownPart: number
  /** Variance that the benchmark's own uncertainty adds, in counts². */
  othersVariance: number
}

/**
 * The limits of a count that varies more than a Poisson count: those of the exact Poisson limits of observed ÷ dispersion, times
 * dispersion. The lower limit of nought is nought.
 */
export const countLimits = (
  observed: number,
  dispersion: number,
  confidence = 0.95,
): { lower: number; upper: number } => {
  const outer = outerShare(confidence)
  const events = observed / dispersion
  return {
    lower: events > 0 ? dispersion * gammaQuantile(outer, events, 'lower') : 0,
    upper: dispersion * gammaQuantile(outer, events + 1, 'upper'),
  }
}

/**
 * Observed − expected, with limits that hold the chance of the practice's own count and of those it is compared with:
 * D − √((a(O − L))² + z²V) and D + √((a(U − O))² + z²V), where L and U are the limits of the count, a the part of its own count by
 * which the practice moves away from its expected, and V the variance of the comparators' part. Source: Zou and Donner
 * 2008 (Stat Med 27:1693), limits of a difference from limits of its parts.
 */
export const excessOf = (
  { observed, expected, dispersion, ownPart, othersVariance }: Comparison,
  confidence = 0.95,
): Interval => {
  const { lower, upper } = countLimits(observed, dispersion, confidence)
  const z = normalQuantile(outerShare(confidence), 'upper')
  const value = observed - expected
  return {
    value,
    lower: value - Math.hypot(ownPart * (observed - lower), z * Math.sqrt(othersVariance)),
    upper: value + Math.hypot(ownPart * (upper - observed), z * Math.sqrt(othersVariance)),
  }
}

/** Below so many expected nothing is called: the figure is shown, and said to be too small to judge. */
export const fewestExpected = 10

/** Called: the lower end of the two-sided interval of the excess lies above nought. */
export const isCalled = ({ lower }: Interval): boolean => lower > 0

/**
 * The chance that a practice is called when its true rate is so many times that of its comparators. Worked out beforehand,
 * from the expected count alone: the smallest count that is called is found by halving and taken up to a whole number of
 * events (of the size of the dispersion, where none is given), and the chance of at least that count is taken from the gamma law. Where what is
 * added varies more than what was there, the dispersion of both together is given as well.
 */
export const powerOf = (
  { expected, dispersion, ownPart, othersVariance }: Omit<Comparison, 'observed'>,
  factor: number,
  raisedDispersion = dispersion,
  event = dispersion,
): number => {
  const called = (observed: number): boolean =>
    isCalled(excessOf({ observed, expected, dispersion, ownPart, othersVariance }))
  let [low, high] = [expected, 4 * expected + 20 * dispersion]
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2
    if (called(middle)) high = middle
    else low = middle
  }
  const reached = event * Math.ceil(high / event - 1e-9)
  return gammaTails(reached / raisedDispersion, (factor * expected) / raisedDispersion).lower
}
