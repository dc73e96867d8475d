import { sum } from '../methods/ahead.ts'
import type { LineForecast, LineHistory } from './line.ts'

/**
 * How the error of a sum of months grows with their count: h + h² ÷ 12. The first part is chance in
 * each month; the second is the error of the level, estimated on about a year, made in every month
 * alike, which is the covariance between them.
 */
export const growth = (ahead: number): number => ahead + ahead ** 2 / 12

/** Weight of the line's common scale against a unit's own, in months and in past errors. */
const [monthsOfPrior, errorsOfPrior] = [8, 4]

/** Middle value; nought of none. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) / 2
  return sorted.length === 0
    ? 0
    : ((sorted[Math.floor(at)] ?? 0) + (sorted[Math.ceil(at)] ?? 0)) / 2
}

/**
 * Standard deviation of one month by unit, drawn to what is usual for the line: its variance is held
 * to be in proportion to the unit's level, as of sums of independent costs.
 */
export const monthlyScale = (history: LineHistory, forecast: LineForecast): Float64Array => {
  const levels = history.units.map((unit) => {
    const w = Math.min(12, unit.length)
    return Math.abs(sum(unit, unit.length - w)) / Math.max(1, w)
  })
  const ratios = levels.flatMap((level, u) =>
    level > 0 ? [(forecast.scale[u] ?? 0) ** 2 / level] : [],
  )
  const usual = median(ratios)
  return Float64Array.from(levels, (level, u) => {
    const months = history.units[u]?.length ?? 0
    const own = (forecast.scale[u] ?? 0) ** 2
    return Math.sqrt((months * own + monthsOfPrior * usual * level) / (months + monthsOfPrior))
  })
}

/** Past errors of the units of a line, each as a multiple of what its monthly scale would give. */
export const standardised = (
  forecast: LineForecast,
  scale: Float64Array,
): { back: number; ahead: number; units: Float64Array }[] =>
  forecast.errors.map(({ back, ahead, units }) => ({
    back,
    ahead,
    units: units.map((error, u) =>
      scale[u]! > 0 ? error / (scale[u]! * Math.sqrt(growth(ahead))) : 0,
    ),
  }))

/**
 * A unit's own record: √ of the mean square of its standardised errors, drawn to the line's, so that a
 * unit that was hard to forecast has a wider interval. `without` leaves one origin out.
 */
export const record = (squares: readonly number[], usual: number, without?: number): number => {
  let all = errorsOfPrior * usual
  let count = errorsOfPrior
  for (const [i, square] of squares.entries())
    if (i !== without) [all, count] = [all + Math.min(square, 25 * usual), count + 1]
  return Math.sqrt(all / count)
}
