import { studentTails } from '../distributions/beta.ts'
import { dot, multiply, transpose, type Design, type LinearFit } from './linear-model.ts'

const sandwich = ({ inverse }: LinearFit, meat: Design): number[][] =>
  multiply(multiply(inverse, meat), inverse)

const outer = (rows: Design): number[][] => multiply(transpose(rows), rows)

/** w x e of each row, which sum to nought over all of them. */
const scoresOf = (design: Design, { weights, residuals }: LinearFit): number[][] =>
  design.map((row, i) => row.map((value) => value * (weights[i] ?? 1) * (residuals[i] ?? 0)))

export const errorsOf = (covariance: Design): number[] =>
  covariance.map((row, i) => Math.sqrt(row[i] ?? NaN))

/**
 * Covariance that allows neighbouring months to be alike, up to a lag, with Bartlett's weights,
 * times n ÷ (n − k) for the coefficients that were fitted.
 * Source: Newey and West 1987 (Econometrica 55:703).
 */
export const neweyWest = (design: Design, fit: LinearFit, lag: number): number[][] => {
  const scores = scoresOf(design, fit)
  const meat = outer(scores)
  for (let l = 1; l <= lag; l++) {
    const weight = 1 - l / (lag + 1)
    const cross = multiply(transpose(scores.slice(l)), scores.slice(0, -l))
    for (const [i, row] of meat.entries()) {
      for (const j of row.keys()) {
        row[j] = (row[j] ?? 0) + weight * ((cross[i]?.[j] ?? 0) + (cross[j]?.[i] ?? 0))
      }
    }
  }
  const factor = design.length / fit.freedom
  return sandwich(fit, meat).map((row) => row.map((value) => value * factor))
}

/** Covariance for unequal variances, each residual divided by 1 − leverage. Source: MacKinnon and White 1985. */
export const hc3 = (design: Design, fit: LinearFit): number[][] =>
  sandwich(
    fit,
    outer(
      scoresOf(design, fit).map((row, i) =>
        row.map((value) => value / (1 - (fit.leverage[i] ?? 0))),
      ),
    ),
  )

const rowsByCluster = (clusters: readonly string[]): number[][] => [
  ...Map.groupBy(
    clusters.map((_, i) => i),
    (i) => clusters[i],
  ).values(),
]

/**
 * What makes up for few clusters and many coefficients: nothing; g ÷ (g − 1), known as HC0 with
 * clusters; or that times (n − 1) ÷ (n − k), known as HC1.
 */
export type ClusterCorrection = 'none' | 'clusters' | 'clusters and coefficients'

/**
 * Covariance where rows of one practice depend on each other, times its correction.
 * Source: Liang and Zeger 1986; Bertrand et al 2004.
 */
export const clustered = (
  design: Design,
  fit: LinearFit,
  clusters: readonly string[],
  correction: ClusterCorrection = 'clusters and coefficients',
): number[][] => {
  const groups = rowsByCluster(clusters)
  const own = scoresOf(design, fit)
  const scores = groups.map((rows) =>
    fit.coefficients.map((_, j) => rows.reduce((sum, i) => sum + (own[i]?.[j] ?? 0), 0)),
  )
  const [g, n, k] = [groups.length, design.length, fit.coefficients.length]
  const forClusters = correction === 'none' ? 1 : g / (g - 1)
  const forCoefficients = correction === 'clusters and coefficients' ? (n - 1) / (n - k) : 1
  const factor = forClusters * forCoefficients
  return sandwich(fit, outer(scores)).map((row) => row.map((value) => value * factor))
}

/** M^(−½) of a symmetric matrix by Jacobi's rotations; directions without weight are left out. */
const inverseRoot = (matrix: Design): number[][] => {
  const a = matrix.map((row) => [...row])
  const size = a.length
  const v = a.map((_, i) => a.map((__, j) => (i === j ? 1 : 0)))
  const turn = (rows: number[][], p: number, q: number, c: number, s: number): void => {
    for (const row of rows) {
      const [x, y] = [row[p] ?? 0, row[q] ?? 0]
      row[p] = c * x - s * y
      row[q] = s * x + c * y
    }
  }
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        const apq = a[p]?.[q] ?? 0
        off += apq * apq
        if (Math.abs(apq) < 1e-300) continue
        const theta = ((a[q]?.[q] ?? 0) - (a[p]?.[p] ?? 0)) / (2 * apq)
        const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1))
        const c = 1 / Math.hypot(t, 1)
        turn(a, p, q, c, t * c)
        const [top = [], bottom = []] = [a[p], a[q]]
        for (let j = 0; j < size; j++) {
          const [x, y] = [top[j] ?? 0, bottom[j] ?? 0]
          top[j] = c * x - t * c * y
          bottom[j] = t * c * x + c * y
        }
        turn(v, p, q, c, t * c)
      }
    }
    if (off < 1e-28) break
  }
  const roots = a.map((row, i) => ((row[i] ?? 0) > 1e-10 ? 1 / Math.sqrt(row[i] ?? 0) : 0))
  return multiply(
    v.map((row) => row.map((value, j) => value * (roots[j] ?? 0))),
    transpose(v),
  )
}

export type FewClusters = { error: number; freedom: number; p: number }

/**
 * The error of one coefficient with few practices: each one's residuals are raised by
 * (I − H)^(−½), and t has Satterthwaite's degrees of freedom, which may be far below the number of
 * practices. With weights the variance of a row is taken as 1 ÷ its weight.
 * Source: Bell and McCaffrey 2002; Pustejovsky and Tipton 2018.
 */
export const cr2 = (
  unweighted: Design,
  fit: LinearFit,
  clusters: readonly string[],
  coefficient: number,
): FewClusters => {
  const roots = fit.weights.map(Math.sqrt)
  const design = unweighted.map((row, i) => row.map((value) => value * (roots[i] ?? 1)))
  const residuals = fit.residuals.map((e, i) => e * (roots[i] ?? 1))
  const direction = fit.inverse[coefficient] ?? []
  const n = design.length
  let variance = 0
  const turned: number[][] = []
  for (const rows of rowsByCluster(clusters)) {
    const own = rows.map((i) => design[i] ?? [])
    const hat = multiply(multiply(own, fit.inverse), transpose(own))
    const adjustment = inverseRoot(hat.map((row, i) => row.map((h, j) => (i === j ? 1 : 0) - h)))
    const weights = adjustment.map((row) =>
      dot(
        row,
        own.map((line) => dot(line, direction)),
      ),
    )
    const score = rows.reduce((sum, i, j) => sum + (weights[j] ?? 0) * (residuals[i] ?? 0), 0)
    variance += score * score
    const through = multiply([weights], own)[0] ?? []
    const back = fit.inverse.map((row) => dot(row, through))
    const g = design.map((row) => -dot(row, back))
    for (const [j, i] of rows.entries()) g[i] = (g[i] ?? 0) + (weights[j] ?? 0)
    turned.push(g.length === n ? g : [])
  }
  const products = turned.map((a) => turned.map((b) => dot(a, b)))
  const trace = products.reduce((sum, row, i) => sum + (row[i] ?? 0), 0)
  const squares = products.flat().reduce((sum, value) => sum + value * value, 0)
  const freedom = (trace * trace) / squares
  const error = Math.sqrt(variance)
  const t = Math.abs((fit.coefficients[coefficient] ?? 0) / error)
  return { error, freedom, p: 2 * studentTails(t, freedom).upper }
}
