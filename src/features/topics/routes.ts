import type { FastifyInstance } from 'fastify'
import { addMonths } from '../../core/month.ts'
import { AppError } from '../../core/refusal.ts'
import type { Context, RouteRights } from '../context.ts'
import { withReleasable } from '../disclosure/disclosure.ts'
import { monthsOf, type Measure } from '../measures/measures.ts'
import { fresh, sendPage } from '../page-reply.ts'
import {
  amongOf,
  askedOf,
  askedQuery,
  everySeries,
  explainedCounts,
  firstMonth,
  loadReleasable,
  releasedAsked,
} from '../variation/variation.ts'
import { loadTopics } from './definition.ts'
import { openApi, topicCsv, topicData } from './open-api.ts'
import { loadPrevalence, type Prevalence } from './prevalence.ts'
import { topicPage, topicsPage, type TopicLine } from './page.ts'

/** Who may ask the addresses of topics. */
export const rights: RouteRights = {
  'GET /topics': ['signed in'],
  'GET /topics/openapi.json': ['anyone'],
  'GET /topics/:topic': ['signed in'],
}

/** The topics, and one condition on a page. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  app.get('/topics', async (_, reply) => sendPage(reply, topicsPage(loadTopics())))

  app.get('/topics/openapi.json', (_, reply) => fresh(reply).send(openApi()))

  app.get<{ Params: { topic: string } }>('/topics/:topic', async (request, reply) =>
    withReleasable(context, context.viewer(request), async (served, rule) => {
      const topic = loadTopics().find(({ id }) => id === request.params.topic)
      if (!topic) {
        throw new AppError({
          code: 'unknown-topic',
          message: `There is no topic ${request.params.topic.slice(0, 30)}.`,
          remedy: 'Choose one from the list of topics.',
          where: 'topic',
        })
      }
      const viewer = context.viewer(request)
      const { months, groups, id, asAt } = served.manifest
      const found = askedOf(
        askedQuery.parse(request.query),
        months ?? { first: '2000-01', last: '2000-01' },
        groups[0]?.code ?? null,
      )
      const asked = rule ? releasedAsked(found, monthsOf(served)) : found
      const [all, among, explained] = await Promise.all([
        everySeries(context, viewer, served),
        amongOf(context, viewer, served, asked),
        explainedCounts(await context.ledger(), viewer, context.asAt()),
      ])
      const byId = new Map(all.map((series) => [series.measure.id, series]))
      const year = { ...asked, practice: null }
      const past = { ...year, to: addMonths(asked.to, -12) }
      const sections = []
      let name = ''
      for (const { title, measures } of topic.sections) {
        const lines: TopicLine[] = []
        const absent: Measure[] = []
        for (const measure of measures) {
          const series = byId.get(measure)
          if (!series) continue
          const now = await loadReleasable(served, series, year, among, rule)
          name = now.amongName
          if (now.comparison.total.numerator === 0) {
            absent.push(series.measure)
            continue
          }
          // Outside the group a year is shown that is whole or none, never another in its place.
          const inBuild = months !== null && (rule ? firstMonth(past) : past.to) >= months.first
          const before = inBuild ? await loadReleasable(served, series, past, among, rule) : null
          lines.push({
            now,
            before: before?.comparison.ratio ?? null,
            explained: explained.get(measure) ?? 0,
          })
        }
        sections.push({ title, lines, absent })
      }
      const prevalence: Prevalence[] = []
      for (const measure of 'measures' in topic.registers ? topic.registers.measures : []) {
        const series = byId.get(measure)
        const found = series && (await loadPrevalence(served, series, asked, among))
        if (found) prevalence.push(found)
      }
      const view = { build: { id, asAt }, topic, asked: year, name, prevalence, sections }
      const { format } = askedQuery.parse(request.query)
      if (format === 'html') return sendPage(reply, topicPage(view))
      const data = topicData(view)
      if (format === 'json') return fresh(reply).send(data)
      return fresh(reply)
        .type('text/csv; charset=utf-8')
        .header(
          'content-disposition',
          `attachment; filename="topic-${topic.id}-${asked.to}-${id}.csv"`,
        )
        .send(topicCsv(data))
    }),
  )
}
