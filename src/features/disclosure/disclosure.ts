import { isSmall, rounded, type SmallNumbers } from '../../engines/disclosure/suppression.ts'
import { publish, type CountTable, type PublishedRow } from '../../engines/disclosure/table.ts'

export { isOutside, withReleasable } from './releasing.ts'
export { releasedYear } from './released-year.ts'
export { readDisclosure, type DisclosureRule } from './rule.ts'
export type { CountRow, CountTable, PublishedRow } from '../../engines/disclosure/table.ts'

/**
 * A table of counts as it may leave its scope. Give the whole tree, from the group down to the smallest
 * level that any page shows, even where only part of it is shown: only then do two pages not give away
 * together what each withholds. Null is withheld. Amounts, rates and shares of a withheld count are
 * withheld with it. An error where the sums of the table do not hold.
 */
export const suppress = (table: CountTable, rule: SmallNumbers): PublishedRow[] =>
  publish(table, rule)

/** A count that stands alone and is part of no total that is shown anywhere; null where withheld. */
export const suppressOne = (count: number, rule: SmallNumbers): number | null =>
  isSmall(count, rule) ? null : rounded(count, rule)

/** How a withheld count reads in a table. */
export const withheldText = 'withheld'

/** The sentence under a table in which something is withheld or rounded. */
export const disclosureNote = ({ from, to, nearest }: SmallNumbers): string =>
  `Counts of ${from} to ${to} are withheld, and others where a sum would give one away. All others are rounded to the nearest ${nearest}, so columns may not add up.`
