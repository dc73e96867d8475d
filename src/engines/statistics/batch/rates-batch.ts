import { LimitsByCount, type CountLimits } from './count-limits.ts'

/** One pair of limits for each row. */
export type LimitColumns = { confidence: number; lower: Float64Array; upper: Float64Array }

/** Columns of figures; a row that is withheld is NaN in each, with its reason beside. */
export type RateColumns = {
  value: Float64Array
  limits: LimitColumns[]
  withheld: Map<number, string>
}

export type BatchOptions = {
  confidences?: readonly number[]
  per?: number
  limits?: CountLimits
  /** What a denominator is called where it is absent. */
  reason?: string
}

/**
 * Crude rates of many rows: as `rate` gives each by itself, for several confidences at once. With
 * expected events for the population and 100 for the multiplier, indirectly standardised ratios.
 */
export const ratesBatch = (
  events: Float64Array,
  population: Float64Array,
  {
    confidences = [0.95, 0.998],
    per = 1000,
    limits: rule,
    reason = 'no population',
  }: BatchOptions = {},
): RateColumns => {
  const rows = events.length
  const value = new Float64Array(rows)
  const withheld = new Map<number, string>()
  const scales = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    const count = events[i] ?? NaN
    const people = population[i] ?? NaN
    const sound = people > 0 && count >= 0
    if (!sound) withheld.set(i, people > 0 ? 'no count of events' : reason)
    const scale = sound ? per / people : NaN
    scales[i] = scale
    value[i] = count * scale
  }
  const limits = confidences.map((confidence) => {
    const byCount = new LimitsByCount(confidence, rule)
    const lower = new Float64Array(rows)
    const upper = new Float64Array(rows)
    for (let i = 0; i < rows; i++) {
      const scale = scales[i] ?? NaN
      const count = Number.isNaN(scale) ? 0 : (events[i] ?? NaN)
      lower[i] = byCount.lower(count) * scale
      upper[i] = byCount.upper(count) * scale
    }
    return { confidence, lower, upper }
  })
  return { value, limits, withheld }
}
