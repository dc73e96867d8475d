import { exclusion } from './reasons.ts'
import type { ActivityRecord } from './records.ts'
import type { RulePack } from './rules.ts'

/**
 * Why a record is outside national prices, tried in the order of the rules: the sender says so, a
 * private patient, no HRG in a grouped extract, an HRG or a specialty on the pack's lists.
 */
export const excludedBecause = (
  record: ActivityRecord,
  pack: Pick<RulePack, 'exclusions'>,
): string | null => {
  const { administrativeCategories, hrgs, specialties } = pack.exclusions
  if (record.excluded) return exclusion.sender
  if (
    record.administrativeCategory !== null &&
    administrativeCategories.includes(record.administrativeCategory)
  ) {
    return exclusion.privatePatient
  }
  if (record.hrg === null) return exclusion.noHrg
  if (hrgs.includes(record.hrg)) return exclusion.hrg
  if (record.specialty !== null && specialties.includes(record.specialty))
    return exclusion.specialty
  return null
}
