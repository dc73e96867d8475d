import { addMonths, monthRange, monthsBetween, yearStart, type Month } from '../../core/month.ts'
import type { ServiceLine } from '../../engines/capitation/service-line.ts'
import {
  forecastLine,
  type LineForecast,
  type LineHistory,
} from '../../engines/forecast/group/line.ts'
import { spreadOf, type Spread } from '../../engines/forecast/group/spread.ts'
import { adjustmentEffects } from '../../engines/forecast/steps/adjustments.ts'
import { wholeParts } from '../../engines/forecast/steps/whole-parts.ts'
import type { NamedAdjustment } from './rules/known-change.ts'
import { absentEstimate, lateMonths, type AbsentEstimate, type LateMonth } from './late.ts'
import type { ForecastLine, ForecastLines } from './rules/lines.ts'
import { arrivedOf, atListOf, endOf, startOf, summed } from './series.ts'
import type { History, Member } from './store.ts'

/** One forecast line of a group: what each practice's months were and are expected to be. Amounts in £0.00001. */
export type GroupLine = {
  line: ForecastLine
  /** The last month with figures; the months after it are forecast. */
  knownTo: Month
  /** Months of the line's history. */
  history: number
  forecast: LineForecast
  /** By unit: the months of the year, known as they stand and forecast in whole pence; in steps. */
  known: Float64Array[]
  /** By unit: what late months are expected to grow by, by month of the year. */
  added: Float64Array[]
  /** By unit: standard error of what is added, taken as wrong together. */
  unsure: Float64Array
  /** By unit: the forecast of the months left, before known changes. */
  course: Float64Array[]
  adjustments: { name: string; units: Float64Array[] }[]
  /** Place of the line among those that have past forecasts; null: no range can be given. */
  place: number | null
}

/** Everything that is forecast of a group as at a month; statements of practices are cut out of it. */
export type GroupForecast = {
  group: { code: string; name: string }
  build: { id: string; asAt: string }
  asAt: Month
  year: readonly Month[]
  /** Practices with a figure in the year; those that have left have no months ahead. */
  units: {
    practice: string
    name: string
    locality: string
    localityName: string
    left: Month | null
    /** Whether it was a member, in this locality, in each month of the year up to the month asked for. */
    member: boolean[]
  }[]
  lines: GroupLine[]
  spread: Spread
  late: LateMonth[]
  absent: AbsentEstimate['providers']
  adjustments: readonly NamedAdjustment[]
  /** Practices whose history could not be set to today's list, as none is loaded. */
  withoutList: string[]
}

const thousand = 1_000

type Unit = GroupForecast['units'][number] & { index: number }

const unitsOf = (members: readonly Member[], asAt: Month): Unit[] => {
  const from = yearStart(asAt)
  const newest = new Map<string, Member>()
  for (const member of members)
    if (member.from <= asAt && (member.to === null || member.to >= from))
      newest.set(member.practice, member)
  return [...newest.values()]
    .toSorted((a, b) => (a.practice < b.practice ? -1 : 1))
    .map(({ practice, name, locality, localityName, to }, index) => ({
      member: monthRange(from, asAt).map((month) =>
        members.some(
          (each) =>
            each.practice === practice &&
            each.locality === locality &&
            each.from <= month &&
            (each.to === null || each.to >= month),
        ),
      ),
      practice,
      name,
      locality,
      localityName,
      left: to !== null && to < asAt ? to : null,
      index,
    }))
}

type Made = Omit<GroupLine, 'place'> & { series: LineHistory }

type Known = {
  absent: AbsentEstimate
  late: readonly LateMonth[]
  adjustments: readonly NamedAdjustment[]
  arrived: ReadonlyMap<string, number>
}

const makeLine = (
  history: History,
  units: readonly Unit[],
  line: ForecastLine,
  { late, absent, adjustments, arrived }: Known,
): Made | null => {
  const { amounts, added, unsure } = summed(history, units, line.line, late, absent)
  const months = history.months.length
  const start = startOf(amounts, months)
  const end = endOf(history, line, arrived)
  if (start >= end) return null
  const asAt = history.months[months - 1]!
  const year = yearStart(asAt)
  const yearAt = monthsBetween(history.months[0]!, year)
  const knownTo = history.months[end - 1]!
  const known = Math.max(0, end - yearAt)
  const ahead = 12 - known
  const staying = units.filter(({ left }) => left === null)
  const series: LineHistory = {
    line: line.line,
    first: monthsBetween(yearStart(history.months[start]!), history.months[start]!),
    known: Math.min(known, 12),
    ahead,
    units: staying.map(({ practice, index }) => {
      const whole = amounts[index]!.map((value, t) => value + added[index]![t]!)
      return atListOf(whole, history.patients.get(practice)).slice(start, end)
    }),
  }
  const forecast = forecastLine(series)
  const months12 = monthRange(addMonths(year, known), addMonths(year, 11)).slice(0, ahead)
  const course = units.map(() => new Float64Array(ahead))
  for (let h = 0; h < ahead; h++) {
    const parts = wholeParts(forecast.units.map((unit) => unit[h]! / thousand))
    for (const [i, { index }] of staying.entries()) course[index]![h] = parts[i]! * thousand
  }
  const own = adjustments.filter(
    (each) => each.line === line.line || each.line === line.serviceLine,
  )
  const effects = adjustmentEffects(
    staying.map(({ index }) => course[index]!),
    staying.map(({ practice }) => practice),
    months12,
    own,
  ).map(({ name, units: changed }) => {
    const all = units.map(() => new Float64Array(ahead))
    for (let h = 0; h < ahead; h++) {
      const parts = wholeParts(changed.map((unit) => unit[h]! / thousand))
      for (const [i, { index }] of staying.entries()) all[index]![h] = parts[i]! * thousand
    }
    return { name, units: all }
  })
  const ofYear = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: known }, (_, i) => values[yearAt + i] ?? 0)
  return {
    line,
    knownTo,
    history: end - start,
    forecast,
    known: amounts.map(ofYear),
    added: added.map(ofYear),
    unsure,
    course,
    adjustments: effects,
    series,
  }
}

/** An amount a month named for a service line is shared among its lines by their size, once. */
const spreadAmounts = (
  adjustments: readonly NamedAdjustment[],
  lines: readonly ForecastLine[],
  sizeOf: (line: string) => number,
): NamedAdjustment[] =>
  adjustments.flatMap((each) => {
    const { effect } = each
    const own = lines.filter(({ serviceLine }) => serviceLine === each.line)
    if ('share' in effect || own.length === 0) return [each]
    const total = own.reduce((all, { line }) => all + sizeOf(line), 0)
    return own.map(({ line }) => ({
      ...each,
      line,
      effect: { perMonth: total > 0 ? (effect.perMonth * sizeOf(line)) / total : 0 },
    }))
  })

/** The forecast of a group from its history. */
export const groupForecast = (
  history: History,
  build: GroupForecast['build'],
  rules: { lines: ForecastLines; adjustments: readonly NamedAdjustment[] },
): GroupForecast => {
  const asAt = history.months.at(-1)!
  const units = unitsOf(history.members, asAt)
  const late = lateMonths(history.versions).filter(({ month }) => month <= asAt)
  const sizes = new Map<string, number>()
  for (const { line, months } of history.amounts)
    sizes.set(
      line,
      months.reduce((all, value) => all + Math.abs(value), sizes.get(line) ?? 0),
    )
  const adjustments = spreadAmounts(
    rules.adjustments,
    rules.lines.lines,
    (line) => sizes.get(line) ?? 0,
  )
  const absent = absentEstimate(history.absent)
  const known = { late, absent, adjustments, arrived: arrivedOf(history, rules.lines.lines) }
  const made = rules.lines.lines.flatMap((line) => makeLine(history, units, line, known) ?? [])
  const rated = made.filter(({ forecast }) => forecast.errors.length > 0)
  return {
    group: history.group,
    build,
    asAt,
    year: monthRange(yearStart(asAt), addMonths(yearStart(asAt), 11)),
    units: units.map(({ practice, name, locality, localityName, left, member }) => ({
      member,
      practice,
      name,
      locality,
      localityName,
      left,
    })),
    lines: made.map((line) => {
      const place = rated.findIndex((each) => each.line === line.line)
      return { ...line, place: place < 0 ? null : place }
    }),
    spread: spreadOf(
      rated.map(({ series }) => series),
      rated.map(({ forecast }) => forecast),
    ),
    late,
    absent: absent.providers,
    adjustments: rules.adjustments,
    withoutList: units
      .filter(
        ({ practice, left }) =>
          left === null && (history.patients.get(practice)?.at(-1) ?? 0) === 0,
      )
      .map(({ practice }) => practice),
  }
}

/** The service lines that any line of the forecast belongs to, in the order of the list. */
export const serviceLinesOf = ({ lines }: GroupForecast): ServiceLine[] => [
  ...new Set(lines.map(({ line }) => line.serviceLine)),
]
