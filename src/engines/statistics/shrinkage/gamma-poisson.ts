import { gammaQuantile } from '../distributions/gamma.ts'
import { outerShare, type Withheld } from '../interval.ts'
import type { Shrinkage } from './shrunk.ts'

export type ObservedExpected = { observed: number; expected: number }

const usable = ({ observed, expected }: ObservedExpected): boolean => expected > 0 && observed >= 0

/** Mean ratio ΣO ÷ ΣE, and the variance between true ratios beyond chance, by moments. */
const priorOf = (units: readonly ObservedExpected[]): { mean: number; variance: number } => {
  let [observed, expected, squares] = [0, 0, 0]
  for (const unit of units) {
    observed += unit.observed
    expected += unit.expected
    squares += unit.expected ** 2
  }
  const mean = observed / expected
  const spread = units.reduce(
    (sum, one) => sum + one.expected * (one.observed / one.expected - mean) ** 2,
    0,
  )
  const room = expected - squares / expected
  const variance = room > 0 ? Math.max(0, (spread - (units.length - 1) * mean) / room) : 0
  return { mean, variance }
}

/**
 * Ratios of observed to expected events, drawn towards their mean by how little each one's own
 * count can tell: O is Poisson with mean Eθ, and θ is gamma with mean m and variance v over the
 * units. m = ΣO ÷ ΣE, v = max(0, (ΣE(r − m)² − (I − 1)m) ÷ (ΣE − ΣE² ÷ ΣE)). A unit's own ratio
 * counts with weight v ÷ (v + m ÷ E). Limits are those of a gamma law whose variance adds that of
 * m to that of θ given O. Without true differences v is nought and every unit has the mean.
 * Withheld where nothing is expected. Source: Clayton and Kaldor 1987 (Biometrics 43:671);
 * Marshall 1991 (JRSS C 40:283) for the moments; Morris 1983 for the mean's own variance.
 */
export const shrinkRatios = (units: readonly ObservedExpected[], confidence = 0.95): Shrinkage => {
  const used = units.filter(usable)
  const { mean, variance } = priorOf(used)
  const outer = outerShare(confidence)
  const precisions = used.map(({ expected }) => 1 / (variance + mean / expected))
  const ofMean = 1 / precisions.reduce((sum, precision) => sum + precision, 0)
  const shrink = (unit: ObservedExpected): Shrinkage['units'][number] | Withheld => {
    if (!(unit.expected > 0)) return { withheld: 'nothing is expected' }
    if (!(unit.observed >= 0)) return { withheld: 'no count of events' }
    const own = unit.observed / unit.expected
    if (mean === 0) return { own, weight: 0, value: 0, lower: 0, upper: 0 }
    const weight = variance / (variance + mean / unit.expected)
    const value = mean + weight * (own - mean)
    const spread = (weight * value) / unit.expected + (1 - weight) ** 2 * ofMean
    const shape = (value * value) / spread
    const at = (tail: 'lower' | 'upper'): number =>
      (gammaQuantile(outer, shape, tail) * value) / shape
    // With next to nothing expected the law is so skew that its mean may lie beyond its upper limit.
    return { own, weight, value, lower: at('lower'), upper: Math.max(value, at('upper')) }
  }
  return { mean, variance, units: units.map(shrink) }
}
