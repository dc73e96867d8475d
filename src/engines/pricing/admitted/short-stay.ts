import type { Pence } from '../../../core/money.ts'
import type { AdmittedPrice } from '../books.ts'
import type { RulePack } from '../rules.ts'
import type { AdmissionClass } from './admission-class.ts'

/** The base price of a short emergency stay: the published price, or a share of the full one. */
export type ShortStay = { pence: Pence; rate: number | null }

/**
 * Short-stay emergency price, when all hold: an emergency admission; no more qualifying days than
 * the pack's longest (1); at least the pack's age (19) on the day of admission; and the book says
 * that the HRG has a reduced price. The published price goes before the percentage.
 * Null where it does not apply, so that the full non-elective price does.
 */
export const shortStay = (
  spell: { class: AdmissionClass; qualifyingDays: number; age: number | null },
  price: AdmittedPrice,
  pack: Pick<RulePack, 'shortStay'>,
): ShortStay | null => {
  const { applies, longestStayDays, minimumAge } = pack.shortStay
  if (!applies || !price.shortStayApplies || spell.class !== 'NEL') return null
  if (spell.qualifyingDays > longestStayDays) return null
  if (spell.age === null || spell.age < minimumAge) return null
  if (price.shortStay !== null) return { pence: price.shortStay, rate: null }
  if (price.shortStayRate === null || price.nonElective === null) return null
  return { pence: price.nonElective, rate: price.shortStayRate }
}
