import { dot, leastSquares, type Design } from './linear-model.ts'

export type CountFit = {
  coefficients: number[]
  errors: number[]
  /** Pearson's χ² ÷ freedom: 1 where counts vary by chance alone; errors are √ of it wider. */
  dispersion: number
  deviance: number
  fitted: number[]
}

/**
 * Counts on a log scale with a population as offset, by iteratively reweighted least squares; the
 * variance is the mean times the dispersion. Errors: NaN where no population is above nought.
 * Source: McCullagh and Nelder 1989, chapters 6 and 9; Lopez Bernal et al 2017.
 */
export const quasiPoisson = (
  design: Design,
  counts: readonly number[],
  population: readonly number[],
): CountFit => {
  const offsets = population.map(Math.log)
  let fitted = counts.map((count) => count + 0.1)
  let coefficients: number[] = []
  let fit = leastSquares(design, counts)
  for (let step = 0, last = Infinity; step < 50; step++) {
    const working = fitted.map(
      (mean, i) => Math.log(mean) - (offsets[i] ?? 0) + ((counts[i] ?? 0) - mean) / mean,
    )
    fit = leastSquares(design, working, fitted)
    coefficients = fit.coefficients
    fitted = design.map((row, i) => Math.exp(dot(row, coefficients) + (offsets[i] ?? 0)))
    const now = deviance(counts, fitted)
    if (Math.abs(now - last) <= 1e-14 * (Math.abs(now) + 0.1)) break
    last = now
  }
  const pearson = fitted.reduce((sum, mean, i) => sum + ((counts[i] ?? 0) - mean) ** 2 / mean, 0)
  const dispersion = pearson / fit.freedom
  const errors = fit.inverse.map((row, i) => Math.sqrt(dispersion * (row[i] ?? NaN)))
  return { coefficients, errors, dispersion, deviance: deviance(counts, fitted), fitted }
}

const deviance = (counts: readonly number[], fitted: readonly number[]): number =>
  counts.reduce((sum, y, i) => {
    const mean = fitted[i] ?? NaN
    return sum + 2 * ((y === 0 ? 0 : y * Math.log(y / mean)) - (y - mean))
  }, 0)
