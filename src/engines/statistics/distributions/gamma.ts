import { deviance, stirlingError } from './stirling.ts'
import { solveTail, type Tail, type Tails } from './tail.ts'
import { normalQuantile } from './normal.ts'

/** x^a e^−x / Γ(a + 1): the chance of a in a Poisson law of mean x, for a that need not be whole. */
const poissonTerm = (a: number, x: number): number =>
  Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a)

const lowerSeries = (a: number, x: number): number => {
  let sum = 1
  let term = 1
  for (let n = 1; ; n++) {
    term *= x / (a + n)
    const next = sum + term
    if (next === sum) return sum
    sum = next
  }
}

const upperFraction = (a: number, x: number): number => {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let i = 1; i < 100_000; i++) {
    const an = -i * (i - a)
    b += 2
    d = 1 / (an * d + b || 1e-300)
    c = b + an / c || 1e-300
    const change = c * d
    fraction *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return fraction
}

/**
 * Both tails of the gamma law of shape a and scale 1 at x ≥ 0: the regularised incomplete gamma
 * functions P(a, x) and Q(a, x). Series below a + 1, Lentz's continued fraction above.
 * Source: Abramowitz and Stegun 6.5.29 and 6.5.31.
 */
export const gammaTails = (a: number, x: number): Tails => {
  if (x <= 0) return { lower: 0, upper: 1 }
  if (x === Infinity) return { lower: 1, upper: 0 }
  const term = poissonTerm(a, x)
  if (x < a + 1) {
    const lower = term * lowerSeries(a, x)
    return { lower, upper: 1 - lower }
  }
  const upper = term * a * upperFraction(a, x)
  return { lower: 1 - upper, upper }
}

/** Quantile of the gamma law of shape a and scale 1. Errors: NaN outside 0 ≤ p ≤ 1 or a > 0. */
export const gammaQuantile = (p: number, a: number, tail: Tail = 'lower'): number => {
  if (!(p >= 0 && p <= 1 && a > 0)) return NaN
  const lower = tail === 'lower' ? p : 1 - p
  if (p === 0) return tail === 'lower' ? 0 : Infinity
  if (p === 1) return tail === 'lower' ? Infinity : 0
  const z = normalQuantile(p, tail)
  const wilsonHilferty = a * (1 - 1 / (9 * a) + z / (3 * Math.sqrt(a))) ** 3
  const small =
    (Math.log(lower) +
      stirlingError(a) +
      (a + 0.5) * Math.log(a) -
      a +
      0.5 * Math.log(2 * Math.PI)) /
    a
  const start =
    wilsonHilferty > 0.1 * a ? Math.log(wilsonHilferty) : Math.min(small, Math.log(a + 1))
  return Math.exp(
    solveTail(
      p,
      tail,
      (u) => {
        const x = Math.exp(u)
        return { ...gammaTails(a, x), slope: a * poissonTerm(a, x) }
      },
      start,
    ),
  )
}

/** Quantile of the χ² law. Source: the gamma law of shape df / 2 and scale 2. */
export const chiSquareQuantile = (p: number, df: number, tail: Tail = 'lower'): number =>
  2 * gammaQuantile(p, df / 2, tail)

/** Chance of at most k (lower) or more than k (upper) in a Poisson law. */
export const poissonTails = (k: number, mean: number): Tails => {
  if (k < 0) return { lower: 0, upper: 1 }
  const { lower, upper } = gammaTails(Math.floor(k) + 1, mean)
  return { lower: upper, upper: lower }
}
