import type { Aggregation } from './exact/aggregate.ts'
import { cappedCell, excessCell, momentsOf, type Cell, type Part } from './exact/cell.ts'
import { overspendChances, sdOf, type Distribution } from './exact/distribution.ts'

/** The same parts with each patient's cost stopped at a limit, or with only what lies above it. */
export const stopLoss = (
  parts: readonly Part[],
  limit: number,
): { retained: Part[]; excess: Part[] } => {
  const known = new Map<Cell, { below: Cell; above: Cell }>()
  const split = (cell: Cell): { below: Cell; above: Cell } => {
    const found = known.get(cell) ?? {
      below: cappedCell(cell, limit),
      above: excessCell(cell, limit),
    }
    known.set(cell, found)
    return found
  }
  return {
    retained: parts.map((part) => ({ ...part, cell: split(part.cell).below })),
    excess: parts.map((part) => ({ ...part, cell: split(part.cell).above })),
  }
}

/** What a cap on a patient's cost costs and buys. */
export type CapAnswer = {
  limit: number
  /** What the pool must ask for on average: the expected excess. */
  premium: number
  premiumShare: number
  /** Coefficient of variation of what is retained, times the root of the patients. */
  personalVariation: number
  /** Chance of overspending what is retained by more than each share. */
  overspend: { share: number; chance: number }[]
  retained: Distribution
}

/**
 * A practice's or group's risk with each patient's cost stopped at each of some limits; a limit of
 * Infinity is no cap. The premium is the expected excess, without loading for the pool's own risk.
 */
export const capAnswers = (
  aggregate: Aggregation,
  parts: readonly Part[],
  limits: readonly number[],
  shares?: readonly number[],
): CapAnswer[] => {
  const patients = parts.reduce((sum, part) => sum + ('patients' in part ? part.patients : 0), 0)
  return limits.map((limit) => {
    const { retained, excess } = stopLoss(parts, limit)
    const distribution = aggregate(retained)
    const premium = momentsOf(excess).mean
    return {
      limit,
      premium,
      premiumShare: premium / (premium + distribution.mean),
      personalVariation: (sdOf(distribution) / distribution.mean) * Math.sqrt(patients),
      overspend: overspendChances(distribution, distribution.mean, shares),
      retained: distribution,
    }
  })
}
