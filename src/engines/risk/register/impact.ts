import type { Random } from '../../../core/random.ts'
import { betaQuantile } from '../../statistics/distributions/beta.ts'

/** What a risk costs if it happens: least, most likely and most, and how the chance lies between. */
export type Impact = {
  low: number
  mode: number
  high: number
  shape: 'pert' | 'triangular' | 'fixed'
}

/** Parameters of the beta distribution of a PERT estimate, weight 4 on the most likely value. */
const pertShapes = ({ low, mode, high }: Impact): [number, number] => [
  1 + (4 * (mode - low)) / (high - low),
  1 + (4 * (high - mode)) / (high - low),
]

/** Mean of an impact. PERT: (low + 4 mode + high) ÷ 6; triangular: (low + mode + high) ÷ 3. */
export const impactMean = ({ low, mode, high, shape }: Impact): number => {
  if (shape === 'fixed') return mode
  return shape === 'pert' ? (low + 4 * mode + high) / 6 : (low + mode + high) / 3
}

/**
 * Variance of an impact. PERT: (mean − low)(high − mean) ÷ 7; triangular: (low² + mode² + high² −
 * low mode − low high − mode high) ÷ 18. Source: Vose, Risk Analysis.
 */
export const impactVariance = (impact: Impact): number => {
  const { low, mode, high, shape } = impact
  if (shape === 'fixed') return 0
  const mean = impactMean(impact)
  return shape === 'pert'
    ? ((mean - low) * (high - mean)) / 7
    : (low ** 2 + mode ** 2 + high ** 2 - low * mode - low * high - mode * high) / 18
}

/** The impact below which a share p of chance lies. */
export const impactQuantile = (impact: Impact, p: number): number => {
  const { low, mode, high, shape } = impact
  if (shape === 'fixed') return mode
  if (shape === 'pert') return low + (high - low) * betaQuantile(p, ...pertShapes(impact))
  const turn = (mode - low) / (high - low)
  return p < turn
    ? low + Math.sqrt(p * (high - low) * (mode - low))
    : high - Math.sqrt((1 - p) * (high - low) * (high - mode))
}

/** One draw: PERT as a ratio of two gammas, triangular by its quantile. */
export const drawImpact = (impact: Impact, random: Random): number => {
  const { low, high, shape } = impact
  if (shape !== 'pert') return impactQuantile(impact, random.next())
  const [a, b] = pertShapes(impact)
  const [x, y] = [a * random.gamma(a), b * random.gamma(b)]
  return low + ((high - low) * x) / (x + y)
}
