import { binomialTails } from './distributions/beta.ts'
import { poissonTails } from './distributions/gamma.ts'
import { normalQuantile } from './distributions/normal.ts'
import type { Tails } from './distributions/tail.ts'

/**
 * The interpolated count at which a counting law reaches the share p from below: with r the
 * smallest count whose cumulative chance F(r) is at least p, r − (F(r) − p) ÷ (F(r) − F(r − 1)).
 */
const interpolatedCount = (tails: (k: number) => Tails, p: number, guess: number): number => {
  const reaches = (k: number): boolean => (p <= 0.5 ? tails(k).lower >= p : tails(k).upper <= 1 - p)
  let r = Math.max(0, Math.round(guess))
  if (reaches(r)) while (r > 0 && reaches(r - 1)) r--
  else while (!reaches(r)) r++
  const [here, before] = [tails(r), tails(r - 1)]
  const excess = p <= 0.5 ? here.lower - p : 1 - p - here.upper
  const step = p <= 0.5 ? here.lower - before.lower : before.upper - here.upper
  return r - excess / step
}

/**
 * Exact funnel limit of a proportion at a denominator: the interpolated binomial count ÷ n.
 * Source: Spiegelhalter 2005, appendix.
 */
export const binomialLimit = (p: number, of: number, target: number): number => {
  const mean = of * target
  const spread = Math.sqrt(mean * (1 - target))
  const guess = Math.min(of, mean + normalQuantile(p) * spread)
  return interpolatedCount((k) => binomialTails(k, of, target), p, guess) / of
}

/**
 * Exact funnel limit of a ratio at an expected count: the interpolated Poisson count ÷ E.
 * Source: Spiegelhalter 2005, appendix.
 */
export const poissonLimit = (p: number, expected: number, target: number): number => {
  const mean = expected * target
  const guess = mean + normalQuantile(p) * Math.sqrt(mean)
  return interpolatedCount((k) => poissonTails(k, mean), p, guess) / expected
}
