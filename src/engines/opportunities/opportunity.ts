import type { Interval } from '../statistics/interval.ts'
import { betterPart, chosenPractices, type Benchmark, type BenchmarkKind } from './benchmark.ts'
import { excessOf, fewestExpected, isCalled } from './excess.ts'
import { chanceAbove, priorOf, shrink, type ShrunkenRatio } from './shrunken.ts'
import type { Standardised } from './standardise.ts'

/** One practice and one definition: what was, what was to be expected, and what lies between them. */
export type Opportunity = {
  observed: number
  /** At the benchmark. */
  expected: number
  /** Observed − expected, with its 95% limits. */
  excess: Interval
  /** At least 10 are expected, and the lower limit of the excess lies above nought. */
  called: boolean
  benchmark: Benchmark
  /** The ratio to the mean after shrinkage. */
  shrunken: ShrunkenRatio
  /** The share of the practice's own difference that shrinkage takes to be chance, 0 to 1. */
  chanceShare: number
  /** The chance that the practice truly lies above the benchmark. */
  chanceAbove: number
  /** The excess after shrinkage, of either sign. */
  shrunkenExcess: number
}

/** How a practice is judged: the kind of benchmark, its similar practices or the country's rates where that is the kind. */
export type Judging =
  | {
      kind: Exclude<BenchmarkKind, 'national'>
      similar: (practice: number) => readonly number[]
    }
  | { kind: 'national'; country: (practice: number) => Benchmark }

const benchmarkOf = (standardised: Standardised, p: number, judging: Judging): Benchmark => {
  if (judging.kind === 'national') return judging.country(p)
  if (judging.kind === 'better-half') return betterPart(standardised, p, 0.5)
  if (judging.kind === 'better-quarter') return betterPart(standardised, p, 0.25)
  if (judging.kind === 'similar') return chosenPractices(standardised, judging.similar(p))
  return { ratio: 1, variance: 0, practices: standardised.observed.length }
}

/**
 * Every practice's opportunity for one definition. Against the mean, expected is what was standardised; against others and the country it
 * is that times their ratio, and their variance is in the limits.
 */
export const opportunitiesOf = (standardised: Standardised, judging: Judging): Opportunity[] => {
  const { observed, expected, dispersion, ownPart, othersPart } = standardised
  const prior = priorOf(observed, expected, dispersion)
  const isMean = judging.kind === 'mean'
  return Array.from(observed, (count, p) => {
    const base = expected[p] ?? 0
    const benchmark = benchmarkOf(standardised, p, judging)
    const excess = excessOf({
      observed: count,
      expected: base * benchmark.ratio,
      dispersion,
      ownPart: isMean ? (ownPart[p] ?? 1) : 1,
      othersVariance: isMean ? dispersion * (othersPart[p] ?? 0) : base * base * benchmark.variance,
    })
    const shrunken = shrink(prior, count, base, dispersion)
    return {
      observed: count,
      expected: base * benchmark.ratio,
      excess,
      called: base * benchmark.ratio >= fewestExpected && isCalled(excess),
      benchmark,
      shrunken,
      chanceShare: 1 - shrunken.weight,
      chanceAbove: chanceAbove(shrunken, benchmark.ratio, benchmark.variance),
      shrunkenExcess: base * (shrunken.value - benchmark.ratio),
    }
  })
}
