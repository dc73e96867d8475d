import { financialYear, formatMonth, type Month } from '../../core/month.ts'
import { AppError } from '../../core/refusal.ts'
import { centiles } from '../../engines/measures/percentiles.ts'
import { ratioOf } from '../../engines/measures/percentiles.ts'
import { xmr, type Segment } from '../../engines/statistics/xmr.ts'
import { xmrSignals, type Signal } from '../../engines/statistics/xmr-rules.ts'
import type { Scope } from '../../stores/scope.ts'
import { perBuild } from '../../warehouse/per-build.ts'
import type { Served } from '../../warehouse/served.ts'
import {
  chanceOf,
  compare,
  countedMonths,
  isPrevalence,
  placesOf,
  stayAt,
  tallyOf,
  type Among,
  type ChanceView,
  type Compared,
  type Comparison,
  type Measure,
  type MeasureSeries,
  type Places,
} from '../measures/measures.ts'
import { demandScope } from '../statement/statement.ts'
import { askedIn, firstMonth, rangeOf, type Asked } from './asked.ts'
import type { Rebase } from './rebases/rules.ts'

/** A measure among practices over some months: everything that its page, its exports and its pictures show. */
export type Variation = {
  build: { id: string; asAt: string }
  measure: Measure
  asked: Asked
  among: Among
  amongName: string
  months: readonly Month[]
  covered: readonly boolean[]
  /** Covered months within the span. */
  counted: number
  spanName: string
  comparison: Comparison
  chance: ChanceView | null
  localities: Comparison | null
  /** The practice the page is about, among them or not. */
  own: Compared | null
  /** Month by month: deciles of practices, the whole, and the practice. */
  bands: readonly (readonly (number | null)[])[]
  wholeLine: readonly (number | null)[]
  ownLine: readonly (number | null)[] | null
  control: {
    line: readonly (number | null)[]
    segments: readonly Segment[]
    signals: readonly Signal[]
  }
  /** Whether it is as it may leave the group: without single practices, months and funnels. */
  released: boolean
  /** Months at which the limits of the line begin anew, as recorded. */
  rebases: readonly Rebase[]
  /** What cannot be said and why, one sentence each. */
  notes: readonly string[]
}

type Masks = ReadonlyMap<string, readonly boolean[]>

/** The name of those among whom a measure is shown. */
export const amongName = (places: Places, among: Among): string => {
  if (among.kind === 'all') return 'all practices that are loaded'
  if (among.kind === 'chosen') return among.name
  const stay = places.stays.find((one) =>
    among.kind === 'group' ? one.group === among.code : one.locality === among.code,
  )
  if (!stay) {
    throw new AppError({
      code: `unknown-${among.kind}`,
      message: `No ${among.kind} has the code ${among.code.slice(0, 20)}.`,
      remedy: 'Begin at the list of measures, or check the membership file.',
      where: 'among',
    })
  }
  return among.kind === 'group' ? stay.groupName : stay.localityName
}

const linesOf = (series: MeasureSeries, masks: Masks) => {
  const monthly = series.months.map((_, at) => {
    const range = { from: at, to: at }
    const ratios = [...masks]
      .filter(([, mask]) => mask[at] === true)
      .map(([code, mask]) => {
        const tally = tallyOf(series, [[code, mask]], range)
        return ratioOf(tally.numerator, tally.denominator)
      })
    const whole = tallyOf(series, masks, range)
    return { deciles: centiles(ratios), whole: ratioOf(whole.numerator, whole.denominator) }
  })
  return {
    bands: Array.from({ length: 9 }, (_, i) => monthly.map(({ deciles }) => deciles[i] ?? null)),
    wholeLine: monthly.map(({ whole }) => whole),
  }
}

const ownLineOf = (series: MeasureSeries, practice: string): (number | null)[] => {
  const mask = series.months.map(() => true)
  return series.months.map((_, at) => {
    const tally = tallyOf(series, [[practice, mask]], { from: at, to: at })
    return ratioOf(tally.numerator, tally.denominator)
  })
}

/** Begins at the first month that has a value, so that months before anything was loaded are no gap. */
const controlOf = (
  line: readonly (number | null)[],
  months: readonly Month[],
  rebases: readonly Rebase[],
): Variation['control'] => {
  const known = line.filter((value) => value !== null)
  if (known.length < 3) return { line, segments: [], signals: [] }
  const starts = rebases.map(({ month }) => months.indexOf(month)).filter((at) => at > 0)
  const segments = xmr(line, { rebases: starts })
  return { line, segments, signals: xmrSignals(line, segments) }
}

const localitiesOf = (
  series: MeasureSeries,
  places: Places,
  masks: Masks,
  asked: Asked,
  range: { from: number; to: number },
): Comparison | null => {
  const byLocality = Map.groupBy(masks, ([code]) => stayAt(places, code, asked.to)?.locality ?? '')
  byLocality.delete('')
  if (byLocality.size < 2) return null
  const units = [...byLocality]
    .map(([code, members]) => ({
      code,
      name: places.stays.find(({ locality }) => locality === code)?.localityName ?? code,
      tally: tallyOf(series, members, range),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
  return compare(series.measure, units, tallyOf(series, masks, range), asked.decile)
}

const notesOf = (
  series: MeasureSeries,
  asked: Asked,
  range: { from: number; to: number },
): string[] => {
  const lacking = series.months.filter(
    (_, at) => at >= range.from && at <= range.to && series.covered[at] !== true,
  )
  const { measure } = series
  if (isPrevalence(measure)) {
    return [
      `The register is of 31 March ${asked.to.slice(0, 4)} (Quality and Outcomes Framework of ${financialYear(asked.to)}); its list is of 1 January. Both are as published for each practice.`,
    ]
  }
  return [
    ...(lacking.length > 0
      ? [
          `Nothing that this measure counts is loaded for ${lacking.map(formatMonth).join(', ')}: figures are of the other months.`,
        ]
      : []),
    ...(range.to - range.from + 1 < asked.span
      ? [`Only ${range.to - range.from + 1} of the ${asked.span} months are in this build.`]
      : []),
    ...('codes' in measure.numerator
      ? [
          'Codes of the BNF that changed are counted under today’s code; for January 2016 and January 2019 no list of changes is at hand, so a break there may be of the coding.',
        ]
      : []),
  ]
}

const spanName = (asked: Asked, measure: Measure): string =>
  isPrevalence(measure)
    ? `the register of ${financialYear(asked.to)}`
    : asked.span === 1
      ? formatMonth(asked.to)
      : `the ${asked.span} months from ${formatMonth(firstMonth(asked))} to ${formatMonth(asked.to)}`

const made = async (
  served: Served,
  series: MeasureSeries,
  asked: Asked,
  among: Among,
): Promise<
  Omit<Variation, 'own' | 'ownLine' | 'control' | 'rebases' | 'asked'> & { masks: Masks }
> => {
  const places = await placesOf(served)
  const { months, measure } = series
  const range = rangeOf(asked, months)
  const masks = countedMonths(
    places,
    among,
    series.practices.keys(),
    months,
    asked.to,
    asked.members,
  )
  const units = [...masks]
    .filter(([, mask]) => mask[range.to] === true)
    .map(([code, mask]) => ({
      code,
      name: places.names.get(code) ?? code,
      tally: tallyOf(series, [[code, mask]], range),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
  const comparison = compare(measure, units, tallyOf(series, masks, range), asked.decile)
  return {
    build: { id: served.manifest.id, asAt: served.manifest.asAt },
    measure,
    among,
    amongName: amongName(places, among),
    months,
    covered: series.covered,
    counted: series.covered.filter((is, at) => is && at >= range.from && at <= range.to).length,
    spanName: spanName(asked, measure),
    comparison,
    chance: chanceOf(measure, comparison, series.isShare),
    localities: among.kind === 'group' ? localitiesOf(series, places, masks, asked, range) : null,
    ...linesOf(series, masks),
    released: false,
    notes: notesOf(series, asked, range),
    masks,
  }
}

/** Answers kept of every practice that is loaded: all measures of a county, a few of a country. */
const answersOf = (practices: number): number =>
  Math.min(400, Math.max(8, Math.floor(40_000 / Math.max(1, practices))))

/** Works a measure out among practices; what does not depend on the practice is worked out once for each build. */
export const loadVariation = async (
  scope: Scope,
  served: Served,
  series: MeasureSeries,
  given: Asked,
  among: Among,
  rebases: readonly Rebase[] = [],
): Promise<Variation> => {
  demandScope(scope)
  const { measure } = series
  const asked = askedIn(series, given)
  const key = JSON.stringify([
    measure.id,
    measure.version,
    among,
    asked.to,
    asked.span,
    asked.members,
    asked.decile,
  ])
  const [question, most] =
    among.kind === 'all' ? ['variation-all', answersOf(series.practices.size)] : ['variation', 400]
  const { masks, ...whole } = await perBuild(
    served,
    `${question} ${key}`,
    () => made(served, series, asked, among),
    most,
  )
  const own = asked.practice
  const ownLine = own === null ? null : ownLineOf(series, own)
  const found = whole.comparison.units.find(({ code }) => code === own) ?? null
  return {
    ...whole,
    asked,
    own: found,
    ownLine: found === null && !masks.has(own ?? '') ? null : ownLine,
    rebases,
    // Three or four years are no run of chance: yearly figures have no limits.
    control: isPrevalence(measure)
      ? { line: ownLine ?? whole.wholeLine, segments: [], signals: [] }
      : controlOf(ownLine ?? whole.wholeLine, whole.months, rebases),
  }
}
