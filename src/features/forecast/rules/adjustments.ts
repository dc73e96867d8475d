import { z } from 'zod'
import { parseMonth } from '../../../core/month.ts'
import type { Adjustment } from '../../../engines/forecast/steps/adjustments.ts'
import { ownDefinitions, readRuleFile } from '../../rule-file.ts'

const month = z.string().refine((text) => parseMonth(text) !== null, 'a month like 2019-11')

const ruleFile = z.strictObject({
  id: z.literal('forecast-adjustments'),
  version: z.int().positive(),
  title: z.string(),
  adjustments: z.array(
    z
      .strictObject({
        name: z.string().min(3),
        why: z.string().min(5),
        kind: z.enum(['scheme', 'price']),
        line: z.string().min(3),
        practices: z.array(z.string()).min(1).optional(),
        from: month,
        to: month.optional(),
        share: z.number().min(-1).max(10).optional(),
        poundsPerMonth: z.number().optional(),
      })
      .refine(
        ({ share, poundsPerMonth }) => (share === undefined) !== (poundsPerMonth === undefined),
        'an adjustment has either a share or pounds a month',
      ),
  ),
})

/** A known change with the reason that it is entered for. */
export type NamedAdjustment = Adjustment & { why: string }

/** £0.00001 in a pound: the unit of the amounts of a forecast. */
const unitsInPound = 100_000

/** The list of known changes in force; AppError rule-file-invalid names the field at fault. */
export const readAdjustments = (definitions: string = ownDefinitions): NamedAdjustment[] =>
  readRuleFile({ definitions }, 'forecast-adjustments', ruleFile).rule.adjustments.map(
    ({ name, why, kind, line, practices, from, to, share, poundsPerMonth = 0 }) => ({
      name,
      why,
      kind,
      line,
      practices: practices ?? null,
      from,
      to: to ?? null,
      effect: share === undefined ? { perMonth: poundsPerMonth * unitsInPound } : { share },
    }),
  )
