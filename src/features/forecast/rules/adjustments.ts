import { z } from 'zod'
import { parseMonth } from '../../../core/month.ts'
import { AppError } from '../../../core/refusal.ts'
import { ownDefinitions, readRuleFile } from '../../rule-file.ts'
import { unitsInPenny, type NamedAdjustment } from './known-change.ts'
import { readForecastLines } from './lines.ts'

const month = z.string().refine((text) => parseMonth(text) !== null, 'a month like 2019-11')

const ruleFile = z.strictObject({
  id: z.literal('forecast-adjustments'),
  version: z.int().positive(),
  title: z.string(),
  adjustments: z
    .array(
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
    )
    .refine(
      (all) => new Set(all.map(({ name }) => name.toLowerCase())).size === all.length,
      'two changes have the same name',
    ),
})

/**
 * The known changes of the rule file in force; AppError rule-file-invalid names the field at fault, or a
 * line that is neither a forecast line nor a service line.
 */
export const readAdjustments = (definitions: string = ownDefinitions): NamedAdjustment[] => {
  const { adjustments } = readRuleFile({ definitions }, 'forecast-adjustments', ruleFile).rule
  const { lines } = readForecastLines(definitions)
  const known = new Set(lines.flatMap(({ line, serviceLine }): string[] => [line, serviceLine]))
  return adjustments.map(
    ({ name, why, kind, line, practices, from, to, share, poundsPerMonth = 0 }) => {
      if (!known.has(line))
        throw new AppError({
          code: 'rule-file-invalid',
          message: `The rule file forecast-adjustments.yaml cannot be used: ${name} changes a line “${line}” that is not there.`,
          remedy: 'Write a line of forecast-lines.yaml, or a service line for all of its lines.',
          where: 'forecast-adjustments.yaml',
        })
      return {
        name,
        why,
        kind,
        line,
        practices: practices ?? null,
        from,
        to: to ?? null,
        effect: share === undefined ? { perMonth: poundsPerMonth * 100 * unitsInPenny } : { share },
        entered: null,
      }
    },
  )
}
