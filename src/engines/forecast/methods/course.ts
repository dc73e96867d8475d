import { leastSquares, multiply, transpose } from '../../statistics/models/linear-model.ts'
import { placeOf, sum } from './ahead.ts'
import { bestSmoothing } from './best-smoothing.ts'

/** What a forecast is made from: months of a series, where it stands in the year, how far it looks. */
export type Past = {
  values: Float64Array
  /** Calendar place of the first month, 0 for April. */
  first: number
  /** Months that stand for the year so far: the last so many of the series, 12 at the turn of a year. */
  window: number
  ahead: number
}

const flat = (ahead: number, value: number): Float64Array => new Float64Array(ahead).fill(value)

/** Each month ahead like the mean of the year so far. */
export const straightCourse = ({ values, window, ahead }: Past): Float64Array => {
  const w = Math.min(window, values.length)
  return flat(ahead, w === 0 ? 0 : sum(values, values.length - w) / w)
}

/**
 * The year so far, carried on in the shape of the same months of earlier years: its total is year so
 * far ÷ mean earlier share; each month ahead has its mean part of what came after. Null without a year before.
 */
export const profileCourse = ({ values, window, ahead }: Past): Float64Array | null => {
  const n = values.length
  let shares = 0
  let years = 0
  const parts = new Float64Array(ahead)
  for (let back = 12; n - back - window >= 0; back += 12) {
    const before = sum(values, n - back - window, n - back)
    const after = sum(values, n - back, n - back + ahead)
    if (!(before > 0) || !(after > 0)) continue
    shares += before / (before + after)
    years += 1
    for (let h = 0; h < ahead; h++) parts[h] = parts[h]! + values[n - back + h]! / after
  }
  if (years === 0) return null
  const share = shares / years
  const rest = (sum(values, n - window) * (1 - share)) / share
  return parts.map((part) => (rest * part) / years)
}

const trendMaps = new Map<string, Float64Array>()

const trendMap = (months: number, first: number, ahead: number): Float64Array => {
  const key = `${months}/${first}/${ahead}`
  const known = trendMaps.get(key)
  if (known) return known
  const row = (i: number): number[] => [
    i / 12,
    ...Array.from({ length: 12 }, (_, month) => (placeOf(first, i) === month ? 1 : 0)),
  ]
  const design = Array.from({ length: months }, (_, i) => row(i))
  const { inverse } = leastSquares(
    design,
    Array.from({ length: months }, () => 0),
  )
  const made = Float64Array.from(
    multiply(
      multiply(
        Array.from({ length: ahead }, (_, h) => row(months + h)),
        inverse,
      ),
      transpose(design),
    ).flat(),
  )
  trendMaps.set(key, made)
  return made
}

/** Least squares on a line and calendar months; null below a year and a half. */
export const trendCourse = ({ values, first, ahead }: Past): Float64Array | null => {
  const n = values.length
  if (n < 18) return null
  const map = trendMap(n, placeOf(first, 0), ahead)
  const course = new Float64Array(ahead)
  for (let h = 0; h < ahead; h++) {
    let all = 0
    for (let m = 0; m < n; m++) all += map[h * n + m]! * values[m]!
    course[h] = all
  }
  return course
}

/** The best of the forms of exponential smoothing, Holt–Winters among them. */
export const smoothingCourse = (past: Past): { course: Float64Array; variance: number } | null => {
  const found = bestSmoothing(past.values, past.ahead)
  return found === null ? null : { course: found.mean, variance: found.variance }
}

/** Names of the ways to forecast, the simplest first. */
export const methodNames = [
  'straight line',
  'seasonal profile',
  'trend and month',
  'smoothing',
  'group season',
  'combined',
] as const

export type MethodName = (typeof methodNames)[number]

export type Courses = Record<MethodName, Float64Array> & {
  /** Variance of a month about the best smoothing, as a scale of the series. */
  variance: number
}

const meanOf = (courses: readonly Float64Array[], ahead: number): Float64Array => {
  const mean = new Float64Array(ahead)
  for (const course of courses)
    for (let h = 0; h < ahead; h++) mean[h] = mean[h]! + course[h]! / courses.length
  return mean
}

/**
 * What every method says. A method that the history is too short for says what the best smoothing or,
 * below eight months, the straight line says. `group` is the group's own course and history: the
 * series then has its share of the last twelve months of it (group season); without it, as for the
 * group itself, that method is the combined one.
 */
export const coursesOf = (
  past: Past,
  group?: { values: Float64Array; course: Float64Array },
): Courses => {
  const straight = straightCourse(past)
  const smooth = smoothingCourse(past)
  const other = smooth?.course ?? straight
  const profile = profileCourse(past) ?? other
  const trend = trendCourse(past) ?? other
  const shared = group === undefined ? null : shareCourse(past, group)
  const combined = meanOf([profile, trend, other, ...(shared === null ? [] : [shared])], past.ahead)
  return {
    'straight line': straight,
    'seasonal profile': profile,
    'trend and month': trend,
    smoothing: other,
    'group season': shared ?? combined,
    combined,
    variance: smooth?.variance ?? 0,
  }
}

/** The group's course × the series' share of the group over the last year; null where the group had nothing. */
export const shareCourse = (
  { values, ahead }: Past,
  group: { values: Float64Array; course: Float64Array },
): Float64Array | null => {
  let start = 0
  while (start < values.length && values[start] === 0) start += 1
  const w = Math.min(12, values.length - start)
  if (w < 1) return flat(ahead, 0)
  const whole = sum(group.values, group.values.length - w)
  if (!(whole > 0)) return null
  const share = sum(values, values.length - w) / whole
  return group.course.map((value) => value * share)
}
