import { z } from 'zod'
import type { SmallNumbers } from '../../engines/disclosure/suppression.ts'
import type { Home } from '../../stores/home.ts'
import { readRuleFile } from '../rule-file.ts'

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
