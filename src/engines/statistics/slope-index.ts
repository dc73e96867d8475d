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
  /** Null where the intercept may be nought, so that the relative index has no bounds. */
  relativeLower: number | null
  relativeUpper: number | null
  error: number
  lower: number
  upper: number
}

/** Two figures from the same ranks, with the variances and the covariance of their errors. */
type Ends = { start: number; end: number; ofStart: number; ofEnd: number; both: number }

/** Limits of end ÷ start: the ratios r at which end − r start is z of its errors. Source: Fieller 1954. */
const ratioLimits = (
  { start, end, ofStart, ofEnd, both }: Ends,
  z: number,
): [number, number] | null => {
  const a = start * start - z * z * ofStart
  const b = start * end - z * z * both
  const c = end * end - z * z * ofEnd
  const root = Math.sqrt(b * b - a * c)
  return a > 0 ? [(b - root) / a, (b + root) / a] : null
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
 * transformation the line is fitted there and its two ends are taken back. The limits of the
 * relative index are those of a ratio of the line's two ends.
 * Withheld with fewer than two ranks, or where one has no value on its scale.
 * Source: Low and Low 2004; Mackenbach and Kunst 1997.
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
  if (!points.every(({ y, error }) => Number.isFinite(y) && error >= 0))
    return { withheld: 'a rank has no value with an error' }
  const centre = points.reduce((sum, { share, middle }) => sum + share * middle, 0)
  const spread = points.reduce((sum, { share, middle }) => sum + share * (middle - centre) ** 2, 0)
  const meanY = points.reduce((sum, { share, y }) => sum + share * y, 0)
  let [slope, variance] = [0, 0]
  let [ofStart, ofEnd, both] = [0, 0, 0]
  for (const { share, middle, y, error } of points) {
    const c = (share * (middle - centre)) / spread
    const [toStart, toEnd] = [share - c * centre, share + c * (1 - centre)]
    slope += c * y
    variance += (c * error) ** 2
    ofStart += (toStart * error) ** 2
    ofEnd += (toEnd * error) ** 2
    both += toStart * toEnd * error * error
  }
  const intercept = meanY - slope * centre
  const error = Math.sqrt(variance)
  const z = normalQuantile(outerShare(confidence), 'upper')
  const [flattest, steepest] = [slope - z * error, slope + z * error]
  if (!transformation) {
    const end = intercept + slope
    const limits = ratioLimits({ start: intercept, end, ofStart, ofEnd, both }, z)
    return {
      slope,
      intercept,
      relative: end / intercept,
      relativeLower: limits?.[0] ?? null,
      relativeUpper: limits?.[1] ?? null,
      error,
      lower: flattest,
      upper: steepest,
    }
  }
  const start = transformation.back(intercept)
  const ends = (steepness: number): [number, number] => {
    const low = meanY - steepness * centre
    return [transformation.back(low), transformation.back(low + steepness)]
  }
  const [[lowStart, lowEnd], [highStart, highEnd]] = [ends(flattest), ends(steepest)]
  return {
    slope: transformation.back(intercept + slope) - start,
    intercept: start,
    relative: transformation.back(intercept + slope) / start,
    relativeLower: lowEnd / lowStart,
    relativeUpper: highEnd / highStart,
    error,
    lower: lowEnd - lowStart,
    upper: highEnd - highStart,
  }
}
