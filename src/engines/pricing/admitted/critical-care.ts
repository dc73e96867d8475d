import { unitCost, type Books, type HundredthsOfPenny } from '../books.ts'
import type { CriticalCarePeriod, Day } from '../records.ts'
import type { RulePack } from '../rules.ts'
import { daysWithin, type DaySource } from './length-of-stay.ts'
import type { Spell } from './spells.ts'

export type CriticalCare = { days: DaySource; costE4: HundredthsOfPenny; missing: boolean }

/**
 * Critical care of one spell: its days, and Σ over days of the unit cost of the day's HRG.
 *
 * A day of two periods is counted and priced once, at the dearer. A day for which no period has a
 * unit cost makes the spell one without a price. Without any period the count on the record stands in
 * for the days, and nothing can be priced for them.
 */
export const criticalCare = (
  spell: Spell,
  periods: readonly CriticalCarePeriod[],
  books: Books,
  pack: Pick<RulePack, 'criticalCare'>,
): CriticalCare => {
  const { admissionDate, dischargeDate } = spell
  const dated = periods.flatMap((period) =>
    period.startDate === null ? [] : [{ ...period, startDate: period.startDate }],
  )
  if (dated.length === 0 || admissionDate === null) {
    return { days: { count: spell.last.criticalCareDays ?? 0 }, costE4: 0n, missing: false }
  }
  const dearest = new Map<Day, HundredthsOfPenny | null>()
  for (const period of dated) {
    const unit =
      period.hrg === null ? null : unitCost(books, pack.criticalCare.departments, period.hrg)
    const within = { from: period.startDate, to: period.endDate }
    for (const day of daysWithin(within, admissionDate, dischargeDate)) {
      const known = dearest.get(day) ?? null
      dearest.set(day, known === null || (unit !== null && unit > known) ? unit : known)
    }
  }
  const costs = [...dearest.values()]
  return {
    days: { periods: dated.map(({ startDate, endDate }) => ({ from: startDate, to: endDate })) },
    costE4: costs.reduce<bigint>((sum, cost) => sum + (cost ?? 0n), 0n),
    missing: costs.includes(null),
  }
}
