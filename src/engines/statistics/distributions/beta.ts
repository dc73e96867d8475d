import { normalQuantile } from './normal.ts'
import { deviance, stirlingError } from './stirling.ts'
import { solveTail, type Tail, type Tails } from './tail.ts'

/** x^a y^b / B(a, b), with y = 1 − x given apart so that neither end loses digits. */
const powerTerm = (a: number, b: number, x: number, y: number): number => {
  const n = a + b
  const exponent =
    stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y)
  return Math.exp(exponent) * Math.sqrt((a * b) / (2 * Math.PI * n))
}

const fraction = (a: number, b: number, x: number): number => {
  let c = 1
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || 1e-300)
  let value = d
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (1 + even * d || 1e-300)
    c = 1 + even / c || 1e-300
    value *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (1 + odd * d || 1e-300)
    c = 1 + odd / c || 1e-300
    value *= d * c
    if (Math.abs(d * c - 1) < 1e-16) break
  }
  return value
}

/**
 * Both tails of the beta law at x, y = 1 − x: the regularised incomplete beta function and its
 * complement, by Lentz's continued fraction from the side where it converges.
 * Source: Abramowitz and Stegun 26.5.8.
 */
export const betaTails = (a: number, b: number, x: number, y = 1 - x): Tails => {
  if (x <= 0) return { lower: 0, upper: 1 }
  if (y <= 0) return { lower: 1, upper: 0 }
  const term = powerTerm(a, b, x, y)
  if (x * (a + b + 2) < a + 1) {
    const lower = (term / a) * fraction(a, b, x)
    return { lower, upper: 1 - lower }
  }
  const upper = (term / b) * fraction(b, a, y)
  return { lower: 1 - upper, upper }
}

/** The beta quantile as the pair x, 1 − x, each right to its own last digits. */
const betaPair = (p: number, a: number, b: number, tail: Tail): { x: number; y: number } => {
  const pair = (u: number): { x: number; y: number } => ({
    x: 1 / (1 + Math.exp(-u)),
    y: 1 / (1 + Math.exp(u)),
  })
  const spread = Math.sqrt(1 / a + 1 / b)
  const start = Math.log(a / b) + normalQuantile(p, tail) * Math.min(spread, 3)
  const at = (u: number): Tails & { slope: number } => {
    const { x, y } = pair(u)
    return { ...betaTails(a, b, x, y), slope: powerTerm(a, b, x, y) }
  }
  return pair(solveTail(p, tail, at, start))
}

/** Quantile of the beta law. Errors: NaN outside 0 ≤ p ≤ 1, a > 0, b > 0. */
export const betaQuantile = (p: number, a: number, b: number, tail: Tail = 'lower'): number => {
  if (!(p >= 0 && p <= 1 && a > 0 && b > 0)) return NaN
  if (p === 0) return tail === 'lower' ? 0 : 1
  if (p === 1) return tail === 'lower' ? 1 : 0
  return betaPair(p, a, b, tail).x
}

/** Both tails of Student's t. Source: Abramowitz and Stegun 26.7.1. */
export const studentTails = (t: number, df: number): Tails => {
  const outer = betaTails(df / 2, 0.5, df / (df + t * t), (t * t) / (df + t * t)).lower / 2
  return t < 0 ? { lower: outer, upper: 1 - outer } : { lower: 1 - outer, upper: outer }
}

/** Quantile of Student's t with df degrees of freedom, which need not be whole. */
export const studentQuantile = (p: number, df: number, tail: Tail = 'lower'): number => {
  if (!(p >= 0 && p <= 1 && df > 0)) return NaN
  if (p === 0.5) return 0
  const outer = Math.min(p, 1 - p)
  const positive = p > 0.5 === (tail === 'lower')
  if (outer === 0) return positive ? Infinity : -Infinity
  const { x, y } = betaPair(2 * outer, df / 2, 0.5, 'lower')
  const t = Math.sqrt((df * y) / x)
  return positive ? t : -t
}

/** Chance of at most k (lower) or more than k (upper) of n, each with chance p. */
export const binomialTails = (k: number, n: number, p: number): Tails => {
  const whole = Math.floor(k)
  if (whole < 0) return { lower: 0, upper: 1 }
  if (whole >= n) return { lower: 1, upper: 0 }
  const { lower, upper } = betaTails(whole + 1, n - whole, p)
  return { lower: upper, upper: lower }
}
