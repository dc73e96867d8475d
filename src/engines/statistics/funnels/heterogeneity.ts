/** A figure of one unit with its standard error, on a scale where errors are about normal. */
export type Estimate = { value: number; error: number }

export type Heterogeneity = {
  /** Variance between units beyond chance. */
  tauSquared: number
  /** Mean with weights 1 ÷ (s² + τ²). */
  mean: number
}

const weigh = (units: readonly Estimate[], tauSquared: number) => {
  const weights = units.map(({ error }) => 1 / (error * error + tauSquared))
  const sum = weights.reduce((all, w) => all + w, 0)
  const mean = units.reduce((all, { value }, i) => all + (weights[i] ?? 0) * value, 0) / sum
  const q = units.reduce((all, { value }, i) => all + (weights[i] ?? 0) * (value - mean) ** 2, 0)
  const squares = weights.reduce((all, w) => all + w * w, 0)
  return { weights, sum, mean, q, squares }
}

const result = (units: readonly Estimate[], tauSquared: number): Heterogeneity => ({
  tauSquared,
  mean: units.length === 0 ? NaN : weigh(units, tauSquared).mean,
})

/** Q = Σ w (y − ȳ)² around the units' own mean, w = 1 ÷ s². Source: Cochran 1954. */
export const cochranQ = (units: readonly Estimate[]): number => weigh(units, 0).q

/**
 * τ² by moments: (Q − (I − 1)) ÷ (Σw − Σw² ÷ Σw), not below nought.
 * Source: DerSimonian and Laird 1986.
 */
export const derSimonianLaird = (units: readonly Estimate[]): Heterogeneity => {
  if (units.length < 2) return result(units, 0)
  const { q, sum, squares } = weigh(units, 0)
  return result(units, Math.max(0, (q - (units.length - 1)) / (sum - squares / sum)))
}

/**
 * The τ² at which Q with weights 1 ÷ (s² + τ²) is what chance leaves, I − 1. Q falls as τ² rises,
 * so Newton's steps from nought never pass the root. Source: Paule and Mandel 1982.
 */
export const pauleMandel = (units: readonly Estimate[]): Heterogeneity => {
  let tauSquared = 0
  for (let step = 0; units.length > 1 && step < 200; step++) {
    const { weights, mean, q } = weigh(units, tauSquared)
    const slope = units.reduce(
      (all, { value }, i) => all + (weights[i] ?? 0) ** 2 * (value - mean) ** 2,
      0,
    )
    const change = (q - (units.length - 1)) / slope
    if (!(change > 1e-15 * (1 + tauSquared))) break
    tauSquared += change
  }
  return result(units, tauSquared)
}

/**
 * τ² of greatest restricted likelihood, by Fisher's scoring; not below nought.
 * Source: Raudenbush 2009; Viechtbauer 2005 for the comparison of estimators.
 */
export const restrictedLikelihood = (units: readonly Estimate[]): Heterogeneity => {
  let { tauSquared } = derSimonianLaird(units)
  for (let step = 0; units.length > 1 && step < 500; step++) {
    const { weights, sum, mean, squares } = weigh(units, tauSquared)
    const cubes = weights.reduce((all, w) => all + w ** 3, 0)
    const spread = units.reduce(
      (all, { value }, i) => all + (weights[i] ?? 0) ** 2 * (value - mean) ** 2,
      0,
    )
    const trace = squares - (2 * cubes) / sum + (squares / sum) ** 2
    const next = Math.max(0, tauSquared + (spread - (sum - squares / sum)) / trace)
    const done = Math.abs(next - tauSquared) <= 1e-14
    tauSquared = next
    if (done) break
  }
  return result(units, tauSquared)
}
