import { z } from 'zod'
import { isPrevalence } from '../measures/measures.ts'
import { inPath, inQuery, openApiOf, pageAnswering, tablesAnswering } from '../open-api.ts'
import { registerPaths } from '../registers/registers.ts'
import { firstMonth } from '../variation/variation.ts'
import { topicSchema } from './definition.ts'
import type { Prevalence } from './prevalence.ts'
import { beyond } from './page.ts'
import type { TopicLine, TopicView } from './view.ts'

const amount = z.number().nullable()

/** A measure of a topic. */
export const line = z.strictObject({
  section: z.string(),
  measure: z.string(),
  version: z.number().int(),
  title: z.string(),
  ratio: amount.describe('numerator ÷ denominator; null where it is withheld'),
  yearBefore: amount,
  higher: amount.describe('practices higher than expected; null where figures leave the group'),
  lower: amount,
  explained: z.number().int().describe('practices with a word that is not due for review'),
})

const whose = z.strictObject({
  kind: z.enum(['practice', 'locality', 'among', 'file']),
  code: z.string().describe('empty where it is all together'),
  name: z.string(),
  people: z.number().int().describe('on the register on 31 March'),
  list: amount.describe('registered patients that prevalence is of, on 1 January'),
  ratio: amount.describe('people ÷ list'),
  lower: amount.describe('95% limit by Wilson’s method; null with more people than the list'),
  upper: amount,
})

const register = z.strictObject({
  measure: z.string(),
  version: z.number().int(),
  title: z.string(),
  register: z.string().describe('its code in the published file'),
  year: z.string(),
  yearBefore: amount.describe('the ratio of all together in the year before'),
  rows: z.array(whose),
})

/** What a topic answers as JSON. */
export const topicAnswerSchema = z.strictObject({
  build: z.string(),
  asAt: z.string(),
  topic: z.strictObject({
    id: z.string(),
    version: z.number().int(),
    title: z.string(),
    owner: z.string(),
    review: z.string(),
  }),
  among: z.string(),
  from: z.string(),
  to: z.string(),
  prevalence: z.array(register),
  measures: z.array(line),
  nothingCounted: z.array(z.string()),
})
export type TopicAnswer = z.infer<typeof topicAnswerSchema>

const rounded = (value: number | null): number | null =>
  value === null || Number.isNaN(value) ? null : Number(value.toPrecision(10))

const lineData = (section: string, one: TopicLine): TopicAnswer['measures'][number] => ({
  section,
  measure: one.now.measure.id,
  version: one.now.measure.version,
  title: one.now.measure.title,
  ratio: rounded(one.now.comparison.ratio),
  yearBefore: rounded(one.before),
  higher: beyond(one, 'high'),
  lower: beyond(one, 'low'),
  explained: one.explained,
})

const registerData = ({
  view,
  year,
  rows,
  before,
}: Prevalence): TopicAnswer['prevalence'][number] => ({
  measure: view.measure.id,
  version: view.measure.version,
  title: view.measure.title,
  register: isPrevalence(view.measure) ? view.measure.numerator.register : '',
  year,
  yearBefore: rounded(before),
  rows: rows.map(({ interval, ...row }) => ({
    ...row,
    ratio: rounded(row.ratio),
    lower: rounded(interval?.lower ?? null),
    upper: rounded(interval?.upper ?? null),
  })),
})

/** A topic’s page as data. */
export const topicData = ({
  build,
  topic,
  asked,
  prevalence,
  sections,
}: TopicView): TopicAnswer => ({
  build: build.id,
  asAt: build.asAt,
  topic: {
    id: topic.id,
    version: topic.version,
    title: topic.title,
    owner: topic.owner,
    review: topic.review,
  },
  among: asked.among,
  from: firstMonth(asked),
  to: asked.to,
  prevalence: prevalence.map(registerData),
  measures: sections.flatMap(({ title, lines }) => lines.map((one) => lineData(title, one))),
  nothingCounted: sections.flatMap(({ absent }) => absent.map(({ id }) => id)),
})

const asked = ['among', 'practice', 'month', 'span', 'members'].map((name) =>
  inQuery(name, 'as on the page of a measure'),
)

/** The list of topics as JSON. */
export const topicsSchema = z.array(topicSchema)

/** The OpenAPI 3.1 document of topics and of the registers that their prevalence is of. */
export const openApi = () =>
  openApiOf(
    { title: 'Steward: topics and disease registers' },
    {
      '/topics': pageAnswering({
        summary: 'The topics, each with its definition',
        json: topicsSchema,
        csv: true,
      }),
      '/topics/{topic}': pageAnswering({
        summary: 'One condition over prevalence, prescribing, outpatients, admissions and cost',
        parameters: [inPath('topic'), ...asked],
        json: topicAnswerSchema,
        csv: true,
      }),
      '/topics/{topic}/{table}': tablesAnswering({
        summary: 'The tables of a topic',
        parameters: [
          inPath('topic'),
          inPath('table', ['topic.xlsx', 'prevalence.csv', 'measures.csv']),
          ...asked,
        ],
      }),
      ...registerPaths(),
    },
  )
