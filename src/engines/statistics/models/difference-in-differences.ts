import { classicalErrors, leastSquares, type LinearFit } from './linear-model.ts'
import { clustered, cr2, errorsOf, type FewClusters } from './robust-errors.ts'

export type Observation = {
  practice: string
  /** Period, 1, 2, 3 … */
  t: number
  value: number
  /** First period under the change; null for a comparator. */
  changedFrom: number | null
  weight?: number
}

export type DifferenceInDifferences = {
  estimate: number
  /** Error as if every month of a practice were new knowledge: too small, to compare only. */
  classicalError: number
  /** Error with practices as clusters, adjusted for their number. */
  clusteredError: number
  /** Error, degrees of freedom and p that hold with few practices: the ones to show. */
  few: FewClusters
  practices: number
}

const fitOf = (
  rows: readonly Observation[],
  start: number,
): { design: number[][]; fit: LinearFit } => {
  const design = rows.map(({ t, changedFrom }) => {
    const [treated, post] = [changedFrom === null ? 0 : 1, t >= start ? 1 : 0]
    return [1, treated, post, treated * post]
  })
  const weights = rows.map(({ weight }) => weight ?? 1)
  return {
    design,
    fit: leastSquares(
      design,
      rows.map(({ value }) => value),
      weights,
    ),
  }
}

/**
 * The change in the practices that changed less the change in the others: the coefficient of
 * treated × after. Errors are clustered on the practice; with few practices the small-sample ones
 * are the default to show. Source: Bertrand et al 2004; Bell and McCaffrey 2002.
 */
export const differenceInDifferences = (
  rows: readonly Observation[],
  start: number,
): DifferenceInDifferences => {
  const { design, fit } = fitOf(rows, start)
  const practices = rows.map(({ practice }) => practice)
  return {
    estimate: fit.coefficients[3] ?? NaN,
    classicalError: classicalErrors(fit)[3] ?? NaN,
    clusteredError: errorsOf(clustered(design, fit, practices))[3] ?? NaN,
    few: cr2(design, fit, practices, 3),
    practices: new Set(practices).size,
  }
}
