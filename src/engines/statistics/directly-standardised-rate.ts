import { gammaQuantile } from './distributions/gamma.ts'
import { outerShare, type Interval, type Withheld } from './interval.ts'
import { countLimits } from './poisson-limits.ts'

/** One age and sex band: its events, its people and the people of the standard population. */
export type Band = {
  events: number
  population: number
  standard: number
  /** Σ f² × people with f events, where one person may count several times. */
  squaredEvents?: number
}

export type DirectOptions = {
  confidence?: number
  per?: number
  /** Below this many events the rate is withheld: 10, as published health profiles have it. */
  floor?: number
  interval?: 'dobson' | 'gamma'
}

export type DirectRate = Interval & { events: number; population: number; variance: number }

/**
 * Directly standardised rate: Σ w O/n ÷ Σ w, with V = Σ w² O/n² ÷ (Σ w)² and Dobson's limits
 * DSR + √(V/O)(limit of O − O), or the gamma limits of Fay and Feuer. Events that are not
 * independent widen V by the square of each person's events.
 * Withheld below the floor of events, or where a band with events has no people.
 * Source: Dobson et al 1991; Fay and Feuer 1997; Morris et al 2018 for the floor.
 */
export const directlyStandardisedRate = (
  bands: readonly Band[],
  { confidence = 0.95, per = 100_000, floor = 10, interval = 'dobson' }: DirectOptions = {},
): DirectRate | (Withheld & { events: number; population: number }) => {
  let [events, population, standard, sum, squares, widest] = [0, 0, 0, 0, 0, 0]
  let empty = false
  for (const band of bands) {
    events += band.events
    population += band.population
    standard += band.standard
    if (!(band.population > 0)) {
      empty = true
      continue
    }
    const weight = band.standard / band.population
    sum += weight * band.events
    squares += weight * weight * (band.squaredEvents ?? band.events)
    widest = Math.max(widest, weight)
  }
  const withhold = (withheld: string): Withheld & { events: number; population: number } => ({
    withheld,
    events,
    population,
  })
  if (!(standard > 0)) return withhold('no standard population')
  if (empty) return withhold('an age band has no people')
  if (events < floor) return withhold(`fewer than ${floor} events`)
  const value = sum / standard
  const variance = squares / standard ** 2
  const at = { events, population, variance: variance * per * per, value: value * per }
  if (interval === 'gamma') {
    const share = outerShare(confidence)
    const most = widest / standard
    const gammaAt = (mean: number, spread: number, tail: 'lower' | 'upper'): number =>
      mean === 0 ? 0 : (spread / mean) * gammaQuantile(share, (mean * mean) / spread, tail)
    return {
      ...at,
      lower: gammaAt(value, variance, 'lower') * per,
      upper: gammaAt(value + most, variance + most * most, 'upper') * per,
    }
  }
  if (events === 0) return withhold('no events: these limits have no value at nought')
  const { lower, upper } = countLimits(events, confidence)
  const stretch = Math.sqrt(variance / events)
  return {
    ...at,
    lower: (value + stretch * (lower - events)) * per,
    upper: (value + stretch * (upper - events)) * per,
  }
}
