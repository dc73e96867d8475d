import type { Pence } from '../../../core/money.ts'

/**
 * The second payment of the 2006/07 incentive scheme: pence per patient on the list of 1 April. Nothing
 * where freed-up resources are at least as much; else, where the objectives are met, what they fall
 * short of it. Freed-up resources themselves do not depend on objectives.
 * Source: BMA, focus on the towards practice based commissioning DES, March 2007.
 */
export const secondPayment = (
  sharePence: Pence,
  patients: bigint,
  pencePerPatient: Pence,
  objectivesMet: boolean,
): Pence => {
  const full = pencePerPatient * patients
  return sharePence >= full || !objectivesMet ? 0n : full - sharePence
}
