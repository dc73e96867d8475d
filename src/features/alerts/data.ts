import { z } from 'zod'
import { csvText } from '../../ui/csv.ts'
import { inQuery, openApiOf, pageAnswering, pictureAnswering } from '../open-api.ts'
import { placeOf, sizeOf, type AlertRule, type MeasureChange } from './changes.ts'
import { changeText } from './letter.ts'

const place = z.number().int().describe('percentile in the group; 0 the lowest, 100 the highest')

/** A change as JSON. */
const changeSchema = z.strictObject({
  measure: z.string(),
  version: z.number().int(),
  title: z.string(),
  direction: z.enum(['up', 'down']),
  points: z.number().int().describe('percentile points between before and now'),
  before: place,
  now: place,
  since: z.string().describe('the month in which it began'),
  month: z.string().describe('the last month that is loaded'),
  ratio: z.number().describe('of the last month'),
  expected: z.number().describe('items or attendances that the month leads one to expect'),
  says: z.string(),
})

/** What the page of alerts answers as JSON. */
export const alertsSchema = z.strictObject({
  build: z.string(),
  asAt: z.string(),
  practice: z.strictObject({ code: z.string(), name: z.string() }).nullable(),
  rule: z.strictObject({
    window: z.number().int().describe('months that the running mean is taken from'),
    sensitivity: z.number().describe('standard deviations, summed, before word is sent'),
    leastExpected: z.number().int().describe('items or attendances expected in the month'),
  }),
  changes: z.array(changeSchema),
})
export type AlertsData = z.infer<typeof alertsSchema>

/** Changes as data, the largest first. */
export const alertsData = (
  build: { id: string; asAt: string },
  practice: { code: string; name: string } | null,
  rule: AlertRule,
  changes: readonly MeasureChange[],
): AlertsData => ({
  build: build.id,
  asAt: build.asAt,
  practice,
  rule,
  changes: changes.map((one) => ({
    measure: one.measure.id,
    version: one.measure.version,
    title: one.measure.title,
    direction: one.change.direction,
    points: sizeOf(one.change),
    before: placeOf(one.change.before),
    now: placeOf(one.change.after),
    since: one.since,
    month: one.month,
    ratio: Number(one.ratio.toPrecision(10)),
    expected: Number(one.expected.toPrecision(10)),
    says: changeText(one),
  })),
})

/** The same as CSV, a line for each change. */
export const alertsCsv = ({ build, practice, changes }: AlertsData): string =>
  csvText([
    ['practice', ...Object.keys(changeSchema.shape), 'build'],
    ...changes.map((one) => [practice?.code ?? null, ...Object.values(one), build]),
  ])

const ofPractice = [inQuery('practice', 'a practice that you may see; your own by default')]

/** The OpenAPI 3.1 document of alerts. */
export const openApi = () =>
  openApiOf(
    { title: 'Steward: word by mail when a measure changes' },
    {
      '/variation/alerts': pageAnswering({
        summary: 'What would be written now of a practice',
        parameters: ofPractice,
        json: alertsSchema,
        csv: true,
      }),
      '/variation/alerts/chart.svg': pictureAnswering({
        summary: 'Where the practice lay before and lies now in each measure that changed',
        parameters: ofPractice,
      }),
    },
  )
