import type { Month } from '../../core/month.ts'
import type { Measure } from './definition.ts'

/** One practice's amounts of a measure, month by month; NaN where nothing can be said. */
export type PracticeSeries = {
  numerator: Float64Array
  denominator: Float64Array
  /** The list weighted by sex and age, at the size of the plain one; null where the measure has no adjustment. */
  weighted: Float64Array | null
  /** What chance acts on: items or lines behind the numerator, and of what; null denominators count people. */
  events: Float64Array
  of: Float64Array
  /** Quantity and cost in pounds of the numerator and of the rest, where savings of a share are told. */
  split: { nq: Float64Array; nc: Float64Array; oq: Float64Array; oc: Float64Array } | null
}

/** A measure over all months and practices of a build. */
export type MeasureSeries = {
  measure: Measure
  months: readonly Month[]
  /** Months for which what it counts has been loaded. */
  covered: readonly boolean[]
  /** Whether the funnel's denominator is a count that the numerator is part of. */
  isShare: boolean
  practices: ReadonlyMap<string, PracticeSeries>
}
