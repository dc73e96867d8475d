import { gammaTails } from '../distributions/gamma.ts'
import { dot, leastSquares, type Design, type LinearFit } from './linear-model.ts'

export type SeriesDesign = {
  /** Points of the series. */
  length: number
  /** Index of the first point after the change. */
  changeAt: number
  /** Pairs of sine and cosine for the season; 0 leaves it out. */
  harmonics?: number
  /** Points in a season. */
  season?: number
}

/** Columns: 1, t, level, slope since the change, then sine and cosine of each harmonic. */
export const seriesDesign = ({
  length,
  changeAt,
  harmonics = 1,
  season = 12,
}: SeriesDesign): number[][] =>
  Array.from({ length }, (_, i) => {
    const after = i >= changeAt
    const waves = Array.from({ length: harmonics }, (__, h) => {
      const angle = (2 * Math.PI * (h + 1) * (i + 1)) / season
      return [Math.sin(angle), Math.cos(angle)]
    })
    return [1, i + 1, after ? 1 : 0, after ? i - changeAt : 0, ...waves.flat()]
  })

export type ChangeEffect = {
  /** What each point would have been without the change. */
  counterfactual: number[]
  /** Difference at each point after the change, with its standard error. */
  effect: number[]
  effectError: number[]
  cumulative: number
  cumulativeError: number
}

/**
 * The effect of the change at each later point and in sum: β(level) + β(slope) × points since, with
 * errors from the covariance given. Source: Lopez Bernal et al 2017 (IJE 46:348) and its correction.
 */
export const changeEffect = (design: Design, fit: LinearFit, covariance: Design): ChangeEffect => {
  const change = (row: readonly number[]): number[] =>
    row.map((value, j) => (j === 2 || j === 3 ? value : 0))
  const spread = (row: readonly number[]): number =>
    Math.sqrt(
      dot(
        row,
        covariance.map((line) => dot(line, row)),
      ),
    )
  const later = design.filter((row) => row[2] === 1).map(change)
  const sum = fit.coefficients.map((_, j) => later.reduce((all, row) => all + (row[j] ?? 0), 0))
  return {
    counterfactual: design.map(
      (row) => dot(row, fit.coefficients) - dot(change(row), fit.coefficients),
    ),
    effect: later.map((row) => dot(row, fit.coefficients)),
    effectError: later.map(spread),
    cumulative: dot(sum, fit.coefficients),
    cumulativeError: spread(sum),
  }
}

/** Σ (eₜ − eₜ₋₁)² ÷ Σ e²: near 2 where neighbours are not alike. Source: Durbin and Watson 1950. */
export const durbinWatson = (residuals: readonly number[]): number => {
  const steps = residuals.slice(1).reduce((sum, e, i) => sum + (e - (residuals[i] ?? 0)) ** 2, 0)
  return steps / dot(residuals, residuals)
}

/** n(n + 2) Σ r²ₖ ÷ (n − k) and its upper tail of χ². Source: Ljung and Box 1978. */
export const ljungBox = (
  residuals: readonly number[],
  lags: number,
): { statistic: number; p: number } => {
  const n = residuals.length
  const mean = residuals.reduce((a, b) => a + b, 0) / n
  const centred = residuals.map((e) => e - mean)
  const total = dot(centred, centred)
  let sum = 0
  for (let k = 1; k <= lags; k++) sum += (dot(centred.slice(k), centred) / total) ** 2 / (n - k)
  const statistic = n * (n + 2) * sum
  return { statistic, p: gammaTails(lags / 2, statistic / 2).upper }
}

/** Least squares of a series on its design, for use with `neweyWest`. */
export const fitSeries = (values: readonly number[], design: Design): LinearFit =>
  leastSquares(design, values)
