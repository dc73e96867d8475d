import { classicalErrors, leastSquares, type Design, type LinearFit } from './linear-model.ts'

export type AutoregressiveFit = {
  coefficients: number[]
  errors: number[]
  /** Correlation of a month with the one before it. */
  rho: number
  /** Standard deviation of the series about its line. */
  sigma: number
  /** Logarithm of the likelihood that ρ makes greatest. */
  logLikelihood: number
}

/** `restricted` allows for the coefficients that were fitted, and is the one to show. */
export type Likelihood = 'restricted' | 'full'

/** Rows turned so that neighbours no longer depend on each other: (row − ρ × the one before) ÷ √(1 − ρ²). */
const decorrelate = (rows: Design, rho: number): number[][] => {
  const root = Math.sqrt(1 - rho * rho)
  return rows.map((row, i) => {
    const before = rows[i - 1]
    return before ? row.map((value, j) => (value - rho * (before[j] ?? 0)) / root) : [...row]
  })
}

const fitAt = (design: Design, values: readonly number[], rho: number): LinearFit =>
  leastSquares(
    decorrelate(design, rho),
    decorrelate(
      values.map((value) => [value]),
      rho,
    ).map(([value = NaN]) => value),
  )

/** ln det of a symmetric matrix above nought, by Cholesky's factors. */
const logDeterminant = (matrix: Design): number => {
  const root: number[][] = []
  for (const [i, row] of matrix.entries()) {
    const line: number[] = []
    for (let j = 0; j <= i; j++) {
      const other = j === i ? line : (root[j] ?? [])
      let sum = row[j] ?? 0
      for (let l = 0; l < j; l++) sum -= (line[l] ?? 0) * (other[l] ?? 0)
      line.push(j === i ? Math.sqrt(sum) : sum / (other[j] ?? NaN))
    }
    root.push(line)
  }
  return root.reduce((sum, row, i) => sum + 2 * Math.log(row[i] ?? NaN), 0)
}

const logLikelihood = (fit: LinearFit, rho: number, kind: Likelihood): number => {
  const n = fit.residuals.length
  const freedom = kind === 'full' ? n : fit.freedom
  const squares = fit.variance * fit.freedom
  const ofCorrelation = ((n - 1) / 2) * Math.log(1 - rho * rho)
  const ofDesign = kind === 'full' ? 0 : -logDeterminant(fit.inverse) / 2
  return (
    (-freedom / 2) * (Math.log((2 * Math.PI * squares) / freedom) + 1) - ofCorrelation - ofDesign
  )
}

/** The highest point of a curve with one top, by the golden section. */
const highest = (curve: (x: number) => number, from: number, to: number): number => {
  const ratio = (Math.sqrt(5) - 1) / 2
  let [low, high] = [from, to]
  let [left, right] = [high - ratio * (high - low), low + ratio * (high - low)]
  let [atLeft, atRight] = [curve(left), curve(right)]
  while (high - low > 1e-9) {
    if (atLeft > atRight) {
      ;[high, right, atRight] = [right, left, atLeft]
      left = high - ratio * (high - low)
      atLeft = curve(left)
    } else {
      ;[low, left, atLeft] = [left, right, atRight]
      right = low + ratio * (high - low)
      atRight = curve(right)
    }
  }
  return (low + high) / 2
}

/**
 * A line through a series whose neighbouring months are alike: least squares after both sides are
 * freed of the correlation ρ, with the ρ whose profile likelihood is greatest.
 * Errors: NaN throughout where the design's columns depend on each other.
 * Source: Beach and MacKinnon 1978 (Econometrica 46:51); Harville 1977 for the restricted form.
 */
export const autoregressive = (
  design: Design,
  values: readonly number[],
  kind: Likelihood = 'restricted',
): AutoregressiveFit => {
  const profile = (rho: number): number => logLikelihood(fitAt(design, values, rho), rho, kind)
  const rho = highest(profile, -0.999, 0.999)
  const fit = fitAt(design, values, rho)
  const shrink = kind === 'full' ? fit.freedom / design.length : 1
  return {
    coefficients: fit.coefficients,
    errors: classicalErrors(fit).map((error) => error * Math.sqrt(shrink)),
    rho,
    sigma: Math.sqrt(fit.variance * shrink),
    logLikelihood: profile(rho),
  }
}
