import { z } from 'zod'
import { benchmarks } from '../../engines/opportunities/benchmark.ts'
import {
  inPath,
  inQuery,
  openApiOf,
  pageAnswering,
  pictureAnswering,
  tablesAnswering,
} from '../open-api.ts'
import { prescribingLineSchema, prescribingParts } from './prescribing/data.ts'
import { releasedDefinitionSchema, releasedSchema } from './released/schema.ts'
import { lineSchema, placeShape, pounds, practiceSchema } from './shapes.ts'

const total = z.strictObject({ pounds, lowerPounds: pounds, upperPounds: pounds })
/** What a worklist answers as JSON. */
export const worklistSchema = z.strictObject({
  ...placeShape,
  totals: z.strictObject({ cash: total, capacity: total }),
  lines: z.array(lineSchema),
  prescribing: z.array(prescribingLineSchema),
})
export type WorklistData = z.infer<typeof worklistSchema>

/** What one definition answers as JSON. */
export const definitionSchema = z.strictObject({
  ...placeShape,
  line: lineSchema,
  about: z.string(),
  instead: z.string(),
  notes: z.array(z.string()),
  sources: z.array(z.string()),
  practices: z.array(practiceSchema),
})
export type DefinitionData = z.infer<typeof definitionSchema>

/** What one change of prescribing answers as JSON. */
export const prescribingSchema = z.strictObject({ ...placeShape, ...prescribingParts })

const place = inQuery('place', 'group:CODE, locality:CODE or practice:CODE')
const month = inQuery('to', 'last month of the twelve, as 2020-03')
const asked = [
  place,
  inQuery('benchmark', 'what practices are compared with; mean by default', {
    enum: [...benchmarks],
  }),
  inQuery('deprivation', 'allow for deprivation beside age and sex', { enum: ['1'] }),
  inQuery('years', 'years of the realistic figure; 3 by default', { enum: ['1', '3', '5', '10'] }),
  month,
]
const inList = [
  ...asked,
  inQuery('sort', 'the order', { enum: ['worth', 'quick', 'easy', 'who', 'evidence'] }),
  inQuery('can', 'who can act', { enum: ['practice', 'community', 'hospital'] }),
  inQuery('low', 'low-hanging fruit alone', { enum: ['1'] }),
]

const changes = (kind: 'measures' | 'prices', summary: string) => {
  const parameters = [inPath('id'), place, month]
  return {
    [`/opportunities/${kind}/{id}`]: pageAnswering({
      summary,
      parameters,
      json: prescribingSchema,
      csv: true,
    }),
    [`/opportunities/${kind}/{id}/{table}`]: tablesAnswering({
      summary: 'The tables of a change of prescribing',
      parameters: [
        inPath('id'),
        inPath('table', ['change.xlsx', 'products.csv', 'practices.csv']),
        place,
        month,
      ],
    }),
    [`/opportunities/${kind}/{id}/chart.svg`]: pictureAnswering({
      summary: 'Who could save most',
      parameters,
    }),
  }
}

/** The OpenAPI 3.1 document of opportunities. */
export const openApi = () =>
  openApiOf(
    { title: 'Steward: opportunities' },
    {
      '/opportunities': pageAnswering({
        summary: 'The worklist of a place',
        parameters: inList,
        json: z.union([worklistSchema, releasedSchema]),
        csv: true,
      }),
      '/opportunities/chart.svg': pictureAnswering({
        summary: 'What the first lines of a worklist are worth',
        parameters: inList,
      }),
      '/opportunities/{definition}': pageAnswering({
        summary: 'One definition, with its practices',
        parameters: [inPath('definition'), ...asked],
        json: z.union([definitionSchema, releasedDefinitionSchema]),
        csv: true,
      }),
      '/opportunities/{definition}/chart.svg': pictureAnswering({
        summary: 'The practices of one definition',
        parameters: [inPath('definition'), ...asked],
      }),
      ...changes(
        'measures',
        'A change of prescribing by a measure, with its products and practices',
      ),
      ...changes(
        'prices',
        'A set of interchangeable products, with what each costs and who could save',
      ),
    },
  )
