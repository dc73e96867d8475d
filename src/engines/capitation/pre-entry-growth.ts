import { quantile } from '../statistics/quantile.ts'
import type { Pence } from '../../core/money.ts'

/** A practice's cost in the year before the base year and in the base year, both at the same prices. */
export type TwoYears = { practice: string; beforePence: Pence; basePence: Pence }

export type PreEntryGrowth = {
  practice: string
  growth: number
  /** The median growth of the other practices. */
  peerGrowth: number
  /** Growth above the peers by more than the allowance: the baseline is worth asking about. */
  worthAsking: boolean
}

/**
 * Growth in the year on which a historic budget will rest, beside the median of the others. A
 * practice gains from raising its activity before it enters, so growth above the peers is flagged,
 * never corrected. Practices without a cost before are left out.
 * Source: Croxson, Propper and Perkins, J Public Econ 2001;79:375 (fundholding).
 */
export const preEntryGrowth = (
  practices: readonly TwoYears[],
  allowance: number,
): PreEntryGrowth[] => {
  const grown = practices
    .filter(({ beforePence }) => beforePence > 0n)
    .map(({ practice, beforePence, basePence }) => ({
      practice,
      growth: Number(basePence - beforePence) / Number(beforePence),
    }))
  return grown.map(({ practice, growth }, own) => {
    const others = grown.filter((_, i) => i !== own).map((one) => one.growth)
    const peerGrowth = quantile(
      others.toSorted((a, b) => a - b),
      0.5,
    )
    return { practice, growth, peerGrowth, worthAsking: growth - peerGrowth > allowance }
  })
}
