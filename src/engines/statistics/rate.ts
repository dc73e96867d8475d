import type { Interval, Withheld } from './interval.ts'
import { countLimits, type Limits } from './poisson-limits.ts'

export type RateOptions = {
  confidence?: number
  /** Per how many people: 1,000 by default. */
  per?: number
  /** How the limits of the count are found; the published rule by default. */
  limits?: (events: number, confidence: number) => Limits
}

/**
 * Crude rate: events divided by population, times the multiplier, with the limits of the count.
 * Withheld where the population is not above nought or a count is not a number of events.
 * Source: Breslow and Day 1987; Fingertips technical guidance, Rates.
 */
export const rate = (
  events: number,
  population: number,
  { confidence = 0.95, per = 1000, limits = countLimits }: RateOptions = {},
): Interval | Withheld => {
  if (!(population > 0)) return { withheld: 'no population' }
  if (!(events >= 0)) return { withheld: 'no count of events' }
  const { lower, upper } = limits(events, confidence)
  const scale = per / population
  return { value: events * scale, lower: lower * scale, upper: upper * scale }
}
