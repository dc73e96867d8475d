import { financialYear } from '../../core/month.ts'
import { ratioOf } from '../../engines/measures/percentiles.ts'
import type { Interval } from '../../engines/statistics/interval.ts'
import { everything } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import {
  intervalOf,
  stayAt,
  placesOf,
  tallyOf,
  type Among,
  type MeasureSeries,
  type Tally,
} from '../measures/measures.ts'
import { askedIn, loadVariation, type Asked, type Variation } from '../variation/variation.ts'

/** Whose prevalence: a practice, its locality, all who are shown together, every practice of the published file. */
export type PrevalenceRow = {
  kind: 'practice' | 'locality' | 'among' | 'file'
  code: string
  name: string
  people: number
  list: number | null
  ratio: number | null
  interval: Interval | null
}

/** A register of a topic: the year it is of, the practice beside the others, and the year before. */
export type Prevalence = {
  view: Variation
  year: string
  rows: readonly PrevalenceRow[]
  before: number | null
}

/** A file of the whole country has some 6,500 practices, one of a county or region far fewer. */
const fewestOfEngland = 5_000

const fileName = (practices: number): string =>
  practices >= fewestOfEngland
    ? `England: all ${practices.toLocaleString('en-GB')} practices of the file`
    : `All ${practices.toLocaleString('en-GB')} practices of the file`

const rowOf = (
  { measure }: MeasureSeries,
  kind: PrevalenceRow['kind'],
  { code, name, tally }: { code: string; name: string; tally: Tally },
): PrevalenceRow => ({
  kind,
  code,
  name,
  people: tally.numerator,
  list: tally.denominator,
  ratio: ratioOf(tally.numerator, tally.denominator),
  interval: intervalOf(measure, tally),
})

/** The register of the year before, where it is loaded. */
const before = async (
  served: Served,
  series: MeasureSeries,
  asked: Asked,
  among: Among,
): Promise<number | null> => {
  const at = series.months.indexOf(asked.to)
  const earlier = series.months.findLast((_, i) => i < at && series.covered[i] === true)
  if (earlier === undefined || series.months.indexOf(earlier) !== at - 12) return null
  const past = await loadVariation(
    everything,
    served,
    series,
    { ...asked, register: earlier },
    among,
  )
  return past.comparison.ratio
}

/** A register of a topic, with what a practice stands beside; null where the register is not loaded. */
export const loadPrevalence = async (
  served: Served,
  series: MeasureSeries,
  given: Asked,
  among: Among,
): Promise<Prevalence | null> => {
  if (!series.covered.includes(true)) return null
  const asked = askedIn(series, given)
  const view = await loadVariation(everything, served, series, asked, among)
  const places = await placesOf(served)
  const at = series.months.indexOf(asked.to)
  const inFile = [...series.practices].filter(([, own]) => !Number.isNaN(own.numerator[at]))
  const mask = series.months.map(() => true)
  const all = tallyOf(
    series,
    inFile.map(([code]) => [code, mask] as const),
    { from: at, to: at },
  )
  const { own, comparison, localities } = view
  const locality = own && stayAt(places, own.code, asked.to)?.locality
  const beside = localities?.units.filter(({ code }) => !own || code === locality) ?? []
  const isAll = inFile.length === comparison.units.length
  return {
    view,
    year: financialYear(asked.to),
    rows: [
      ...(own ? [rowOf(series, 'practice', own)] : []),
      ...beside.map((unit) => rowOf(series, 'locality', unit)),
      rowOf(series, 'among', { code: '', name: view.amongName, tally: comparison.total }),
      ...(isAll
        ? []
        : [rowOf(series, 'file', { code: '', name: fileName(inFile.length), tally: all })]),
    ],
    before: await before(served, series, asked, among),
  }
}
