import { z } from 'zod'
import type { Home } from '../../stores/home.ts'
import { readRuleFile } from '../rule-file.ts'

const days = z.int().positive().max(3650)

const concernRule = z.strictObject({
  id: z.literal('concerns'),
  version: z.int().positive(),
  title: z.string(),
  source: z.string().min(10),
  promise: z.strictObject({
    heard: days,
    'looking into it': days,
    'becomes a scheme': days,
    reopened: days,
  }),
  agendaDays: days,
  seen: z.enum(['locality', 'group', 'owner only']),
  alike: z.number().gt(0).max(1),
  several: z.strictObject({ concerns: z.int().min(2), practices: z.int().min(1), days }),
  topics: z.array(z.string().min(2)).min(1),
  themes: z.array(z.strictObject({ name: z.string().min(2), words: z.array(z.string().min(2)) })),
})

/** How ideas and concerns are heard: the days promised, topics, themes, likeness and who sees them. */
export type ConcernRule = z.infer<typeof concernRule>

/** The rule in force (`definitions/rules/concerns.yaml` or the group's own); AppError rule-file-invalid. */
export const readConcernRule = (home: Pick<Home, 'definitions'>): ConcernRule =>
  readRuleFile(home, 'concerns', concernRule).rule
