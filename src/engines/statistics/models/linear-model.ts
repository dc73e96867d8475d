/** A design of n rows and k columns, row by row. */
export type Design = readonly (readonly number[])[]

export type LinearFit = {
  coefficients: number[]
  residuals: number[]
  /** Weight of each row, 1 where none was given. */
  weights: number[]
  /** (X′WX)⁻¹, k by k. */
  inverse: number[][]
  /** Diagonal of the hat matrix. */
  leverage: number[]
  /** Rows less coefficients. */
  freedom: number
  /** Σ w e² ÷ freedom. */
  variance: number
}

/** Householder's reduction of the design to an upper triangle; the responses are turned alike. */
const triangle = (design: Design, response: readonly number[]): { r: number[][]; y: number[] } => {
  const rows = design.map((row) => [...row])
  const y = [...response]
  const width = design[0]?.length ?? 0
  for (let k = 0; k < width; k++) {
    let norm = 0
    for (let i = k; i < rows.length; i++) norm += (rows[i]?.[k] ?? 0) ** 2
    norm = Math.sqrt(norm)
    const pivot = rows[k]?.[k] ?? 0
    if (norm === 0) continue
    const alpha = pivot > 0 ? -norm : norm
    const v = rows.map((row, i) => (i < k ? 0 : i === k ? pivot - alpha : (row[k] ?? 0)))
    const square = v.reduce((sum, value) => sum + value * value, 0)
    const reflect = (get: (i: number) => number, set: (i: number, value: number) => void): void => {
      let dot = 0
      for (let i = k; i < rows.length; i++) dot += (v[i] ?? 0) * get(i)
      const scale = (2 * dot) / square
      for (let i = k; i < rows.length; i++) set(i, get(i) - scale * (v[i] ?? 0))
    }
    for (let j = k; j < width; j++) {
      reflect(
        (i) => rows[i]?.[j] ?? 0,
        (i, value) => {
          const row = rows[i]
          if (row) row[j] = value
        },
      )
    }
    reflect(
      (i) => y[i] ?? 0,
      (i, value) => {
        y[i] = value
      },
    )
  }
  return { r: rows.slice(0, width), y: y.slice(0, width) }
}

const invertTriangle = (r: readonly (readonly number[])[]): number[][] => {
  const size = r.length
  const inverse = r.map(() => Array.from({ length: size }, () => 0))
  for (let j = 0; j < size; j++) {
    for (let i = j; i >= 0; i--) {
      let sum = i === j ? 1 : 0
      for (let l = i + 1; l <= j; l++) sum -= (r[i]?.[l] ?? 0) * (inverse[l]?.[j] ?? 0)
      const row = inverse[i]
      if (row) row[j] = sum / (r[i]?.[i] ?? NaN)
    }
  }
  return inverse
}

export const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)

export const multiply = (a: Design, b: Design): number[][] => {
  const columns = (b[0] ?? []).map((_, j) => b.map((row) => row[j] ?? 0))
  return a.map((row) => columns.map((column) => dot(row, column)))
}

export const transpose = (a: Design): number[][] =>
  (a[0] ?? []).map((_, j) => a.map((row) => row[j] ?? 0))

/**
 * Weighted least squares by Householder's QR: the coefficients that make Σ w (y − Xb)² least.
 * Errors: a design whose columns depend on each other gives coefficients that are not numbers.
 * Source: Golub and Van Loan, chapter 5.
 */
export const leastSquares = (
  design: Design,
  response: readonly number[],
  weights?: readonly number[],
): LinearFit => {
  const all = design.map((_, i) => weights?.[i] ?? 1)
  const roots = all.map(Math.sqrt)
  const scaled = design.map((row, i) => row.map((value) => value * (roots[i] ?? 1)))
  const { r, y } = triangle(
    scaled,
    response.map((value, i) => value * (roots[i] ?? 1)),
  )
  const largest = Math.max(...r.map((row, i) => Math.abs(row[i] ?? 0)))
  const dependent = r.some((row, i) => Math.abs(row[i] ?? 0) < 1e-10 * largest)
  const upper = invertTriangle(dependent ? r.map((row) => row.map(() => NaN)) : r)
  const inverse = multiply(upper, transpose(upper))
  const coefficients = upper.map((row) => dot(row, y))
  const residuals = design.map((row, i) => (response[i] ?? 0) - dot(row, coefficients))
  const leverage = scaled.map((row) =>
    dot(
      row,
      inverse.map((line) => dot(line, row)),
    ),
  )
  const freedom = design.length - coefficients.length
  const squares = residuals.reduce((sum, e, i) => sum + (roots[i] ?? 1) ** 2 * e * e, 0)
  const variance = squares / freedom
  return { coefficients, residuals, weights: all, inverse, leverage, freedom, variance }
}

/** Standard errors where every row has the same variance: √(s² (X′X)⁻¹) on the diagonal. */
export const classicalErrors = ({ inverse, variance }: LinearFit): number[] =>
  inverse.map((row, i) => Math.sqrt(variance * (row[i] ?? NaN)))
