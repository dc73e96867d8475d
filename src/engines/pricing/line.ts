import type { Month } from '../../core/month.ts'
import type { Pence } from '../../core/money.ts'
import type { Attribution } from './attribution.ts'
import type { Day } from './records.ts'
import type { Kind } from './rules.ts'

export type Status = 'priced' | 'no price' | 'excluded'

/** How long a spell lasted and which of its days count; null for anything but admitted care. */
export type Stay = {
  lengthOfStay: number | null
  criticalCareDays: number | null
  rehabilitationDays: number | null
  palliativeDays: number | null
  qualifyingDays: number | null
  /** "counts" where day counts stood in for dates. */
  daysBasis: 'dates' | 'counts' | null
}

/** The components of the price; all null unless the line is priced. */
export type Price = {
  /** The code that was priced, where it is not the HRG itself: WF01A, VB11Z. */
  currency: string | null
  trimDays: number | null
  excessDays: number | null
  /** Whole pence of base_e4, for showing. */
  basePence: Pence | null
  baseE4: bigint | null
  shortStayRate: number | null
  bestPracticePence: Pence | null
  excessPence: Pence | null
  topUpRate: number | null
  /** Whole pence of unbundled_e4, for showing. */
  unbundledPence: Pence | null
  unbundledE4: bigint | null
  mffPpm: number | null
  exactE14: bigint | null
  costPence: Pence | null
  priceBook: string | null
  /** A unit cost stands in for a price anywhere in the line. */
  standIn: boolean
}

/** One spell, appointment or attendance with its price: one row of the priced Parquet, in camel case. */
export type PricedLine = Attribution &
  Stay &
  Price & {
    lineKey: string
    kind: Kind
    provider: string
    site: string | null
    patientKey: string | null
    practiceSent: string | null
    practiceDerived: string | null
    activityDate: Day | null
    month: Month
    pod: string
    specialty: string | null
    hrg: string | null
    status: Status
    reason: string | null
    admissionDate: Day | null
    age: number | null
    sex: string | null
    rulePack: string
    episodes: number
    loadId: string
    sourceLine: number
  }

export const noStay: Stay = {
  lengthOfStay: null,
  criticalCareDays: null,
  rehabilitationDays: null,
  palliativeDays: null,
  qualifyingDays: null,
  daysBasis: null,
}

export const noPrice: Price = {
  currency: null,
  trimDays: null,
  excessDays: null,
  basePence: null,
  baseE4: null,
  shortStayRate: null,
  bestPracticePence: null,
  excessPence: null,
  topUpRate: null,
  unbundledPence: null,
  unbundledE4: null,
  mffPpm: null,
  exactE14: null,
  costPence: null,
  priceBook: null,
  standIn: false,
}

/** What a record comes to: its point of delivery, whether it has a price, and the price. */
export type Outcome = { pod: string; status: Status; reason: string | null; price: Price }

export const without = (status: 'excluded' | 'no price', pod: string, reason: string): Outcome => ({
  pod,
  status,
  reason,
  price: noPrice,
})
