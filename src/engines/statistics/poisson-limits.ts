import { chiSquareQuantile } from './distributions/gamma.ts'
import { normalQuantile } from './distributions/normal.ts'
import { outerShare } from './interval.ts'

export type Limits = { lower: number; upper: number }

/**
 * Exact limits of a Poisson count: χ²(α/2; 2O)/2 and χ²(1 − α/2; 2O + 2)/2.
 * Units: events. Source: Garwood 1936; Breslow and Day 1987, page 69.
 */
export const exactPoissonLimits = (events: number, confidence: number): Limits => {
  const outer = outerShare(confidence)
  return {
    lower: events === 0 ? 0 : chiSquareQuantile(outer, 2 * events) / 2,
    upper: chiSquareQuantile(outer, 2 * events + 2, 'upper') / 2,
  }
}

/**
 * Byar's approximation: O(1 − 1/9O − z/3√O)³ and (O + 1)(1 − 1/9(O + 1) + z/3√(O + 1))³.
 * Units: events. Source: Breslow and Day 1987; APHO Technical Briefing 3 (2008).
 */
export const byarLimits = (events: number, confidence: number): Limits => {
  const z = normalQuantile(outerShare(confidence), 'upper')
  const cubed = (count: number, sign: number): number =>
    count * (1 - 1 / (9 * count) + (sign * z) / (3 * Math.sqrt(count))) ** 3
  return { lower: events === 0 ? 0 : cubed(events, -1), upper: cubed(events + 1, 1) }
}

/**
 * Limits of a count as published health profiles have them: exact below 10 events, Byar from 10.
 * Source: Fingertips public health technical guidance, Rates.
 */
export const countLimits = (events: number, confidence: number): Limits =>
  events < 10 ? exactPoissonLimits(events, confidence) : byarLimits(events, confidence)
