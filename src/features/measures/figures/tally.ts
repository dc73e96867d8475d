import type { Split } from '../../../engines/measures/savings.ts'
import type { MeasureSeries, PracticeSeries } from '../series-shape.ts'

/** What a measure comes to for one organisation over some months. People are the mean of the months; the rest is summed. */
export type Tally = {
  numerator: number
  /** Null where nothing can be said: no list, nothing loaded. */
  denominator: number | null
  weighted: number | null
  events: number
  of: number | null
  split: Split | null
  /** Months of the span that are covered, and of those the ones in which it counts. */
  months: number
  present: number
}

type Range = { from: number; to: number }

const isPeople = ({ measure }: MeasureSeries): boolean =>
  measure.denominator.count === 'patients' || measure.denominator.count === 'units'

type Sum = { sum: number; known: boolean }

const add = (to: Sum, value: number | undefined): void => {
  if (value === undefined || Number.isNaN(value)) return
  to.sum += value
  to.known = true
}

/**
 * Adds a measure over practices and months: each practice counts in the months of its mask. Over several months a list is
 * the mean of the months that are covered, so that a rate is of people and not of people-months.
 */
export const tallyOf = (
  series: MeasureSeries,
  practices: Iterable<readonly [string, readonly boolean[]]>,
  { from, to }: Range,
): Tally => {
  const sums = Array.from({ length: 9 }, (): Sum => ({ sum: 0, known: false }))
  const [n, d, w, e, o, nq, nc, oq, oc] = sums
  let present = 0
  const one = (own: PracticeSeries, at: number): void => {
    const amounts = [own.numerator, own.denominator, own.weighted, own.events, own.of]
    const split = own.split ? [own.split.nq, own.split.nc, own.split.oq, own.split.oc] : []
    for (const [i, array] of [...amounts, ...split].entries()) {
      const sum = sums[i]
      if (sum) add(sum, array?.[at])
    }
  }
  for (const [code, mask] of practices) {
    const own = series.practices.get(code)
    if (!own) continue
    for (let at = from; at <= to; at++) {
      if (mask[at] !== true || series.covered[at] !== true) continue
      present++
      one(own, at)
    }
  }
  let months = 0
  for (let at = from; at <= to; at++) if (series.covered[at] === true) months++
  const people = isPeople(series)
  const mean = (sum: Sum | undefined): number | null =>
    !sum?.known || months === 0 ? null : people ? sum.sum / months : sum.sum
  return {
    numerator: n?.sum ?? 0,
    denominator: mean(d),
    weighted: mean(w),
    events: e?.sum ?? 0,
    of: mean(o),
    split:
      series.measure.saving === 'share' || series.measure.saving === 'switch'
        ? {
            numeratorQuantity: nq?.sum ?? 0,
            numeratorCost: nc?.sum ?? 0,
            otherQuantity: oq?.sum ?? 0,
            otherCost: oc?.sum ?? 0,
          }
        : null,
    months,
    present,
  }
}
