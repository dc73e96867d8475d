import type { Interval, Withheld } from './interval.ts'
import { countLimits } from './poisson-limits.ts'

export type ReferenceBand = {
  population: number
  referenceEvents: number
  referencePopulation: number
}

/** Events expected at the reference's own rates: Σ n × reference events ÷ reference people. */
export const expectedEvents = (bands: readonly ReferenceBand[]): number =>
  bands.reduce(
    (sum, { population, referenceEvents, referencePopulation }) =>
      sum + (population * referenceEvents) / referencePopulation,
    0,
  )

export type IndirectOptions = { confidence?: number; /** 100 by default. */ reference?: number }

/**
 * Indirectly standardised ratio: observed ÷ expected × 100, with the limits of the observed count.
 * Two such ratios may each be compared with the reference, never with each other.
 * Withheld where nothing is expected. Source: Breslow and Day 1987; APHO Technical Briefing 3.
 */
export const indirectlyStandardisedRatio = (
  observed: number,
  expected: number,
  { confidence = 0.95, reference = 100 }: IndirectOptions = {},
): Interval | Withheld => {
  if (!(expected > 0)) return { withheld: 'nothing is expected' }
  if (!(observed >= 0)) return { withheld: 'no count of events' }
  const { lower, upper } = countLimits(observed, confidence)
  const scale = reference / expected
  return { value: observed * scale, lower: lower * scale, upper: upper * scale }
}
