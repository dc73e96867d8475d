import { normalQuantile } from './distributions/normal.ts'
import { outerShare, type Withheld } from './interval.ts'

export type Rank = {
  /** 1 for the most deprived. */
  rank: number
  population: number
  value: number
  /** Standard error of the value, on the scale of the transformation where one is used. */
  error: number
}

export type SlopeIndex = {
  slope: number
  intercept: number
  /** (intercept + slope) ÷ intercept: the relative index of inequality. */
  relative: number
  error: number
  lower: number
  upper: number
}

export type Transformation = {
  to: (value: number) => number
  back: (value: number) => number
}

export const logit: Transformation = {
  to: (p) => Math.log(p / (1 - p)),
  back: (u) => 1 / (1 + Math.exp(-u)),
}

export const logarithm: Transformation = { to: Math.log, back: Math.exp }

/**
 * Slope index of inequality: weighted least squares of the value on the midpoint of each rank's
 * cumulative share of people, from the most deprived, weighted by that share. The slope is a fixed
 * sum Σ c y, so its limits are slope ± z √Σ c² se² in closed form, without simulation. With a
 * transformation the line is fitted there and its two ends are taken back.
 * Withheld with fewer than two ranks. Source: Low and Low 2004; Mackenbach and Kunst 1997.
 */
export const slopeIndex = (
  ranks: readonly Rank[],
  {
    confidence = 0.95,
    transformation,
  }: { confidence?: number; transformation?: Transformation } = {},
): SlopeIndex | Withheld => {
  const used = ranks.filter(({ population }) => population > 0).toSorted((a, b) => a.rank - b.rank)
  if (used.length < 2) return { withheld: 'fewer than two ranks with people' }
  const people = used.reduce((sum, { population }) => sum + population, 0)
  let before = 0
  const points = used.map(({ population, value, error }) => {
    const share = population / people
    const middle = before + share / 2
    before += share
    return { share, middle, y: transformation ? transformation.to(value) : value, error }
  })
  const centre = points.reduce((sum, { share, middle }) => sum + share * middle, 0)
  const spread = points.reduce((sum, { share, middle }) => sum + share * (middle - centre) ** 2, 0)
  const meanY = points.reduce((sum, { share, y }) => sum + share * y, 0)
  let [slope, variance] = [0, 0]
  for (const { share, middle, y, error } of points) {
    const c = (share * (middle - centre)) / spread
    slope += c * y
    variance += (c * error) ** 2
  }
  const intercept = meanY - slope * centre
  const error = Math.sqrt(variance)
  const z = normalQuantile(outerShare(confidence), 'upper')
  if (!transformation) {
    const relative = (intercept + slope) / intercept
    return { slope, intercept, relative, error, lower: slope - z * error, upper: slope + z * error }
  }
  const start = transformation.back(intercept)
  const across = (steepness: number): number => {
    const low = meanY - steepness * centre
    return transformation.back(low + steepness) - transformation.back(low)
  }
  return {
    slope: transformation.back(intercept + slope) - start,
    intercept: start,
    relative: transformation.back(intercept + slope) / start,
    error,
    lower: across(slope - z * error),
    upper: across(slope + z * error),
  }
}
