import type { Observation } from './difference-in-differences.ts'
import { leastSquares } from './linear-model.ts'
import { clustered, errorsOf } from './robust-errors.ts'

export type TwoWayEffect = { estimate: number; clusteredError: number }

const indicators = (value: number | string, levels: readonly (number | string)[]): number[] =>
  levels.map((level) => (level === value ? 1 : 0))

/**
 * The effect of being under the change where every practice and every period has a level of its
 * own: least squares on the indicators of both and of treated × after, errors clustered on the
 * practice. With changes at different times it mixes early and late ones: use the group-time
 * effects there. Source: Bertrand et al 2004; Goodman-Bacon 2021 for the warning.
 */
export const twoWayEffect = (rows: readonly Observation[]): TwoWayEffect => {
  const practices = [...new Set(rows.map(({ practice }) => practice))]
  const times = [...new Set(rows.map(({ t }) => t))].slice(1)
  const design = rows.map(({ practice, t, changedFrom }) => [
    changedFrom !== null && t >= changedFrom ? 1 : 0,
    ...indicators(practice, practices),
    ...indicators(t, times),
  ])
  const fit = leastSquares(
    design,
    rows.map(({ value }) => value),
    rows.map(({ weight }) => weight ?? 1),
  )
  const covariance = clustered(
    design,
    fit,
    rows.map(({ practice }) => practice),
  )
  return { estimate: fit.coefficients[0] ?? NaN, clusteredError: errorsOf(covariance)[0] ?? NaN }
}
