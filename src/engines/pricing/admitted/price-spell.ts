import type { Pence } from '../../../core/money.ts'
import { monthOf } from '../../../core/month.ts'
import { attribute } from '../attribution.ts'
import type { AdmittedPrice } from '../books.ts'
import { complete } from '../complete.ts'
import type { PricingContext } from '../context.ts'
import { excludedBecause } from '../exclusions.ts'
import { noStay, without, type Outcome, type PricedLine, type Stay } from '../line.ts'
import { exclusion, unpriced } from '../reasons.ts'
import type { CriticalCarePeriod } from '../records.ts'
import { unbundledCost } from '../unbundled.ts'
import { admissionClass, type AdmissionClass } from './admission-class.ts'
import { criticalCare, type CriticalCare } from './critical-care.ts'
import { excessDays, trimPoint } from './excess-days.ts'
import { lengthOfStay } from './length-of-stay.ts'
import { shortStay } from './short-stay.ts'
import type { Spell } from './spells.ts'

/** Point of delivery of a spell that is excluded, and of one whose record contradicts itself. */
const podExcluded = 'EXCL'
const podUnclassed = 'DQ'

const classPrice = (price: AdmittedPrice, of: AdmissionClass): Pence | null => {
  if (of === 'DC') return price.combined ?? price.dayCase
  if (of === 'EL') return price.combined ?? price.ordinaryElective
  return of === 'NEL' || of === 'NELNE' ? price.nonElective : null
}

const flagged = (flag: string | null): boolean =>
  flag !== null && !['', 'N', '0'].includes(flag.toUpperCase())

const priceOf = (
  spell: Spell,
  stay: Stay,
  care: CriticalCare,
  of: AdmissionClass,
  context: PricingContext,
): Outcome => {
  const { pack, books } = context
  const { last } = spell
  const price = last.hrg === null ? undefined : books.admitted.get(last.hrg)
  if (of === 'RADAY' || of === 'RANIGHT') return without('no price', of, unpriced.local)
  const full = price && classPrice(price, of)
  if (!price || full === undefined || full === null) {
    return without('no price', of, unpriced.noPrice)
  }
  const qualifyingDays = stay.qualifyingDays ?? 0
  const short = shortStay({ class: of, qualifyingDays, age: last.age }, price, pack)
  const pod = short ? 'NELST' : of
  const trimDays = pack.excessDays.applies ? trimPoint(price, of) : null
  const excess = excessDays(qualifyingDays, trimDays)
  if (excess > 0 && price.perDay === null) return without('no price', pod, unpriced.noPerDay)
  const items = unbundledCost(last.unbundled, 'admitted', books, pack)
  if (items.missing || care.missing) return without('no price', pod, unpriced.unbundled)
  return complete(
    {
      pod,
      currency: null,
      trimDays,
      excessDays: excess,
      baseE4: (short?.pence ?? full) * 100n,
      shortStayRate: short?.rate ?? null,
      bestPracticePence: flagged(last.bestPracticeFlag) ? (price.bestPracticeAddition ?? 0n) : 0n,
      excessPence: BigInt(excess) * (price.perDay ?? 0n),
      topUpRate: pack.topUp.applies ? (last.topUpRate ?? 0) : 0,
      unbundledE4: items.costE4 + care.costE4,
      baseIsUnitCost: false,
      localItem: items.local,
    },
    spell.provider,
    context,
  )
}

/**
 * Prices one spell by the rules of the year in which the patient was discharged.
 *
 * Tried in order: outside the month; not grouped; excluded; no rules for the year; cannot be classed;
 * then price by class, short stay, best practice, excess days, top-up, unbundled items, market forces.
 */
export const priceSpell = (
  spell: Spell,
  periods: readonly CriticalCarePeriod[],
  context: PricingContext,
): PricedLine => {
  const { last, admissionDate, dischargeDate } = spell
  const { pack, books, directory, month } = context
  const care = criticalCare(spell, periods, books, pack)
  const stay =
    admissionDate === null
      ? noStay
      : lengthOfStay(admissionDate, dischargeDate, {
          criticalCare: care.days,
          rehabilitation: { count: last.rehabilitationDays ?? 0 },
          palliative: { count: last.palliativeDays ?? 0 },
        })
  const of = admissionClass(
    {
      method: last.admissionMethod,
      classification: last.classification,
      lengthOfStay: stay.lengthOfStay,
    },
    pack,
  )
  const decide = (): Outcome => {
    if (monthOf(dischargeDate) !== month)
      return without('excluded', podExcluded, exclusion.otherMonth)
    if (!last.grouped) return without('no price', of ?? podUnclassed, unpriced.notGrouped)
    const excluded = excludedBecause(last, pack)
    if (excluded !== null) return without('excluded', podExcluded, excluded)
    if (!pack.priced) return without('no price', of ?? podUnclassed, unpriced.noRules)
    if (of === null) return without('no price', podUnclassed, unpriced.unclassed)
    return priceOf(spell, stay, care, of, context)
  }
  const { pod, status, reason, price } = decide()
  return {
    ...attribute(last, dischargeDate, directory),
    ...stay,
    ...price,
    lineKey: `${spell.provider}/${spell.spellNumber}`,
    kind: 'admitted',
    provider: spell.provider,
    site: last.site,
    patientKey: last.patientKey,
    practiceSent: last.practiceSent,
    practiceDerived: last.practiceDerived,
    activityDate: dischargeDate,
    month,
    pod,
    specialty: last.specialty,
    hrg: last.hrg,
    status,
    reason,
    admissionDate,
    age: last.age,
    sex: last.sex,
    rulePack: pack.id,
    episodes: spell.episodes,
    loadId: last.loadId,
    sourceLine: last.sourceLine,
  }
}
