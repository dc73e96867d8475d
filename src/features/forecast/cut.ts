import type { Where } from '../../core/figure.ts'
import { penceFromHundredThousandths, type Pence } from '../../core/money.ts'
import type { Month } from '../../core/month.ts'
import type { ServiceLine } from '../../engines/capitation/service-line.ts'
import type { Widths } from '../../engines/forecast/group/spread.ts'
import type { NamedAdjustment } from './rules/known-change.ts'
import type { GroupForecast, GroupLine } from './group-forecast.ts'

/** From and to, in pence. */
export type Range = { from: Pence; to: Pence }

/** What some lines of a place are expected to cost in the year, in pence; null ranges: no past forecasts to tell. */
export type Outturn = {
  /** What is known of the year so far, as it stands. */
  known: Pence
  /** What late months of it are expected to grow by. */
  added: Pence
  /** The forecast of the months left, known changes apart. */
  ahead: Pence
  /** Known changes. */
  adjusted: Pence
  /** The sum of the four. */
  outturn: Pence
  range80: Range | null
  range95: Range | null
}

export type LineOutturn = Outturn & {
  line: string
  name: string
  serviceLine: ServiceLine
  knownTo: Month
  history: number
  /** How it was forecast: the practice's way, or the group's own. */
  method: string
  /** Past error of the forecasts so made, as a share of what then came; a practice's is that of all practices. */
  pastError: number | null
  /** The group's season on the practice's level, as its own history is under two years. */
  young: boolean
  /** The forecast of the months left before it was scaled to the group. */
  beforeScaling: Pence
}

/** One month of the year: known, estimated (late), or forecast. */
export type PhasedMonth = {
  month: Month
  state: 'known' | 'estimated' | 'forecast'
  pence: Pence
}

/** Where the year of a practice, a locality or a group will end. */
export type Forecast = {
  where: Where
  name: string
  group: { code: string; name: string }
  build: { id: string; asAt: string }
  asAt: Month
  year: { from: Month; to: Month }
  total: Outturn
  services: (Outturn & { serviceLine: ServiceLine })[]
  lines: LineOutturn[]
  months: PhasedMonth[]
  /** Known changes that are for any practice of the place, with what each does to the year. */
  adjustments: (NamedAdjustment & { pence: Pence })[]
  late: GroupForecast['late']
  absent: GroupForecast['absent']
  /** Names of lines that no range can be given for. */
  unrated: string[]
  practices: number
  withoutList: string[]
}

const total = (values: Float64Array): number => {
  let all = 0
  for (const value of values) all += value
  return all
}

const pence = (amount: number): Pence => penceFromHundredThousandths(BigInt(Math.round(amount)))

const ahead = (line: GroupLine, u: number): number => total(line.course[u]!)

const adjusted = (line: GroupLine, u: number): number =>
  line.adjustments.reduce((all, { units }) => all + total(units[u]!), 0)

type Parts = { known: number; added: number; ahead: number; adjusted: number }

const partsOf = (lines: readonly GroupLine[], units: readonly number[]): Parts => {
  const parts = { known: 0, added: 0, ahead: 0, adjusted: 0 }
  for (const line of lines)
    for (const u of units) {
      parts.known += total(line.known[u]!)
      parts.added += total(line.added[u]!)
      parts.ahead += ahead(line, u)
      parts.adjusted += adjusted(line, u)
    }
  return parts
}

const outturnOf = (
  group: GroupForecast,
  lines: readonly GroupLine[],
  units: readonly number[],
): Outturn => {
  const parts = partsOf(lines, units)
  const sum = parts.known + parts.added + parts.ahead + parts.adjusted
  const staying = units.flatMap((u) => stayingPlace(group, u) ?? [])
  const places = lines.flatMap(({ place }) => place ?? [])
  const left = Math.max(0, ...lines.map(({ course }) => course[0]?.length ?? 0))
  // No month that is known can be undone, and what is still to come costs nothing less than nought.
  const least = parts.ahead + parts.adjusted >= 0 ? Math.min(sum, parts.known) : -Infinity
  const range = (widths: Widths, level: 80 | 95): Range => {
    // What is added for late months is wrong together, so its errors add before they join the rest.
    const late = (level === 80 ? 1.2816 : 1.96) * lateError(lines, units)
    const half = Math.hypot(widths[level], late)
    return { from: pence(Math.max(least, sum - half)), to: pence(sum + half) }
  }
  const widths =
    left === 0 || staying.length === 0
      ? none
      : places.length === 0
        ? null
        : group.spread.widths(staying, places)
  return {
    known: pence(parts.known),
    added: pence(parts.added),
    ahead: pence(parts.ahead),
    adjusted: pence(parts.adjusted),
    outturn: pence(sum),
    range80: widths && range(widths, 80),
    range95: widths && range(widths, 95),
  }
}

const none: Widths = { 80: 0, 95: 0 }

const lateError = (lines: readonly GroupLine[], units: readonly number[]): number =>
  lines.reduce((all, { unsure }) => all + units.reduce((own, u) => own + unsure[u]!, 0), 0)

/** The place of a unit among those that stay, which are the ones with months ahead. */
const stayingPlace = ({ units }: GroupForecast, u: number): number | null =>
  units[u]?.left === null ? units.slice(0, u).filter(({ left }) => left === null).length : null

const lineOutturn = (
  group: GroupForecast,
  line: GroupLine,
  units: readonly number[],
): LineOutturn => {
  const [only] = units
  const single = units.length === 1 && only !== undefined ? stayingPlace(group, only) : null
  const { chosen, achieved, young, before } = line.forecast
  const isYoung = single !== null && young[single] === true
  const method = single === null ? chosen.group : isYoung ? 'group season' : chosen.units
  return {
    ...outturnOf(group, [line], units),
    line: line.line.line,
    name: line.line.name,
    serviceLine: line.line.serviceLine,
    knownTo: line.knownTo,
    history: line.history,
    method,
    pastError: single === null ? achieved.group : achieved.units,
    young: isYoung,
    beforeScaling: pence(
      units.reduce((all, u) => {
        const place = stayingPlace(group, u)
        return place === null ? all : all + total(before[place] ?? new Float64Array())
      }, 0),
    ),
  }
}

const monthsOf = (
  { year, late, absent }: GroupForecast,
  lines: readonly GroupLine[],
  units: readonly number[],
): PhasedMonth[] =>
  year.map((month, i) => {
    let amount = 0
    let forecast = false
    for (const line of lines)
      for (const u of units) {
        const known = line.known[u]!.length
        if (i < known) amount += line.known[u]![i]! + line.added[u]![i]!
        else {
          forecast = true
          amount += line.course[u]![i - known] ?? 0
          for (const { units: changed } of line.adjustments) amount += changed[u]![i - known] ?? 0
        }
      }
    const state = forecast
      ? 'forecast'
      : [...late, ...absent].some((each) => each.month === month)
        ? 'estimated'
        : 'known'
    return { month, state, pence: pence(amount) }
  })

/** The same with what each practice cost as a member alone: what a group or locality counts. */
const asMembers = (group: GroupForecast): GroupForecast => {
  const masked = (months: readonly Float64Array[]): Float64Array[] =>
    months.map((own, u) => own.map((value, i) => (group.units[u]?.member[i] === true ? value : 0)))
  if (group.units.every(({ member }) => member.every(Boolean))) return group
  return {
    ...group,
    lines: group.lines.map((line) => ({
      ...line,
      known: masked(line.known),
      added: masked(line.added),
    })),
  }
}

export type CutOptions = {
  /** The service lines that are meant, for a budget that leaves some out; all where left out. */
  serviceLines?: readonly ServiceLine[]
  /** The practices of a group that are meant, for a budget that counts some; all where left out. */
  practices?: readonly string[]
  /** Whether lines, service lines and months are wanted, or the total alone. */
  detail?: boolean
}

/** The forecast of a place cut out of its group's; null where no practice of it has a figure in the year. */
export const cutForecast = (
  whole: GroupForecast,
  where: Where,
  { serviceLines: asked, practices, detail = true }: CutOptions = {},
): Forecast | null => {
  const group = where.kind === 'practice' ? whole : asMembers(whole)
  const units = group.units.flatMap((unit, u) =>
    (where.kind === 'group' && practices?.includes(unit.practice) !== false) ||
    (where.kind === 'locality' && unit.locality === where.code) ||
    (where.kind === 'practice' && unit.practice === where.code)
      ? [u]
      : [],
  )
  const [first] = units
  const unit = first === undefined ? undefined : group.units[first]
  if (unit === undefined) return null
  const lines = group.lines.filter(
    ({ known, course, line }) =>
      (asked === undefined || asked.includes(line.serviceLine)) &&
      units.some((u) => known[u]!.some((value) => value !== 0) || total(course[u]!) !== 0),
  )
  const serviceLines = detail ? [...new Set(lines.map(({ line }) => line.serviceLine))] : []
  const isFor = ({ practices: named }: NamedAdjustment): boolean =>
    named === null || units.some((u) => named.includes(group.units[u]?.practice ?? ''))
  return {
    where,
    name:
      where.kind === 'practice'
        ? unit.name
        : where.kind === 'locality'
          ? unit.localityName
          : group.group.name,
    group: group.group,
    build: group.build,
    asAt: group.asAt,
    year: { from: group.year[0]!, to: group.year.at(-1)! },
    total: outturnOf(group, lines, units),
    services: serviceLines.map((serviceLine) => ({
      serviceLine,
      ...outturnOf(
        group,
        lines.filter(({ line }) => line.serviceLine === serviceLine),
        units,
      ),
    })),
    lines: detail ? lines.map((line) => lineOutturn(group, line, units)) : [],
    months: detail ? monthsOf(group, lines, units) : [],
    adjustments: group.adjustments.filter(isFor).map((change) => ({
      ...change,
      pence: pence(
        lines.reduce(
          (all, line) =>
            all +
            line.adjustments
              .filter((each) => each.name === change.name)
              .reduce((own, each) => own + units.reduce((x, u) => x + total(each.units[u]!), 0), 0),
          0,
        ),
      ),
    })),
    late: group.late,
    absent: group.absent.filter(({ month }) => month >= group.year[0]!),
    unrated: lines
      .filter(({ place, course }) => place === null && (course[0]?.length ?? 0) > 0)
      .map(({ line }) => line.name),
    practices: units.length,
    withoutList: group.withoutList.filter((code) =>
      units.some((u) => group.units[u]?.practice === code),
    ),
  }
}
