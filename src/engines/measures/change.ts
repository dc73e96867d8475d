/** A change that a run of months shows: which way, since when, from which level to which value. */
export type Change = {
  direction: 'up' | 'down'
  /** Index of the first month of the run and of its last. */
  from: number
  to: number
  /** The mean that the run was held against when it was first told, and the value at its end. */
  before: number
  after: number
}

/** A month that is told, and the mean that its sum was held against. */
export type ChangePoint = { index: number; direction: 'up' | 'down'; mean: number }

export type ChangeOptions = {
  /** Months that the running mean and spread are taken from. */
  window?: number
  /** Standard deviations that the sum must pass before it is told. */
  sensitivity?: number
}

const known = (values: readonly (number | null)[]): number[] =>
  values.filter((value) => value !== null)

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

const spreadOf = (values: readonly number[]): number => {
  const mean = meanOf(values)
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)))
}

type Sums = { up: number; down: number }
type State = { mean: number; threshold: number; sums: Sums }

const none: Sums = { up: 0, down: 0 }

/** Whole points, so that a creep of fractions never keeps a change alive; nought where there is nothing to compare. */
const whole = (sum: number): number => (Number.isNaN(sum) ? 0 : Math.round(sum))

const added = ({ mean, threshold }: State, from: Sums, value: number | null, z: number): Sums => {
  if (value === null) return from
  const slack = (0.5 * threshold) / z
  return {
    up: whole(Math.max(0, from.up + value - mean - slack)),
    down: whole(Math.min(0, from.down + value - mean + slack)),
  }
}

const within = ({ sums, threshold }: State): boolean =>
  sums.up < threshold && sums.down > -threshold

const grows = ({ sums, threshold }: State, ahead: Sums): boolean =>
  (sums.up > threshold && ahead.up > sums.up) || (sums.down < -threshold && ahead.down < sums.down)

/**
 * Cumulative sums of what lies beyond half a standard deviation from the mean of a window, upward and downward, each
 * kept on its own side of nought, in whole points. A month is told while a sum is past sensitivity × the window's
 * standard deviation. Then the mean follows the months before, and the threshold is found anew when the sum no longer
 * grows. A month without a value changes nothing.
 * Source: Page 1954 (Biometrika 41:100); window and sensitivity as in published prescribing alerts.
 */
export const changePoints = (
  values: readonly (number | null)[],
  { window = 12, sensitivity = 5 }: ChangeOptions = {},
): ChangePoint[] => {
  let start = 0
  while (start < values.length && known(values.slice(start, start + window)).length === 0) start++
  const points: ChangePoint[] = []
  const afresh = (value: number | null, around: readonly (number | null)[]): State => {
    const seen = known(around)
    const state = { mean: meanOf(seen), threshold: sensitivity * spreadOf(seen), sums: none }
    return { ...state, sums: added(state, none, value, sensitivity) }
  }
  let state: State = afresh(values[start] ?? null, values.slice(start, start + window))
  for (let i = start; i < values.length; i++) {
    const value = values[i] ?? null
    if (i > start && within(state)) {
      state = { ...state, sums: added(state, state.sums, value, sensitivity) }
    } else if (i > start) {
      const last = values.slice(i - window, i)
      const moved = { ...state, mean: meanOf(known(last)) }
      const ahead = added(moved, state.sums, value, sensitivity)
      state = grows(moved, ahead) ? { ...moved, sums: ahead } : afresh(value, last)
    }
    const { sums, threshold, mean } = state
    if (sums.up > threshold) points.push({ index: i, direction: 'up', mean })
    else if (sums.down < -threshold) points.push({ index: i, direction: 'down', mean })
  }
  return points
}

/** The change that is still running at the last month, or null. */
export const lastChange = (
  values: readonly (number | null)[],
  options: ChangeOptions = {},
): Change | null => {
  const points = changePoints(values, options)
  const last = points.at(-1)
  const after = last && values[last.index]
  if (!last || last.index !== values.length - 1 || after === null || after === undefined)
    return null
  let first = last
  for (const point of points.toReversed().slice(1)) {
    if (point.index !== first.index - 1 || point.direction !== last.direction) break
    first = point
  }
  return {
    direction: last.direction,
    from: first.index,
    to: last.index,
    before: first.mean,
    after,
  }
}
