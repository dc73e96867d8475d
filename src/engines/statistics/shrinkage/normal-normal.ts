import { normalQuantile } from '../distributions/normal.ts'
import { derSimonianLaird, type Estimate } from '../funnels/heterogeneity.ts'
import { proportionLaw, type Law, type Unit } from '../funnel.ts'
import { outerShare } from '../interval.ts'
import type { Shrinkage } from './shrunk.ts'

/**
 * Estimates drawn towards their mean: y is normal about θ with error s, and θ normal about μ with
 * variance τ² by moments. θ given y has mean μ + w(y − μ), w = τ² ÷ (τ² + s²), and variance
 * w s² + (1 − w)² var(μ), the last for a mean that is itself estimated. An error that is not above
 * nought is withheld. Source: Efron and Morris 1975 (JASA 70:311); Morris 1983 (JASA 78:47).
 */
export const shrinkEstimates = (estimates: readonly Estimate[], confidence = 0.95): Shrinkage => {
  const usable = ({ value, error }: Estimate): boolean => error > 0 && Number.isFinite(value)
  const used = estimates.filter(usable)
  const { mean, tauSquared } = derSimonianLaird(used)
  const ofMean = 1 / used.reduce((sum, { error }) => sum + 1 / (error * error + tauSquared), 0)
  const z = normalQuantile(outerShare(confidence), 'upper')
  const units = estimates.map((estimate) => {
    if (!usable(estimate)) return { withheld: 'no value with an error' }
    const variance = estimate.error ** 2
    const weight = tauSquared / (tauSquared + variance)
    const value = mean + weight * (estimate.value - mean)
    const half = z * Math.sqrt(weight * variance + (1 - weight) ** 2 * ofMean)
    return { own: estimate.value, weight, value, lower: value - half, upper: value + half }
  })
  return { mean, variance: tauSquared, units }
}

/**
 * Proportions drawn towards their mean on the arcsine scale, on which their error depends on the
 * denominator alone, and taken back, never past 0 or 1. The variance stays on that scale.
 * Withheld without a denominator. Source: as above; Freeman and Tukey 1950 for the scale.
 */
export const shrinkProportions = (
  units: readonly Unit[],
  confidence = 0.95,
  law: Law = proportionLaw,
): Shrinkage => {
  const estimates = units.map(({ count, of }) => ({
    value: of > 0 && count >= 0 ? law.forward(count / of) : NaN,
    error: law.error(of),
  }))
  const { mean, variance, units: shrunk } = shrinkEstimates(estimates, confidence)
  return {
    mean: law.back(mean),
    variance,
    units: shrunk.map((unit, i) => {
      const { count, of } = units[i] ?? { count: NaN, of: NaN }
      if ('withheld' in unit)
        return { withheld: of > 0 ? 'numerator outside its denominator' : 'no denominator' }
      return {
        own: count / of,
        weight: unit.weight,
        value: law.back(unit.value),
        lower: law.back(unit.lower),
        upper: law.back(unit.upper),
      }
    }),
  }
}
