import { z } from 'zod'
import { measureSchema } from '../measures/measures.ts'
import { inPath, inQuery, openApiOf, pageAnswering, pictureAnswering } from '../open-api.ts'
import { pictureNames } from './measure/charts.ts'
import { writtenSchema } from './own/written.ts'

const amount = z.number().nullable()

const unit = z.strictObject({
  code: z.string(),
  name: z.string(),
  numerator: amount.describe('null where a small number is withheld'),
  denominator: amount.describe('null where there is no list or nothing is loaded'),
  ratio: amount.describe('numerator ÷ denominator; multiply by per to show it'),
  adjusted: amount.describe('the same per person weighted by age and sex'),
  lower: amount,
  upper: amount.describe('95% limits of the ratio by chance, where events are counted'),
  percentile: amount.describe('0 to 100; null among fewer than two'),
  place: z.enum(['usual', 'higher', 'lower']),
  savingPounds: amount,
  gap: amount,
  notAssessable: z.string().nullable(),
  reply: z.strictObject({ reason: z.string(), on: z.string(), reviewOn: z.string() }).nullable(),
})

/** What a measure among practices answers as JSON. */
export const variationSchema = z.strictObject({
  build: z.string(),
  asAt: z.string(),
  measure: z.strictObject({
    id: z.string(),
    version: z.number().int(),
    title: z.string(),
    per: z.number(),
    better: z.enum(['lower', 'higher', 'neither']),
  }),
  among: z.strictObject({ id: z.string(), name: z.string() }),
  from: z.string(),
  to: z.string(),
  members: z.enum(['then', 'now']),
  says: z.array(z.string()),
  ratio: amount,
  deciles: z.array(amount),
  target: z.strictObject({ centile: z.number(), ratio: amount }),
  savingPounds: amount,
  gap: amount,
  half: z.strictObject({ practices: z.array(z.string()), share: z.number() }).nullable(),
  chance: z
    .strictObject({
      basis: z.string().nullable(),
      target: z.number(),
      phi: z.number(),
      phiWinsorised: z.number(),
      tauSquared: z.number(),
    })
    .nullable(),
  practices: z.array(unit),
  localities: z.array(unit),
  months: z.array(
    z.strictObject({
      month: z.string(),
      covered: z.boolean(),
      ratio: amount,
      practice: amount,
      deciles: z.array(amount),
    }),
  ),
  control: z
    .array(
      z.strictObject({
        from: z.string(),
        to: z.string(),
        mean: amount,
        lower: amount,
        upper: amount.describe('natural limits of the line in these months'),
      }),
    )
    .describe('of the practice where one is picked out, of all together otherwise'),
  rebases: z
    .array(z.strictObject({ month: z.string(), reason: z.string(), on: z.string() }))
    .describe('months at which the limits begin anew, as recorded'),
  notes: z.array(z.string()),
})

/** What the list of measures answers as JSON. */
export const listSchema = z.array(
  z.strictObject({
    id: z.string(),
    title: z.string(),
    version: z.number().int(),
    ratio: amount,
    counted: z.number(),
    higher: z.number(),
    lower: z.number(),
    saving: amount,
    half: amount,
    replies: z.number(),
  }),
)

/** What a practice's profile answers as JSON. */
export const profileSchema = z.strictObject({
  build: z.string(),
  practice: z.strictObject({ code: z.string(), name: z.string() }),
  to: z.string(),
  measures: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      ratio: amount,
      percentile: amount,
      place: z.strictObject({ direction: z.enum(['low', 'high']), beyond: z.number() }).nullable(),
    }),
  ),
  similar: z.array(z.strictObject({ code: z.string(), name: z.string(), distance: z.number() })),
})

/** What prices for each unit answer as JSON. */
export const pricesSchema = z.strictObject({
  build: z.string(),
  asAt: z.string(),
  place: z.strictObject({ code: z.string(), name: z.string() }),
  from: z.string(),
  to: z.string(),
  sets: z.array(
    z.strictObject({
      set: z.string().describe('BNF code of the generic'),
      name: z.string(),
      quantity: z.number().int(),
      costPounds: z.number().describe('list price less the discount of the month'),
      targetPounds: z.number().describe('at the price that a tenth of practices pay'),
      savingPounds: z.number().describe('months below the floor of the level left out'),
      practices: z.number().int().describe('with anything to save'),
      half: z.number().int().describe('the fewest who make half of it'),
    }),
  ),
})
export type PricesData = z.infer<typeof pricesSchema>

/** A saved set of practices. */
export const setSchema = z.strictObject({
  name: z.string(),
  practices: z.array(z.string()),
  byName: z.string(),
  on: z.string(),
})

const asked = [
  inQuery('among', 'group:CODE, locality:CODE, similar:PRACTICE, set:NAME or all'),
  inQuery('month', 'the last month, such as 2020-03'),
  inQuery('span', '1, 3 or 12 months'),
  inQuery('members', 'then: as they were each month; now: as at the last month'),
  inQuery('centile', '10 to 90 by tens: what savings and gaps are held against'),
]
const picked = inQuery('practice', 'a practice to pick out')
const ofPrices = [
  inQuery('practice', 'a practice; the group where none is named'),
  ...asked.filter(({ name }) => name === 'month' || name === 'span'),
]

/** The OpenAPI 3.1 document of measures among practices. */
export const openApi = () =>
  openApiOf(
    {
      title: 'Steward: variation',
      description: 'Measures among practices. Add format=json to a page’s address.',
    },
    {
      '/variation': pageAnswering({
        summary: 'Every measure of which something was counted, in a line',
        parameters: asked,
        json: listSchema,
        csv: true,
      }),
      '/variation/chart.svg': pictureAnswering({
        summary: 'The measures of which a change would save most',
        parameters: asked,
      }),
      '/variation/measures/{measure}': pageAnswering({
        summary: 'A measure among practices, with its months and localities',
        parameters: [inPath('measure'), picked, ...asked],
        json: variationSchema,
        csv: true,
      }),
      '/variation/measures/{measure}/{picture}': pictureAnswering({
        summary: 'A chart of a measure',
        parameters: [
          inPath('measure'),
          inPath(
            'picture',
            pictureNames.map((name) => `${name}.svg`),
          ),
          picked,
          ...asked,
        ],
      }),
      '/variation/measures/{measure}/definition': pageAnswering({
        summary: 'A measure’s definition',
        parameters: [inPath('measure')],
        json: measureSchema,
        csv: true,
      }),
      '/variation/prices': pageAnswering({
        summary: 'Sets of interchangeable products with something to save, by price for each unit',
        parameters: ofPrices,
        json: pricesSchema,
        csv: true,
      }),
      '/variation/prices/chart.svg': pictureAnswering({
        summary: 'The sets with most to save',
        parameters: ofPrices,
      }),
      '/variation/practices/{practice}': pageAnswering({
        summary: 'Every measure of a practice, and practices like it',
        parameters: [inPath('practice'), ...asked],
        json: profileSchema,
        csv: true,
      }),
      '/variation/practices/{practice}/chart.svg': pictureAnswering({
        summary: 'Where a practice lies among the others',
        parameters: [inPath('practice'), ...asked],
      }),
      '/variation/own': pageAnswering({
        summary: 'Writing a measure, and what the group has written',
        parameters: [inQuery('measure', 'one that is to be changed')],
        json: writtenSchema,
        csv: true,
      }),
      '/variation/sets': pageAnswering({
        summary: 'Saved sets of practices',
        json: z.array(setSchema),
        csv: true,
      }),
    },
  )
