import type { Books } from './books.ts'
import type { RulePack } from './rules.ts'

export const noAdjustment = 1_000_000n

/**
 * The market forces factor of the provider that treated the patient, in millionths, by the first
 * three characters of its code; 1.000000 with `found: false` where the list has none.
 */
export const marketForces = (
  provider: string,
  isUnitCost: boolean,
  books: Books,
  pack: Pick<RulePack, 'marketForces'>,
): { ppm: bigint; found: boolean } => {
  const { applies, onUnitCosts } = pack.marketForces
  if (!applies || (isUnitCost && !onUnitCosts)) return { ppm: noAdjustment, found: true }
  const ppm = books.marketForces.get(provider.slice(0, 3))
  return ppm === undefined ? { ppm: noAdjustment, found: false } : { ppm, found: true }
}
