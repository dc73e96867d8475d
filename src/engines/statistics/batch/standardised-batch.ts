import { LimitsByCount } from './count-limits.ts'
import { ratesBatch, type RateColumns } from './rates-batch.ts'

/**
 * Rows of age bands, those of one group next to each other: group g has the rows from
 * `starts[g]` to `starts[g + 1]`.
 */
export type BandRows = { starts: Uint32Array; events: Float64Array; population: Float64Array }

export type DirectColumns = RateColumns & { events: Float64Array; population: Float64Array }

export type DirectBatchOptions = {
  confidences?: readonly number[]
  per?: number
  /** Below this many events a rate is withheld. */
  floor?: number
}

/** Directly standardised rates of many groups with Dobson's limits: as `directlyStandardisedRate` gives each. */
export const directBatch = (
  { starts, events, population }: BandRows,
  standard: Float64Array,
  { confidences = [0.95, 0.998], per = 100_000, floor = 10 }: DirectBatchOptions = {},
): DirectColumns => {
  const groups = starts.length - 1
  const [value, total, people, stretch] = [0, 1, 2, 3].map(() => new Float64Array(groups))
  const withheld = new Map<number, string>()
  if (!value || !total || !people || !stretch) throw new RangeError('four columns')
  for (let g = 0; g < groups; g++) {
    let [count, persons, weights, sum, squares] = [0, 0, 0, 0, 0]
    let empty = false
    const to = starts[g + 1] ?? 0
    for (let i = starts[g] ?? 0; i < to; i++) {
      const own = events[i] ?? NaN
      const n = population[i] ?? NaN
      const share = standard[i] ?? NaN
      count += own
      persons += n
      weights += share
      if (n > 0) {
        const weight = share / n
        sum += weight * own
        squares += weight * weight * own
      } else empty = true
    }
    total[g] = count
    people[g] = persons
    const reason = !(weights > 0)
      ? 'no standard population'
      : empty
        ? 'an age band has no people'
        : count < floor
          ? `fewer than ${floor} events`
          : count === 0
            ? 'no events: these limits have no value at nought'
            : null
    if (reason !== null) withheld.set(g, reason)
    value[g] = reason === null ? (sum / weights) * per : NaN
    stretch[g] = reason === null ? (Math.sqrt(squares / count) / weights) * per : NaN
  }
  const limits = confidences.map((confidence) => {
    const byCount = new LimitsByCount(confidence)
    const lower = new Float64Array(groups)
    const upper = new Float64Array(groups)
    for (let g = 0; g < groups; g++) {
      const at = value[g] ?? NaN
      const count = Number.isNaN(at) ? 0 : (total[g] ?? NaN)
      const wide = stretch[g] ?? NaN
      lower[g] = at + wide * (byCount.lower(count) - count)
      upper[g] = at + wide * (byCount.upper(count) - count)
    }
    return { confidence, lower, upper }
  })
  return { value, limits, withheld, events: total, population: people }
}

export type IndirectColumns = RateColumns & { observed: Float64Array; expected: Float64Array }

/**
 * Indirectly standardised ratios of many groups: as `indirectlyStandardisedRatio` gives each.
 * `reference` holds the reference's rate for each row.
 */
export const indirectBatch = (
  { starts, events, population }: BandRows,
  reference: Float64Array,
  { confidences = [0.95, 0.998], per = 100 }: Omit<DirectBatchOptions, 'floor'> = {},
): IndirectColumns => {
  const groups = starts.length - 1
  const observed = new Float64Array(groups)
  const expected = new Float64Array(groups)
  for (let g = 0; g < groups; g++) {
    let [count, mean] = [0, 0]
    const to = starts[g + 1] ?? 0
    for (let i = starts[g] ?? 0; i < to; i++) {
      count += events[i] ?? NaN
      mean += (population[i] ?? NaN) * (reference[i] ?? NaN)
    }
    observed[g] = count
    expected[g] = mean
  }
  const reason = 'nothing is expected'
  return { ...ratesBatch(observed, expected, { confidences, per, reason }), observed, expected }
}
