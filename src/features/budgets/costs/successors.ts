import type { Pence } from '../../../core/money.ts'
import { allot } from '../../../engines/capitation/allotment.ts'

/** A practice that closed, and who took its patients from a day on. */
export type Succession = { practice: string; successor: string; from: string }

/** Where the costs of a practice that closed are counted: one or several practices that have a budget. */
export type Heirs = ReadonlyMap<string, readonly string[]>

/**
 * Follows successions until a practice of the budget is met. A practice that is budgeted itself has no
 * heirs; one that nobody followed keeps none, and its costs are left out and said to be.
 */
export const heirsOf = (
  budgeted: ReadonlySet<string>,
  successions: readonly Succession[],
): Heirs => {
  const next = Map.groupBy(successions, ({ practice }) => practice)
  const follow = (practice: string, seen: ReadonlySet<string>): string[] => {
    if (budgeted.has(practice)) return [practice]
    if (seen.has(practice)) return []
    const met = new Set([...seen, practice])
    return (next.get(practice) ?? []).flatMap(({ successor }) => follow(successor, met))
  }
  const heirs = new Map<string, readonly string[]>()
  for (const practice of next.keys()) {
    if (budgeted.has(practice)) continue
    const found = [...new Set(follow(practice, new Set()))].sort()
    if (found.length > 0) heirs.set(practice, found)
  }
  return heirs
}

/**
 * Counts amounts of practices that closed with those that took their patients: to one heir whole, to
 * several in proportion to their lists, to the unit (largest remainder). The sum stays, but for
 * practices that nobody followed.
 */
export const withHeirs = <T extends { practice: string; amount: Pence }>(
  rows: readonly T[],
  budgeted: ReadonlySet<string>,
  heirs: Heirs,
  patientsOf: (practice: string) => bigint,
): T[] =>
  rows.flatMap((row) => {
    if (budgeted.has(row.practice)) return [row]
    const to = heirs.get(row.practice) ?? []
    if (to.length === 0) return []
    const weights = to.map(patientsOf)
    const even = weights.every((weight) => weight === 0n)
    const parts = allot(row.amount, even ? to.map(() => 1n) : weights)
    return to.map((practice, i) => ({ ...row, practice, amount: parts[i] ?? 0n }))
  })
