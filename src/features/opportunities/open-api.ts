import { z } from 'zod'
import { benchmarks } from '../../engines/opportunities/benchmark.ts'
import { prescribingLineSchema, prescribingParts } from './prescribing/data.ts'
import { evidences } from './rules.ts'

const pounds = z.number().describe('pounds; never below nought')
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

const total = z.strictObject({ pounds, lowerPounds: pounds, upperPounds: pounds })
const place = {
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

/** What a worklist answers as JSON. */
export const worklistSchema = z.strictObject({
  ...place,
  totals: z.strictObject({ cash: total, capacity: total }),
  lines: z.array(lineSchema),
  prescribing: z.array(prescribingLineSchema),
})
export type WorklistData = z.infer<typeof worklistSchema>

const practice = z.strictObject({
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
export type PracticeData = z.infer<typeof practice>

/** What one definition answers as JSON. */
export const definitionSchema = z.strictObject({
  ...place,
  line: lineSchema,
  about: z.string(),
  instead: z.string(),
  notes: z.array(z.string()),
  sources: z.array(z.string()),
  practices: z.array(practice),
})
export type DefinitionData = z.infer<typeof definitionSchema>

/** What one change of prescribing answers as JSON. */
export const prescribingSchema = z.strictObject({ ...place, ...prescribingParts })

const json = (schema: z.ZodType): object => ({
  '200': {
    description: 'As asked',
    content: {
      'application/json': { schema: z.toJSONSchema(schema, { target: 'draft-2020-12' }) },
    },
  },
})

const query = (name: string, schema: object, description: string) => ({
  name,
  in: 'query',
  required: false,
  schema,
  description,
})

const asked = [
  query('place', { type: 'string' }, 'group:CODE, locality:CODE or practice:CODE'),
  query(
    'benchmark',
    { enum: [...benchmarks] },
    'what practices are compared with; mean by default',
  ),
  query('deprivation', { enum: ['1'] }, 'allow for deprivation beside age and sex'),
  query('years', { enum: ['1', '3', '5', '10'] }, 'years of the realistic figure; 3 by default'),
  query('to', { type: 'string' }, 'last month of the twelve, as 2020-03'),
  query('format', { enum: ['json'] }, 'json'),
]

const prescribing = (summary: string): object => ({
  get: {
    summary,
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
      ...asked.filter(({ name }) => name === 'place' || name === 'to' || name === 'format'),
    ],
    responses: json(prescribingSchema),
  },
})

/** The OpenAPI 3.1 document of the addresses that answer JSON. */
export const openApi = (): object => ({
  openapi: '3.1.0',
  info: { title: 'Steward: opportunities', version: '1' },
  paths: {
    '/opportunities': {
      get: {
        summary: 'The worklist of a place',
        parameters: [
          ...asked,
          query('sort', { enum: ['worth', 'quick', 'easy', 'who', 'evidence'] }, 'the order'),
          query('can', { enum: ['practice', 'community', 'hospital'] }, 'who can act'),
          query('low', { enum: ['1'] }, 'low-hanging fruit alone'),
        ],
        responses: json(worklistSchema),
      },
    },
    '/opportunities/{definition}': {
      get: {
        summary: 'One definition, with its practices',
        parameters: [
          { name: 'definition', in: 'path', required: true, schema: { type: 'string' } },
          ...asked,
        ],
        responses: json(definitionSchema),
      },
    },
    '/opportunities/measures/{id}': prescribing(
      'A change of prescribing by a measure, with its products and practices',
    ),
    '/opportunities/prices/{id}': prescribing(
      'A set of interchangeable products, with what each costs and who could save',
    ),
  },
})
