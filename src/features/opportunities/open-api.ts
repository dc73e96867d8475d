import { z } from 'zod'
import { benchmarks } from '../../engines/opportunities/benchmark.ts'
import { prescribingLineSchema, prescribingParts } from './prescribing/data.ts'
import { releasedDefinitionSchema, releasedSchema } from './released/schema.ts'
import { lineSchema, placeShape, pounds } from './shapes.ts'

const total = z.strictObject({ pounds, lowerPounds: pounds, upperPounds: pounds })
/** What a worklist answers as JSON. */
export const worklistSchema = z.strictObject({
  ...placeShape,
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
  ...placeShape,
  line: lineSchema,
  about: z.string(),
  instead: z.string(),
  notes: z.array(z.string()),
  sources: z.array(z.string()),
  practices: z.array(practice),
})
export type DefinitionData = z.infer<typeof definitionSchema>

/** What one change of prescribing answers as JSON. */
export const prescribingSchema = z.strictObject({ ...placeShape, ...prescribingParts })

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
        responses: json(z.union([worklistSchema, releasedSchema])),
      },
    },
    '/opportunities/{definition}': {
      get: {
        summary: 'One definition, with its practices',
        parameters: [
          { name: 'definition', in: 'path', required: true, schema: { type: 'string' } },
          ...asked,
        ],
        responses: json(z.union([definitionSchema, releasedDefinitionSchema])),
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
