import type { Pence } from '../../core/money.ts'
import type { ServiceLine } from './service-line.ts'

/** Weighted population in whole millionths of a person; null is a blank: need not known. */
export type Weight = bigint | null

/** What budgets are set from, one practice. */
export type PracticeNeed = {
  practice: string
  /** Registered patients, in any unit that all practices share. */
  patients: bigint
  /** Weighted population by line; a line that is missing is a blank. */
  weights: Readonly<Partial<Record<ServiceLine, Weight>>>
  /** The practice's own activity of the base year, at this year's prices. */
  baselines?: Readonly<Partial<Record<ServiceLine, Pence>>>
}

/**
 * What is done where the need file has no figure. "per head": a nought stays nought and a blank is
 * budgeted per head. "one": noughts and blanks both become one person, as in the allocation tool.
 */
export type BlankRule = 'per head' | 'one'

/** One person, as the need file counts them. */
const onePerson = 1_000_000n

/**
 * Whole weights for sharing an envelope by need.
 *
 * A practice of known need weighs (weighted population ÷ sum of those) × patients of the practices
 * that have need; one of unknown need weighs its patients. Multiplied out, so nothing is rounded:
 * weight = weighted population × patients with need known, or patients × sum of weighted populations.
 * A practice with a weight of nought has nobody who needs the line: neither its weight nor its
 * patients move anyone else's share.
 */
export const needWeights = (
  practices: readonly Pick<PracticeNeed, 'patients'>[],
  weights: readonly Weight[],
  blanks: BlankRule = 'per head',
): bigint[] => {
  if (blanks === 'one') return weights.map((weight) => weight || onePerson)
  let [sum, people] = [0n, 0n]
  for (const [i, weight] of weights.entries()) {
    if (!weight) continue
    sum += weight
    people += practices[i]?.patients ?? 0n
  }
  if (sum === 0n) return practices.map(({ patients }, i) => (weights[i] === null ? patients : 0n))
  return practices.map(({ patients }, i) => {
    const weight = weights[i] ?? null
    return weight === null ? patients * sum : weight * people
  })
}
