import type { RulePack } from '../rules.ts'

export type AdmissionClass = 'DC' | 'EL' | 'RADAY' | 'RANIGHT' | 'NEL' | 'NELNE'

/**
 * The class of a spell that is not excluded: the tests of the national table, in its order.
 * Day case: elective, patient classification 2, discharged on the day. Ordinary elective:
 * classification 1, or 2 with a night. Regular day and night attenders: 3 and 4. Emergency and other
 * non-elective by admission method. Null stops the spell: the record contradicts itself.
 */
export const admissionClass = (
  spell: { method: string | null; classification: string | null; lengthOfStay: number | null },
  pack: Pick<RulePack, 'admitted'>,
): AdmissionClass | null => {
  const { electiveMethods, emergencyMethods, otherNonElectiveMethods } = pack.admitted
  const { method, classification, lengthOfStay } = spell
  if (lengthOfStay === null || lengthOfStay < 0) return null
  const is = (methods: readonly string[]): boolean => method !== null && methods.includes(method)
  if (is(electiveMethods) && classification === '2' && lengthOfStay === 0) return 'DC'
  if (is(electiveMethods) && (classification === '1' || classification === '2')) return 'EL'
  if (classification === '3') return 'RADAY'
  if (classification === '4') return 'RANIGHT'
  if (is(emergencyMethods)) return 'NEL'
  if (is(otherNonElectiveMethods)) return 'NELNE'
  return null
}
