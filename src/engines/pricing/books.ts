import type { Pence } from '../../core/money.ts'
import type { Day } from './records.ts'

/** One HRG in a year's admitted-care book. Null is "no such price", never nought. */
export type AdmittedPrice = {
  outpatientProcedure: Pence | null
  combined: Pence | null
  dayCase: Pence | null
  ordinaryElective: Pence | null
  electiveTrim: number | null
  nonElective: Pence | null
  nonElectiveTrim: number | null
  perDay: Pence | null
  shortStayApplies: boolean
  /** Share of the non-elective price in ten-thousandths. */
  shortStayRate: number | null
  /** The published short-stay price, which goes before the share. */
  shortStay: Pence | null
  bestPracticeAddition: Pence | null
}

/** Hundredths of a penny (£0.0001): unit costs are published to four decimals of a pound. */
export type HundredthsOfPenny = bigint

/** A year's prices as pricing needs them; a book that is missing is an empty map. */
export type Books = {
  /** HRG to its admitted-care prices of the price year. */
  admitted: ReadonlyMap<string, AdmittedPrice>
  admittedLabel: string
  /** "department currency" to its unit cost. */
  unitCosts: ReadonlyMap<string, HundredthsOfPenny>
  unitCostLabel: string
  /** Provider's first three characters to its market forces factor in millionths. */
  marketForces: ReadonlyMap<string, bigint>
}

/** Which practices are closed, and who took over. */
export type Directory = {
  /** Practice to the last day on which it was open; null while it is. */
  closed: ReadonlyMap<string, Day | null>
  successors: readonly { practice: string; successor: string; from: Day }[]
}

export const unitCostKey = (department: string, currency: string): string =>
  `${department} ${currency}`

/** The unit cost of a currency in the first of the departments that has one; null where none has. */
export const unitCost = (
  books: Books,
  departments: readonly string[],
  currency: string,
): HundredthsOfPenny | null => {
  for (const department of departments) {
    const found = books.unitCosts.get(unitCostKey(department, currency))
    if (found !== undefined) return found
  }
  return null
}
