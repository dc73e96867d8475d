import { unitCost } from '../books.ts'
import { complete } from '../complete.ts'
import type { PricingContext } from '../context.ts'
import { excludedBecause } from '../exclusions.ts'
import { without, type Outcome, type PricedLine } from '../line.ts'
import { exclusion, unpriced } from '../reasons.ts'
import type { EmergencyAttendance } from '../records.ts'
import { unbundledCost } from '../unbundled.ts'
import { attendanceDraft, attendedLine } from './attended-line.ts'
import { emergencyCurrency } from './emergency-currency.ts'

const pod = 'AE'

/** Prices one emergency-care attendance, first or follow-up, by its department's currency. */
export const priceEmergency = (
  record: EmergencyAttendance,
  isDuplicate: boolean,
  context: PricingContext,
): PricedLine => {
  const { pack, books, month } = context
  const priceOf = (): Outcome => {
    const currency = emergencyCurrency(record.departmentType, record.hrg ?? '', pack)
    if (currency === undefined) return without('no price', pod, unpriced.unclassed)
    if (currency === null) return without('no price', pod, unpriced.local)
    const base = unitCost(books, [pack.emergency.department], currency)
    if (base === null) return without('no price', pod, unpriced.noPrice)
    const items = unbundledCost(record.unbundled, 'emergency', books, pack)
    if (items.missing) return without('no price', pod, unpriced.unbundled)
    const priced = currency === record.hrg ? null : currency
    return complete(attendanceDraft(pod, priced, base, true, items), record.provider, context)
  }
  const decide = (): Outcome => {
    if (isDuplicate) return without('excluded', 'EXCL', exclusion.duplicate)
    if (!(record.arrivalDate?.startsWith(month) ?? false)) {
      return without('excluded', 'EXCL', exclusion.otherMonth)
    }
    if (!record.grouped) return without('no price', pod, unpriced.notGrouped)
    const excluded = excludedBecause(record, pack)
    if (excluded !== null) return without('excluded', 'EXCL', excluded)
    if (!pack.priced) return without('no price', pod, unpriced.noRules)
    return priceOf()
  }
  return attendedLine('emergency', record, record.arrivalDate, decide(), context)
}
