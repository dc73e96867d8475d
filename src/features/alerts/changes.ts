import type { Month } from '../../core/month.ts'
import { lastChange, type Change } from '../../engines/measures/change.ts'
import { percentiles, ratioOf } from '../../engines/measures/percentiles.ts'
import { perBuild } from '../../warehouse/per-build.ts'
import type { Served } from '../../warehouse/served.ts'
import {
  countedMonths,
  isPrevalence,
  placesOf,
  type Measure,
  type MeasureSeries,
} from '../measures/measures.ts'

/** The rule of alerts: months that the running mean is taken from, deviations before word is sent, events expected in the month. */
export type AlertRule = { window: number; sensitivity: number; leastExpected: number }

/** Window and sensitivity as in published prescribing alerts; at least 10 events expected, so that chance alone rarely writes. */
export const usualRule: AlertRule = { window: 12, sensitivity: 5, leastExpected: 10 }

/** A change of one measure of one practice: percentile points in the group, direction and size. */
export type MeasureChange = {
  measure: Measure
  change: Change
  since: Month
  month: Month
  ratio: number
  /** Items or lines that the month's denominator leads one to expect. */
  expected: number
}

/** A practice's place in the group month by month, with what the last month leads one to expect. */
type Place = { percentiles: readonly (number | null)[]; expected: number; ratio: number | null }

const known = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value

const lastCovered = ({ covered }: MeasureSeries): number => covered.lastIndexOf(true)

/** Places of all practices of a group in one measure, over the months up to the last that is loaded. */
const placesIn = async (
  served: Served,
  series: MeasureSeries,
  group: string,
): Promise<{ months: Month[]; practices: ReadonlyMap<string, Place> }> => {
  const places = await placesOf(served)
  const last = lastCovered(series)
  const first = series.covered.indexOf(true)
  const months = first < 0 ? [] : series.months.slice(first, last + 1)
  const masks = countedMonths(
    places,
    { kind: 'group', code: group },
    series.practices.keys(),
    series.months,
    series.months[last] ?? '2000-01',
    'then',
  )
  const codes = [...masks.keys()]
  const found = new Map(codes.map((code) => [code, [] as (number | null)[]]))
  const lasts = new Map<string, { of: number | null; ratio: number | null }>()
  let [events, of] = [0, 0]
  for (const at of months.map((_, i) => first + i)) {
    const ratios = codes.map((code) => {
      const own = masks.get(code)?.[at] === true ? series.practices.get(code) : undefined
      return own ? ratioOf(known(own.numerator[at]), known(own.denominator[at])) : null
    })
    const ranked = percentiles(ratios)
    for (const [i, code] of codes.entries()) found.get(code)?.push(ranked[i] ?? null)
    if (at < last) continue
    for (const [i, code] of codes.entries()) {
      const own = series.practices.get(code)
      const base = known(own?.of[at])
      if (masks.get(code)?.[at] !== true || base === null) continue
      events += known(own?.events[at]) ?? 0
      of += base
      lasts.set(code, { of: base, ratio: ratios[i] ?? null })
    }
  }
  return {
    months,
    practices: new Map(
      codes.map((code) => [
        code,
        {
          percentiles: found.get(code) ?? [],
          expected: of === 0 ? 0 : ((lasts.get(code)?.of ?? 0) * events) / of,
          ratio: lasts.get(code)?.ratio ?? null,
        },
      ]),
    ),
  }
}

/** The changes of a practice that are still running in the last month, largest first; none where too little is expected or the place has not moved. */
export const changesOf = async (
  served: Served,
  all: readonly MeasureSeries[],
  group: string,
  practice: string,
  rule: AlertRule = usualRule,
): Promise<MeasureChange[]> => {
  const found: MeasureChange[] = []
  for (const series of all) {
    const { measure } = series
    // A register is counted once a year, so no month of it is news.
    if (isPrevalence(measure)) continue
    const key = `alerts ${group} ${measure.id} ${measure.version}`
    const { months, practices } = await perBuild(served, key, () => placesIn(served, series, group))
    const place = practices.get(practice)
    const month = months.at(-1)
    if (!place || month === undefined || place.ratio === null) continue
    if (place.expected < rule.leastExpected) continue
    const change = lastChange(place.percentiles, rule)
    const since = change && months[change.from]
    if (!change || !hasMoved(change) || since === null || since === undefined) continue
    found.push({ measure, change, since, month, ratio: place.ratio, expected: place.expected })
  }
  return found.toSorted((a, b) => sizeOf(b.change) - sizeOf(a.change))
}

/** A percentile as it is written: whole, and 0 or 100 only for the lowest and the highest place of all. */
export const placeOf = (percentile: number): number =>
  percentile <= 0 ? 0 : percentile >= 100 ? 100 : Math.min(99, Math.max(1, Math.round(percentile)))

/** How far a change went, in whole percentile points between the places that are written. */
export const sizeOf = ({ before, after }: Change): number =>
  Math.abs(placeOf(after) - placeOf(before))

/** Whether the places that are written lie apart in the direction that is said, so that a sentence about them is true. */
export const hasMoved = ({ direction, before, after }: Change): boolean =>
  direction === 'up' ? placeOf(after) > placeOf(before) : placeOf(after) < placeOf(before)
