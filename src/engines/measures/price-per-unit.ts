import { quantile } from '../statistics/quantile.ts'

/** What one practice had of one set of interchangeable products in a month; cost after discount, pence. */
export type Bought = { practice: string; set: string; quantity: number; cost: number }

/** Pence per unit against the target, and what the target price would have saved, pence, before any floor. */
export type PriceSaving = {
  practice: string
  set: string
  quantity: number
  price: number
  target: number
  saving: number
}

/** Least savings that are told: a practice's month, a locality's, all together; pence. */
export const savingFloors = { practice: 1_000, locality: 20_000, everyone: 5_000_000 } as const

/** Kinds of product by what a dispenser is given off the list price. */
export const productKinds = ['generic', 'brand', 'appliance'] as const
export type ProductKind = (typeof productKinds)[number]

/**
 * Share of the list cost that is paid, by month. From April 2024 generics 20% off, brands 5%, appliances 9.85%, nothing off
 * where a price concession stands; before, 7.2% off whatever it was, concessions spared since April 2023.
 */
export const paidShare = (kind: ProductKind, month: string, concession: boolean): number => {
  if (concession && month >= '2023-04') return 1
  if (month < '2024-04') return 0.928
  return { generic: 0.8, brand: 0.95, appliance: 0.9015 }[kind]
}

/** The set of interchangeable products of a presentation: its chemical's generic of the same form and strength. */
export const substitutionSet = (code: string): string | null =>
  /^\d{2}[0-9A-Z]{13}$/.test(code) && code.slice(13) !== 'A0'
    ? `${code.slice(0, 9)}AA${code.slice(13)}${code.slice(13)}`
    : null

/** A code of the BNF's generic products has AA after the chemical; appliances begin with chapters 20 to 23. */
export const kindOf = (code: string): ProductKind =>
  code >= '20' ? 'appliance' : code.slice(9, 11) === 'AA' ? 'generic' : 'brand'

/**
 * Price per unit: the target of a set is the 10th centile of the practices' own prices; a practice's saving is quantity ×
 * (its price − target), nought where it already pays less. Units: pence, as given.
 */
export const pricePerUnit = (bought: readonly Bought[], centile = 0.1): PriceSaving[] => {
  const sets = Map.groupBy(
    bought.filter(({ quantity }) => quantity > 0),
    ({ set }) => set,
  )
  return [...sets].flatMap(([set, rows]) => {
    const practices = [...Map.groupBy(rows, ({ practice }) => practice)].map(([practice, own]) => ({
      practice,
      quantity: own.reduce((sum, row) => sum + row.quantity, 0),
      cost: own.reduce((sum, row) => sum + row.cost, 0),
    }))
    const prices = practices.map(({ cost, quantity }) => cost / quantity).sort((a, b) => a - b)
    const target = quantile(prices, centile)
    return practices.map(({ practice, quantity, cost }) => ({
      practice,
      set,
      quantity,
      price: cost / quantity,
      target,
      saving: Math.max(0, cost - quantity * target),
    }))
  })
}
