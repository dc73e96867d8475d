import { dot, leastSquares, type LinearFit } from '../../statistics/models/linear-model.ts'
import { type Ahead, placeOf } from './ahead.ts'

const rowOf = (first: number, i: number): number[] => [
  1,
  i + 1,
  ...Array.from({ length: 11 }, (_, month) => (placeOf(first, i) === month + 1 ? 1 : 0)),
]

export type TrendAndMonth = Ahead & {
  sigma: number
  /** Sum of the months ahead and its standard error, the covariance of the months in it. */
  total: { mean: number; error: number }
}

/**
 * Least squares of the months on a straight line and a level for each calendar month.
 *
 * The variance of the sum of h months ahead is h s² + 1′X₀VX₀′1, where V is the covariance of the
 * coefficients: an error in the line or a month's level is made in many months at once, so that
 * adding monthly intervals, or their squares, is wrong.
 * Needs 15 months or more, every calendar month among them. `first` is the place of the first month.
 */
export const trendAndMonth = (
  values: readonly number[],
  first: number,
  ahead: number,
): TrendAndMonth => {
  const design = values.map((_, i) => rowOf(first, i))
  const fit: LinearFit = leastSquares(design, values)
  const rows = Array.from({ length: ahead }, (_, i) => rowOf(first, values.length + i))
  const spread = (row: readonly number[]): number =>
    fit.variance *
    dot(
      row,
      fit.inverse.map((line) => dot(line, row)),
    )
  const together = rowOf(first, 0).map((_, j) => rows.reduce((all, row) => all + (row[j] ?? 0), 0))
  const mean = rows.map((row) => dot(row, fit.coefficients))
  return {
    mean,
    errors: rows.map((row) => Math.sqrt(fit.variance + spread(row))),
    freedom: fit.freedom,
    sigma: Math.sqrt(fit.variance),
    total: {
      mean: mean.reduce((all, value) => all + value, 0),
      error: Math.sqrt(ahead * fit.variance + spread(together)),
    },
  }
}
