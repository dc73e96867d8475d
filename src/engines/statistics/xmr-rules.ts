import type { Segment } from './xmr.ts'

export type RuleName = 'outside' | 'shift' | 'trend' | 'twoInThree'

/** One signal: the rule, its direction, and the indices of all points that make it. */
export type Signal = { rule: RuleName; direction: 'higher' | 'lower'; points: number[] }

export type RuleOptions = {
  /** Points of a shift or a trend: 7 as the NHS guides have it. */
  run?: number
  /** A value equal to the one before neither adds to a trend nor breaks it. */
  tiesKeepTrend?: boolean
}

type Point = { at: number; value: number; segment: Segment }

const pointsOf = (
  values: readonly (number | null)[],
  segments: readonly Segment[],
): (Point | null)[] =>
  values.map((value, at) => {
    const segment = segments.find(({ from, to }) => at >= from && at < to)
    return value === null || !segment ? null : { at, value, segment }
  })

const sideOf = ({ value, segment }: Point): number => Math.sign(value - segment.mean)

const directionOf = (sign: number): Signal['direction'] => (sign > 0 ? 'higher' : 'lower')

/** Runs of neighbouring points that carry the same non-zero sign; a gap or a new segment ends a run. */
const runs = (
  points: readonly (Point | null)[],
  sign: (point: Point, before: Point | null) => number | 'same',
): { sign: number; points: Point[] }[] => {
  const found: { sign: number; points: Point[] }[] = []
  let before: Point | null = null
  for (const point of points) {
    if (point === null) {
      before = null
      continue
    }
    const joined: Point | null = before?.segment === point.segment ? before : null
    const own = sign(point, joined)
    const last = found.at(-1)
    const open = joined !== null && last?.points.at(-1) === joined
    if (own === 'same') {
      if (open) last.points.push(point)
    } else if (open && last.sign === own) last.points.push(point)
    else if (own !== 0) found.push({ sign: own, points: [point] })
    before = point
  }
  return found
}

const outside = (points: readonly (Point | null)[]): Signal[] =>
  points.flatMap((point) =>
    point && (point.value > point.segment.upper || point.value < point.segment.lower)
      ? [{ rule: 'outside', direction: directionOf(sideOf(point)), points: [point.at] }]
      : [],
  )

const shift = (points: readonly (Point | null)[], length: number): Signal[] =>
  runs(points, sideOf)
    .filter((run) => run.points.length >= length)
    .map((run) => ({
      rule: 'shift',
      direction: directionOf(run.sign),
      points: run.points.map(({ at }) => at),
    }))

const trend = (points: readonly (Point | null)[], length: number, tiesKeep: boolean): Signal[] =>
  runs(points, (point, before) => {
    const step = before === null ? 0 : Math.sign(point.value - before.value)
    return step === 0 && before !== null && tiesKeep ? 'same' : step
  })
    .map((run) => {
      const ties = run.points.filter(({ at }) => points[at]?.value === points[at - 1]?.value).length
      const first = (run.points[0]?.at ?? 0) - 1
      return {
        length: run.points.length + 1 - ties,
        signal: {
          rule: 'trend' as const,
          direction: directionOf(run.sign),
          points: [first, ...run.points.map(({ at }) => at)],
        },
      }
    })
    .filter((run) => run.length >= length)
    .map(({ signal }) => signal)

const isNear = ({ value, segment }: Point): boolean => {
  const width = segment.upper - segment.mean
  const distance = Math.abs(value - segment.mean)
  return distance > (2 / 3) * width && distance <= width
}

const twoInThree = (points: readonly (Point | null)[]): Signal[] => {
  const found: Point[][] = []
  for (let i = 0; i + 2 < points.length; i++) {
    const window = points.slice(i, i + 3).filter((point) => point !== null)
    const [first] = window
    if (!first || window.length < 3) continue
    const together = window.every(
      (point) =>
        point.segment === first.segment && sideOf(point) !== 0 && sideOf(point) === sideOf(first),
    )
    const close = window.filter(isNear)
    if (!together || close.length < 2) continue
    const last = found.at(-1)
    if (last && close.some((point) => last.includes(point)))
      last.push(...close.filter((point) => !last.includes(point)))
    else found.push(close)
  }
  return found.map((close) => ({
    rule: 'twoInThree',
    direction: directionOf(close[0] ? sideOf(close[0]) : 0),
    points: close.map(({ at }) => at),
  }))
}

/**
 * Every signal of an XmR chart, each rule apart: a point outside the limits; 7 or more points on
 * one side of the mean; 7 or more points each above (or below) the last; 2 of 3 points beyond two
 * thirds of the way to a limit, all 3 on the same side. One point may carry several.
 * Source: NHS England, Making Data Count guides.
 */
export const xmrSignals = (
  values: readonly (number | null)[],
  segments: readonly Segment[],
  { run = 7, tiesKeepTrend = false }: RuleOptions = {},
): Signal[] => {
  const points = pointsOf(values, segments)
  return [
    ...outside(points),
    ...trend(points, run, tiesKeepTrend),
    ...twoInThree(points),
    ...shift(points, run),
  ]
}
