import type { Aggregation } from './exact/aggregate.ts'
import { cappedCell, excessCell, momentsOf, type Cell, type Part } from './exact/cell.ts'
import { overspendChances, sdOf, type Distribution } from './exact/distribution.ts'

/** The same parts with each cell changed, a cell that several share but once. */
const withCells = (parts: readonly Part[], change: (cell: Cell) => Cell): Part[] => {
  const known = new Map<Cell, Cell>()
  return parts.map((part) => {
    const cell = known.get(part.cell) ?? change(part.cell)
    known.set(part.cell, cell)
    return { ...part, cell }
  })
}

/** The same parts with each patient's cost stopped at a limit; Infinity changes nothing. */
export const retainedBelow = (parts: readonly Part[], limit: number): readonly Part[] =>
  limit === Infinity ? parts : withCells(parts, (cell) => cappedCell(cell, limit))

/** The same parts with only what each patient costs above a limit. */
export const excessAbove = (parts: readonly Part[], limit: number): Part[] =>
  withCells(parts, (cell) => excessCell(cell, limit))

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
  const whole = momentsOf(parts).mean
  return limits.map((limit) => {
    const distribution = aggregate(retainedBelow(parts, limit))
    const premium = whole - distribution.mean
    return {
      limit,
      premium,
      premiumShare: premium / whole,
      personalVariation: (sdOf(distribution) / distribution.mean) * Math.sqrt(patients),
      overspend: overspendChances(distribution, distribution.mean, shares),
      retained: distribution,
    }
  })
}
