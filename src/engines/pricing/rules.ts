/** The kinds of activity that are priced line by line. */
export type Kind = 'admitted' | 'outpatient' | 'emergency'

/** How the items that a grouper puts beside the core HRG are paid for. */
export type UnbundledRule = {
  /** "diagnostic imaging". */
  name: string
  /** The first letters and digits of the codes it speaks for. */
  prefixes: readonly string[]
  kinds: readonly Kind[]
  /** At a unit cost of the book, already in the price of the core HRG, or at a price agreed locally. */
  price: 'unit cost' | 'in the core price' | 'local'
  /** Departments of the unit-cost book in which the code is looked up, first found first. */
  departments: readonly string[]
}

/**
 * Every switch of the national pricing rules for one price year. The packs are files in
 * definitions/rules/pricing; nothing that may differ between years is written in the code.
 */
export type RulePack = {
  /** "pricing-2019-20". */
  id: string
  version: number
  title: string
  /** "2019/20", or "other" for every year that no pack speaks for. */
  priceYear: string
  /** Where the rules come from and what is not certain. */
  source: string
  /** False where no rules are known: lines are classed and counted, and none is priced. */
  priced: boolean
  exclusions: {
    administrativeCategories: readonly string[]
    hrgs: readonly string[]
    specialties: readonly string[]
  }
  admitted: {
    electiveMethods: readonly string[]
    emergencyMethods: readonly string[]
    otherNonElectiveMethods: readonly string[]
  }
  shortStay: { applies: boolean; longestStayDays: number; minimumAge: number }
  excessDays: { applies: boolean }
  topUp: { applies: boolean; onExcessDays: boolean; several: 'highest' }
  criticalCare: { departments: readonly string[] }
  outpatient: {
    attendedStatuses: readonly string[]
    clockStops: readonly string[]
    nonConsultantSpecialties: readonly string[]
    consultantLedDepartment: string
    nonConsultantLedDepartment: string
    procedurePrices: boolean
  }
  emergency: {
    department: string
    /** Department type to the code it is priced at: its "own", a fixed code, or "local". */
    departmentTypes: Readonly<Record<string, string>>
  }
  unbundled: readonly UnbundledRule[]
  marketForces: { applies: boolean; onUnitCosts: boolean }
  rounding: { to: 'penny'; method: 'half up'; after: 'market forces' }
}
