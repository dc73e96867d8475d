import { studentQuantile } from '../../statistics/distributions/beta.ts'
import { normalQuantile } from '../../statistics/distributions/normal.ts'
import { sum } from '../methods/ahead.ts'
import type { LineForecast, LineHistory } from './line.ts'
import { pastWidth } from './quantile.ts'
import { growth, median, monthlyScale, record, standardised } from './scale.ts'

export const levels = [80, 95] as const
export type Level = (typeof levels)[number]
export type Widths = Record<Level, number>

/** What is uncertain in one line: each unit's own part, and the part that all units share. */
export type LineSpread = {
  /** Standard error of each unit's sum of the months left, from its own record. */
  own: Float64Array
  /** Standard error that the shared part gives each unit: in proportion to its size. */
  shared: Float64Array
  /** How many standard errors held 80% and 95% of past errors of single units. */
  held: Widths
}

/** Weight, in past errors, of the usual shared error of the group's lines against a line's own. */
const sharedPrior = 4

/** Past forecasts from which the shared part is known, less one: they are few, so Student's law is used. */
const freedom = 3

const upper: Record<Level, number> = { 80: 0.9, 95: 0.975 }

/** Squares by which Student's law with few degrees of freedom goes beyond the normal law. */
const beyond = (level: Level): number =>
  studentQuantile(upper[level], freedom) ** 2 - normalQuantile(upper[level]) ** 2

const levelOf = (unit: Float64Array): number => {
  const w = Math.min(12, unit.length)
  return w === 0 ? 0 : Math.abs(sum(unit, unit.length - w)) / w
}

type Rated = { levels: Float64Array; size: number; squares: number[] }

const rated = (history: LineHistory, { errors }: LineForecast): Rated => {
  const own = Float64Array.from(history.units, levelOf)
  const size = sum(own)
  return {
    levels: own,
    size,
    squares: size > 0 ? errors.map(({ group, ahead }) => (group / size) ** 2 / growth(ahead)) : [],
  }
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((all, value) => all + value, 0) / values.length

const lineSpread = (
  history: LineHistory,
  forecast: LineForecast,
  { levels: own, size, squares }: Rated,
  usualShared: number,
): LineSpread => {
  const scale = monthlyScale(history, forecast)
  const past = standardised(forecast, scale)
  const bySquare = history.units.map((_, u) => past.map(({ units }) => units[u]! ** 2))
  const sorted = bySquare.flat().toSorted((a, b) => a - b)
  // The square below which two thirds lie is one standard deviation of the normal law.
  const usual = Math.max(1e-9, sorted[Math.floor(sorted.length * 0.683)] ?? 1)
  const left = bySquare.flatMap((each) =>
    each.map((square, i) => Math.sqrt(square) / record(each, usual, i)),
  )
  const root = Math.sqrt(growth(history.ahead))
  const shared = Math.sqrt(
    (squares.reduce((all, square) => all + square, 0) + sharedPrior * usualShared) /
      (squares.length + sharedPrior),
  )
  return {
    own: Float64Array.from(scale, (s, u) => s * root * record(bySquare[u] ?? [], usual)),
    shared: Float64Array.from(own, (level) => (size > 0 ? shared * level * root : 0)),
    held: { 80: pastWidth(left, 0.8), 95: pastWidth(left, 0.95) },
  }
}

/** A line's own part of a unit's variance is at least this share of it. */
const leastOwn = 0.25

export type Spread = {
  /** Half widths of the intervals of the sum of the months left, for these units and lines together. */
  widths(units: readonly number[], lines: readonly number[]): Widths
  lines: readonly LineSpread[]
  /** Correlation between the errors of two lines: of one unit, and of the shared part. */
  between: { own: number; shared: number }
}

const bounded = (value: number): number =>
  Math.min(0.9, Math.max(0, Number.isFinite(value) ? value : 0))

type Pair = { product: number; most: number }

/** Σ over pairs of lines of error × error, and of standard error × standard error. */
const pairs = (errors: readonly number[], scales: readonly number[]): Pair => {
  const [a, b] = [errors, scales].map((values) => ({
    total: values.reduce((all, value) => all + value, 0),
    squares: values.reduce((all, value) => all + value * value, 0),
  }))
  return { product: a!.total ** 2 - a!.squares, most: b!.total ** 2 - b!.squares }
}

const correlation = (found: readonly Pair[]): number =>
  found.reduce((all, { product }) => all + product, 0) /
  found.reduce((all, { most }) => all + most, 0)

/**
 * How wide the intervals of a group's forecasts are. Each error is a unit's own part, independent of
 * the other units', and a part that all units of a line share in proportion to their size; so the
 * covariance of two units' errors is the product of their shared parts, and no interval of a sum is
 * the sum of intervals. Lines are correlated as their past errors were.
 */
export const spreadOf = (
  histories: readonly LineHistory[],
  forecasts: readonly LineForecast[],
): Spread => {
  const rates = histories.map((history, l) => rated(history, forecasts[l]!))
  const known = rates.filter(({ squares }) => squares.length > 0)
  const usualShared = median(known.map(({ squares }) => mean(squares)))
  const lines = histories.map((history, l) =>
    lineSpread(history, forecasts[l]!, rates[l]!, usualShared),
  )
  const unitCount = histories[0]?.units.length ?? 0
  const backs = [...new Set(forecasts.flatMap(({ errors }) => errors.map(({ back }) => back)))]
  const scaled = (l: number, ahead: number): number =>
    Math.sqrt(growth(ahead) / growth(Math.max(1, histories[l]!.ahead)))
  const atBack = backs.map((back) =>
    forecasts.flatMap(({ errors }, l) =>
      errors.flatMap((error) => (error.back === back ? [{ l, error }] : [])),
    ),
  )
  const own = bounded(
    correlation(
      atBack.flatMap((at) =>
        Array.from({ length: unitCount }, (_, u) =>
          pairs(
            at.map(({ error }) => error.units[u]!),
            at.map(({ l, error }) => lines[l]!.own[u]! * scaled(l, error.ahead)),
          ),
        ),
      ),
    ),
  )
  const sharedFound = correlation(
    atBack.map((at) =>
      pairs(
        at.map(({ error }) => error.group),
        at.map(({ l, error }) => sum(lines[l]!.shared) * scaled(l, error.ahead)),
      ),
    ),
  )
  const shared = bounded((bounded(sharedFound) + own) / 2)

  const variances = (
    units: readonly number[],
    chosen: readonly number[],
    factor: (l: number) => number,
  ): { all: number; shared: number } => {
    let apart = 0
    for (const u of units) {
      let squares = 0
      let roots = 0
      for (const l of chosen) {
        const line = lines[l]!
        const whole = (line.own[u]! * factor(l)) ** 2
        const part = Math.max(leastOwn * whole, whole - (line.shared[u]! * factor(l)) ** 2)
        squares += part
        roots += Math.sqrt(part)
      }
      apart += (1 - own) * squares + own * roots ** 2
    }
    let squares = 0
    let roots = 0
    for (const l of chosen) {
      let together = 0
      for (const u of units) together += lines[l]!.shared[u]! * factor(l)
      squares += together ** 2
      roots += together
    }
    const common = (1 - shared) * squares + shared * roots ** 2
    return { all: apart + common, shared: common }
  }

  const everyLine = lines.map((_, l) => l)
  const totals = atBack.flatMap((at) =>
    at.length < lines.length / 2
      ? []
      : Array.from({ length: unitCount }, (_, u) => {
          const error = at.reduce((all, { error: { units } }) => all + units[u]!, 0)
          const reach = new Map(at.map(({ l, error: { ahead } }) => [l, scaled(l, ahead)]))
          const { all } = variances(
            [u],
            everyLine.filter((l) => reach.has(l)),
            (l) => reach.get(l) ?? 0,
          )
          return all > 0 ? Math.abs(error) / Math.sqrt(all) : 0
        }),
  )
  const heldTotal: Widths = { 80: pastWidth(totals, 0.8), 95: pastWidth(totals, 0.95) }

  return {
    lines,
    between: { own, shared },
    widths: (units, chosen) => {
      const { all, shared: common } = variances(units, chosen, () => 1)
      const width = (level: Level): number => {
        const [only] = chosen
        const held =
          units.length > 1
            ? normalQuantile(upper[level])
            : chosen.length === 1 && only !== undefined
              ? lines[only]!.held[level]
              : Math.max(heldTotal[level], normalQuantile(upper[level]))
        return Math.sqrt(held ** 2 * all + beyond(level) * common)
      }
      return { 80: width(80), 95: width(95) }
    },
  }
}
