import type { AdmittedPrice } from '../books.ts'
import type { AdmissionClass } from './admission-class.ts'

/** The trim point of the class; day cases have none, and an edition may have dropped it. */
export const trimPoint = (price: AdmittedPrice, of: AdmissionClass): number | null => {
  if (of === 'EL') return price.electiveTrim
  return of === 'NEL' || of === 'NELNE' ? price.nonElectiveTrim : null
}

/** Days above the trim point: a stay exactly as long as the trim point has none. */
export const excessDays = (qualifyingDays: number, trim: number | null): number =>
  trim === null ? 0 : Math.max(0, qualifyingDays - trim)
