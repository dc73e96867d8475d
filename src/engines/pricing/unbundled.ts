import { unitCost, type Books, type HundredthsOfPenny } from './books.ts'
import type { Kind, RulePack } from './rules.ts'

export type UnbundledCost = {
  costE4: HundredthsOfPenny
  /** A code that should have a price in the book has none, or cannot be read. */
  missing: boolean
  /** A code whose price is agreed locally was left out. */
  local: boolean
}

const item = /^([A-Z]{2}[0-9]{2}[A-Z])(?:\*([0-9]{1,4}))?$/

/**
 * The cost of the items that the grouper puts beside the core HRG: Σ unit cost × count.
 *
 * The first rule of the pack whose prefix and kind fit speaks for a code: at a unit cost, inside the
 * core price (diagnostic imaging of admitted and emergency care), or local. A code that no rule
 * speaks for is local.
 */
export const unbundledCost = (
  unbundled: string | null,
  kind: Kind,
  books: Books,
  pack: Pick<RulePack, 'unbundled'>,
): UnbundledCost => {
  const cost = { costE4: 0n, missing: false, local: false }
  for (const text of unbundled ? unbundled.split('|') : []) {
    const match = item.exec(text)
    const code = match?.[1]
    if (code === undefined) {
      cost.missing = true
      continue
    }
    const rule = pack.unbundled.find(
      ({ kinds, prefixes }) => kinds.includes(kind) && prefixes.some((p) => code.startsWith(p)),
    )
    if (rule?.price === 'in the core price') continue
    if (rule?.price !== 'unit cost') {
      cost.local = true
      continue
    }
    const unit = unitCost(books, rule.departments, code)
    if (unit === null) cost.missing = true
    else cost.costE4 += unit * BigInt(match?.[2] ?? '1')
  }
  return cost
}
