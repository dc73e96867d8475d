import { type MethodName, type Courses, coursesOf, methodNames } from '../methods/course.ts'
import { sum } from '../methods/ahead.ts'

/** One forecast line of a group: the months of each unit, all of the same length and first month. */
export type LineHistory = {
  line: string
  /** Calendar place of the first month, 0 for April. */
  first: number
  units: readonly Float64Array[]
  /** Months of the year so far; 0 when it has not begun. */
  known: number
  ahead: number
}

/** The error of a past forecast of a sum of months: actual − forecast, at an origin so many months back. */
export type PastError = { back: number; ahead: number; group: number; units: Float64Array }

export type LineForecast = {
  line: string
  /** Method of the group's own forecast, and of the practices'. */
  chosen: { group: MethodName; units: MethodName }
  /** Past error of each method: Σ |actual − forecast| ÷ Σ actual, of the sums at the past origins. */
  pastError: Record<'group' | 'units', Partial<Record<MethodName, number>>>
  /** The same of the forecasts as they were given: mixed, scaled. */
  achieved: { group: number | null; units: number | null }
  group: Float64Array
  /** Each unit before it is scaled, and after: the scaled ones add to the group's in every month. */
  before: Float64Array[]
  units: Float64Array[]
  /** Units whose own history is under two years: the group's season on their level. */
  young: boolean[]
  /** Standard deviation of one month about its course, by unit. */
  scale: Float64Array
  errors: PastError[]
}

/** How many months back the past forecasts are made from. */
export const origins = [3, 6, 9, 12] as const

const shortest = 9

/** Part of the group's forecast that comes from its practices' own, added up. */
const summedPart = 0.5

const totalOf = (units: readonly Float64Array[], months: number): Float64Array => {
  const total = new Float64Array(months)
  for (const unit of units) for (let t = 0; t < months; t++) total[t] = total[t]! + unit[t]!
  return total
}

/** Months since the first that is not nought. */
const ageOf = (unit: Float64Array): number => {
  const start = unit.findIndex((value) => value !== 0)
  return start < 0 ? 0 : unit.length - start
}

/** Moves each month's gap between units and group onto the units, in proportion to their size. */
export const scaleTo = (group: Float64Array, units: readonly Float64Array[]): Float64Array[] => {
  const scaled = units.map((unit) => Float64Array.from(unit))
  for (let h = 0; h < group.length; h++) {
    let all = 0
    let size = 0
    for (const unit of units) {
      all += unit[h]!
      size += Math.abs(unit[h]!)
    }
    const gap = group[h]! - all
    for (const unit of scaled)
      unit[h] = unit[h]! + (size > 0 ? (gap * Math.abs(unit[h]!)) / size : gap / units.length)
  }
  return scaled
}

type AtOrigin = {
  back: number
  ahead: number
  group: Courses
  units: Courses[]
  /** The unit courses of each method of the group. */
  actualGroup: number
  actualUnits: Float64Array
}

const at = (history: LineHistory, total: Float64Array, back: number, ahead: number): AtOrigin => {
  const months = total.length - back
  const window = history.known === 0 ? 12 : history.known
  const own = total.subarray(0, months)
  const past = { first: history.first, window, ahead }
  const group = coursesOf({ ...past, values: own })
  const units = history.units.map((unit) =>
    coursesOf(
      { ...past, values: unit.subarray(0, months) },
      { values: own, course: group.combined },
    ),
  )
  return {
    back,
    ahead,
    group,
    units,
    actualGroup: sum(total, months, months + ahead),
    actualUnits: Float64Array.from(history.units, (unit) => sum(unit, months, months + ahead)),
  }
}

/** The method with the least past error; the combined one keeps its place unless beaten by the margin. */
const choose = (errors: Partial<Record<MethodName, number>>, margin: number): MethodName => {
  let best: MethodName = 'combined'
  let least = (errors.combined ?? 0) * (1 - margin)
  for (const name of methodNames) {
    const error = errors[name]
    if (error !== undefined && error < least) [best, least] = [name, error]
  }
  return best
}

const scored = (
  names: readonly MethodName[],
  past: readonly AtOrigin[],
  missOf: (origin: AtOrigin, name: MethodName) => number,
  sizeOf: (origin: AtOrigin) => number,
): Partial<Record<MethodName, number>> => {
  const size = past.reduce((all, origin) => all + sizeOf(origin), 0)
  if (!(size > 0)) return {}
  return Object.fromEntries(
    names.map((name) => [name, past.reduce((all, origin) => all + missOf(origin, name), 0) / size]),
  )
}

/** Sum of the first over sum of the second; null where that is nought. */
const share = (parts: readonly number[], whole: readonly number[]): number | null => {
  const all = sum(whole)
  return all > 0 ? sum(parts) / all : null
}

const margins = { group: 0.3, units: 0.02 }

const errorsOf = (past: readonly AtOrigin[]): LineForecast['pastError'] => ({
  group: scored(
    methodNames.filter((name) => name !== 'group season'),
    past,
    ({ group, actualGroup }, name) => Math.abs(actualGroup - sum(group[name])),
    ({ actualGroup }) => Math.abs(actualGroup),
  ),
  units: scored(
    methodNames,
    past,
    ({ units, actualUnits }, name) =>
      units.reduce((all, unit, u) => all + Math.abs((actualUnits[u] ?? 0) - sum(unit[name])), 0),
    ({ actualUnits }) => actualUnits.reduce((all, value) => all + Math.abs(value), 0),
  ),
})

const chosenBy = (past: readonly AtOrigin[]): LineForecast['chosen'] => {
  const { group, units } = errorsOf(past)
  return { group: choose(group, margins.group), units: choose(units, margins.units) }
}

/**
 * Forecast of one line for a group and its units. At each past origin every method forecasts the sum
 * of the months that followed, from what was known then; the method with the least error is chosen,
 * once for the group's own series and once for all units together. Units are scaled to the group.
 */
export const forecastLine = (history: LineHistory): LineForecast => {
  const months = history.units[0]?.length ?? 0
  const total = totalOf(history.units, months)
  const past = origins
    .filter((back) => months - back >= shortest && history.ahead > 0)
    .map((back) => at(history, total, back, Math.min(back, history.ahead)))
  const pastError = errorsOf(past)
  const chosen = chosenBy(past)
  const young = history.units.map((unit) => ageOf(unit) < 24)
  const made = (
    origin: AtOrigin,
    by: LineForecast['chosen'],
  ): { group: Float64Array; before: Float64Array[] } => {
    const before = origin.units.map(
      (unit, u) => unit[young[u] === true ? 'group season' : by.units],
    )
    const summed = totalOf(before, origin.ahead)
    const group = origin.group[by.group].map(
      (value, h) => (1 - summedPart) * value + summedPart * summed[h]!,
    )
    return { group, before }
  }
  const now = at(history, total, 0, history.ahead)
  const { group, before } = made(now, chosen)
  const errors = past.map((origin) => {
    // A method is not judged by the date that it was chosen on: the other dates choose for this one.
    const others = past.filter((other) => other !== origin)
    const then = made(origin, chosenBy(others))
    const scaled = scaleTo(then.group, then.before)
    return {
      back: origin.back,
      ahead: origin.ahead,
      group: origin.actualGroup - sum(then.group),
      units: origin.actualUnits.map((actual, u) => actual - sum(scaled[u]!)),
    }
  })
  return {
    line: history.line,
    chosen,
    pastError,
    achieved: {
      group: share(
        errors.map((each) => Math.abs(each.group)),
        past.map(({ actualGroup }) => Math.abs(actualGroup)),
      ),
      units: share(
        errors.map((each) => sum(each.units.map(Math.abs))),
        past.map(({ actualUnits }) => sum(actualUnits.map(Math.abs))),
      ),
    },
    group,
    before,
    units: scaleTo(group, before),
    young,
    scale: Float64Array.from(now.units, ({ variance }) => Math.sqrt(variance)),
    errors,
  }
}
