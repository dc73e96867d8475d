import { z } from 'zod'
import { benchmarks } from '../../engines/opportunities/benchmark.ts'
import { evidences } from './rules.ts'

export const pounds = z.number().describe('pounds; never below nought')
/** A line of hospital activity in a worklist. */
export const lineSchema = z.strictObject({
  definition: z.string(),
  name: z.string(),
  family: z.string(),
  kind: z.enum(['avoid', 'shorten', 'convert']),
  status: z.enum(['current', 'supplementary', 'superseded']),
  inTotals: z.boolean(),
  whoCanAct: z.array(z.string()),
  horizon: z.enum(['in-year', 'one-to-three-years', 'long-term']),
  influence: z.enum(['high', 'medium', 'low']),
  evidence: z.enum(evidences),
  money: z.enum(['cash', 'capacity']),
  absent: z.string().nullable().describe('why it cannot be computed; null where it can'),
  records: z.number().int(),
  observed: z.number(),
  expected: z.number().describe('at the benchmark'),
  difference: z.number(),
  differenceLower: z.number(),
  differenceUpper: z.number().describe('limits of 19 times in 20'),
  inScopePounds: pounds,
  worthPounds: pounds.describe('the positive part of the shrunken excess, summed over practices'),
  worthLowerPounds: pounds,
  worthUpperPounds: pounds,
  netWorthPounds: pounds.describe('the same where every record is counted once'),
  realisticLowPounds: z.number().nullable(),
  realisticHighPounds: z.number().nullable(),
  chanceShare: z.number().nullable(),
  chanceAbove: z.number().nullable(),
  practicesBeyondChance: z.number().int(),
  practicesForHalf: z.number().int(),
  lowHanging: z.boolean(),
})
export type LineData = z.infer<typeof lineSchema>

/** A practice of one definition. */
export const practiceSchema = z.strictObject({
  practice: z.string(),
  name: z.string(),
  locality: z.string(),
  observed: z.number(),
  expected: z.number(),
  difference: z.number(),
  differenceLower: z.number(),
  differenceUpper: z.number(),
  chanceShare: z.number(),
  chanceAbove: z.number(),
  beyondChance: z.boolean(),
  worthPounds: pounds,
})
export type PracticeData = z.infer<typeof practiceSchema>

/** Where an answer is of, when, and by which options. */
export const placeShape = {
  build: z.string(),
  asAt: z.string(),
  from: z.string(),
  to: z.string(),
  place: z.strictObject({
    kind: z.enum(['group', 'locality', 'practice']),
    code: z.string(),
    name: z.string(),
  }),
  benchmark: z.enum(benchmarks),
  deprivation: z.boolean(),
  years: z.number().int(),
  definitions: z.string().describe('hash of the definitions'),
}
