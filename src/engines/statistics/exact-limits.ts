import { binomialTails } from './distributions/beta.ts'
import { poissonTails } from './distributions/gamma.ts'
import { normalQuantile } from './distributions/normal.ts'
import type { Tails } from './distributions/tail.ts'

/**
 * The interpolated count at which a counting law reaches the share p from below: with r the
 * smallest count whose cumulative chance F(r) is at least p, r − (F(r) − p) ÷ (F(r) − F(r − 1));
 * not below nought, where even no event at all leaves more than p.
 */
const interpolatedCount = (tails: (k: number) => Tails, p: number, guess: number): number => {
  const reached = ({ lower, upper }: Tails): boolean => (p <= 0.5 ? lower >= p : upper <= 1 - p)
  let r = Math.max(0, Math.round(guess))
  let here = tails(r)
  let before = here
  if (reached(here)) {
    for (before = tails(r - 1); r > 0 && reached(before); before = tails(r - 1)) {
      here = before
      r--
    }
  } else {
    while (!reached(here)) {
      before = here
      here = tails(++r)
    }
  }
  const excess = p <= 0.5 ? here.lower - p : 1 - p - here.upper
  const step = p <= 0.5 ? here.lower - before.lower : before.upper - here.upper
  return Math.max(0, r - excess / step)
}

/** A first guess at a count of a law with this mean, spread and skewness × spread. Source: Cornish and Fisher 1938. */
export const guessCount = (z: number, mean: number, spread: number, skew: number): number =>
  mean + z * spread + ((z * z - 1) * skew) / 6

/**
 * Exact funnel limit of a proportion at a denominator: the interpolated binomial count ÷ n.
 * Source: Spiegelhalter 2005, appendix.
 */
export const binomialLimit = (p: number, of: number, target: number): number => {
  const mean = of * target
  const spread = Math.sqrt(mean * (1 - target))
  const guess = Math.min(of, guessCount(normalQuantile(p), mean, spread, 1 - 2 * target))
  return interpolatedCount((k) => binomialTails(k, of, target), p, guess) / of
}

/**
 * Exact funnel limit of a ratio at an expected count: the interpolated Poisson count ÷ E.
 * Source: Spiegelhalter 2005, appendix.
 */
export const poissonLimit = (p: number, expected: number, target: number): number => {
  const mean = expected * target
  const guess = guessCount(normalQuantile(p), mean, Math.sqrt(mean), 1)
  return interpolatedCount((k) => poissonTails(k, mean), p, guess) / expected
}
