import type { Estimate } from '../../src/engines/statistics/funnels/heterogeneity.ts'

/** Q and the logarithm of the restricted likelihood at a τ², written out as a second reader of the estimators. */
export const heterogeneityAt = (
  estimates: readonly Estimate[],
  tauSquared: number,
): { q: number; likelihood: number } => {
  const weights = estimates.map(({ error }) => 1 / (error * error + tauSquared))
  const sum = weights.reduce((all, w) => all + w, 0)
  const centre = estimates.reduce((all, { value }, i) => all + (weights[i] ?? 0) * value, 0) / sum
  const q = estimates.reduce(
    (all, { value }, i) => all + (weights[i] ?? 0) * (value - centre) ** 2,
    0,
  )
  const logs = weights.reduce((all, w) => all - Math.log(w), 0)
  return { q, likelihood: -(logs + Math.log(sum) + q) / 2 }
}
