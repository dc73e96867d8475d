import { unitCost } from '../books.ts'
import { complete } from '../complete.ts'
import type { PricingContext } from '../context.ts'
import { excludedBecause } from '../exclusions.ts'
import { without, type Outcome, type PricedLine } from '../line.ts'
import { exclusion, unpriced } from '../reasons.ts'
import type { OutpatientAppointment } from '../records.ts'
import { unbundledCost } from '../unbundled.ts'
import { attendanceDraft, attendedLine } from './attended-line.ts'
import { attendanceCurrency, attendancePod } from './outpatient-class.ts'

const podExcluded = 'EXCL'
const podUnclassed = 'DQ'

/**
 * Prices one outpatient appointment. Only those seen count (attended 5 or 6), and a clock stop is not
 * activity. An HRG with an outpatient-procedure price is a procedure, and its one price replaces the
 * attendance; otherwise the attendance currency is priced at the unit cost of consultant-led or
 * non-consultant-led care. Each attendance counts, whatever else happened that day.
 */
export const priceOutpatient = (
  record: OutpatientAppointment,
  isDuplicate: boolean,
  context: PricingContext,
): PricedLine => {
  const { pack, books, month } = context
  const rules = pack.outpatient
  const currency = attendanceCurrency(record)
  const consultantLed =
    record.mainSpecialty === null || !rules.nonConsultantSpecialties.includes(record.mainSpecialty)
  const attendance = currency === null ? podUnclassed : attendancePod(currency, consultantLed)
  const isSeen =
    record.attendanceStatus !== null && rules.attendedStatuses.includes(record.attendanceStatus)
  const isClockStop =
    record.firstAttendance !== null && rules.clockStops.includes(record.firstAttendance)

  const priceOf = (): Outcome => {
    const isAttendance = record.hrg?.startsWith('WF') ?? true
    const procedure =
      rules.procedurePrices && !isAttendance
        ? (books.admitted.get(record.hrg ?? '')?.outpatientProcedure ?? null)
        : null
    const department = consultantLed
      ? rules.consultantLedDepartment
      : rules.nonConsultantLedDepartment
    if (procedure === null && currency === null) {
      return without('no price', podUnclassed, unpriced.unclassed)
    }
    const base =
      procedure === null ? unitCost(books, [department], currency ?? '') : procedure * 100n
    const pod = procedure === null ? attendance : 'OPPROC'
    if (base === null) return without('no price', pod, unpriced.noPrice)
    const items = unbundledCost(record.unbundled, 'outpatient', books, pack)
    if (items.missing) return without('no price', pod, unpriced.unbundled)
    const priced = procedure === null && currency !== record.hrg ? currency : null
    return complete(
      attendanceDraft(pod, priced, base, procedure === null, items),
      record.provider,
      context,
    )
  }
  const decide = (): Outcome => {
    if (isDuplicate) return without('excluded', podExcluded, exclusion.duplicate)
    if (!(record.attendanceDate?.startsWith(month) ?? false)) {
      return without('excluded', podExcluded, exclusion.otherMonth)
    }
    if (!record.grouped) {
      const counts = isSeen && !isClockStop
      return without('no price', counts ? attendance : podExcluded, unpriced.notGrouped)
    }
    if (!isSeen) return without('excluded', podExcluded, exclusion.notAttended)
    if (isClockStop) return without('excluded', podExcluded, exclusion.clockStop)
    const excluded = excludedBecause(record, pack)
    if (excluded !== null) return without('excluded', podExcluded, excluded)
    if (!pack.priced) return without('no price', attendance, unpriced.noRules)
    return priceOf()
  }
  return attendedLine('outpatient', record, record.attendanceDate, decide(), context)
}
