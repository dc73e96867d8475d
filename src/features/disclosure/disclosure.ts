import { z } from 'zod'
import { isSmall, rounded, type SmallNumbers } from '../../engines/disclosure/suppression.ts'
import { publish, type CountTable, type PublishedRow } from '../../engines/disclosure/table.ts'
import type { Home } from '../../stores/home.ts'
import { readRuleFile } from '../rule-file.ts'

export type { CountRow, CountTable, PublishedRow } from '../../engines/disclosure/table.ts'

const disclosureRule = z
  .strictObject({
    id: z.literal('disclosure'),
    version: z.number().int().positive(),
    title: z.string(),
    source: z.string(),
    from: z.number().int().min(1),
    to: z.number().int().min(1),
    nearest: z.number().int().min(1),
  })
  .refine(({ from, to }) => from <= to, 'from may not be above to')
  // A published count of 0 must mean 0: what is just above the limit may not be rounded down to it.
  .refine(({ to, nearest }) => to + 1 >= nearest / 2, 'nearest is too coarse for the limit')

/** The rule for small numbers, with its version for the foot of a page. */
export type DisclosureRule = SmallNumbers & { version: number; title: string; source: string }

/** The group's rule for small numbers, or the one that Steward brings. Throws AppError rule-file-invalid. */
export const readDisclosure = (home: Pick<Home, 'definitions'>): DisclosureRule =>
  readRuleFile(home, 'disclosure', disclosureRule).rule

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
