import { divideHalfUp } from '../../core/money.ts'
import { costOf, type Components } from './arithmetic.ts'
import type { PricingContext } from './context.ts'
import { marketForces } from './market-forces.ts'
import { joinNotes, note } from './reasons.ts'
import type { Outcome } from './line.ts'

/** A price before market forces: its components and where they come from. */
export type Draft = Omit<Components, 'mffPpm'> & {
  pod: string
  currency: string | null
  trimDays: number | null
  excessDays: number | null
  /** The base is a unit cost rather than a price of the admitted-care book. */
  baseIsUnitCost: boolean
  localItem: boolean
}

/** Applies market forces, rounds once, and names the books that the components come from. */
export const complete = (draft: Draft, provider: string, context: PricingContext): Outcome => {
  const { books, pack } = context
  const factor = marketForces(provider, draft.baseIsUnitCost, books, pack)
  const { exactE14, costPence } = costOf({ ...draft, mffPpm: factor.ppm }, pack)
  const itemsAtUnitCost = draft.unbundledE4 > 0n
  const admittedBook = draft.baseIsUnitCost ? [] : [books.admittedLabel]
  const unitCostBook = draft.baseIsUnitCost || itemsAtUnitCost ? [books.unitCostLabel] : []
  return {
    pod: draft.pod,
    status: 'priced',
    reason: joinNotes([
      factor.found ? null : note.marketForces,
      draft.localItem ? note.localItem : null,
    ]),
    price: {
      currency: draft.currency,
      trimDays: draft.trimDays,
      excessDays: draft.excessDays,
      basePence: divideHalfUp(draft.baseE4, 100n),
      baseE4: draft.baseE4,
      shortStayRate: draft.shortStayRate,
      bestPracticePence: draft.bestPracticePence,
      excessPence: draft.excessPence,
      topUpRate: draft.topUpRate,
      unbundledPence: divideHalfUp(draft.unbundledE4, 100n),
      unbundledE4: draft.unbundledE4,
      mffPpm: Number(factor.ppm),
      exactE14,
      costPence,
      priceBook: [...admittedBook, ...unitCostBook].join(' + '),
      standIn: draft.baseIsUnitCost || itemsAtUnitCost,
    },
  }
}
