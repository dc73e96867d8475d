import type { FastifyRequest } from 'fastify'
import { addMonths } from '../../core/month.ts'
import { AppError } from '../../core/refusal.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Context } from '../context.ts'
import type { DisclosureRule } from '../disclosure/disclosure.ts'
import { monthsOf, type Measure, type MeasureSeries } from '../measures/measures.ts'
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
import { loadTopics, type Topic } from './definition.ts'
import type { TopicLine, TopicView } from './view.ts'
import { loadPrevalence, type Prevalence } from './prevalence.ts'

const topicOf = (id: string): Topic => {
  const topic = loadTopics().find((one) => one.id === id)
  if (topic) return topic
  throw new AppError({
    code: 'unknown-topic',
    message: `There is no topic ${id.slice(0, 30)}.`,
    remedy: 'Choose one from the list of topics.',
    where: 'topic',
  })
}

/**
 * One condition: its registers, and the measures of each section beside the year before. Hospital care goes through the rule
 * where figures leave the group; prevalence and prescribing are published for each practice and stay as they are.
 */
export const loadTopic = async (
  context: Context,
  request: FastifyRequest<{ Params: { topic: string } }>,
  served: Served,
  rule: DisclosureRule | null,
): Promise<TopicView> => {
  const topic = topicOf(request.params.topic)
  const viewer = context.viewer(request)
  const { months, groups, id, asAt } = served.manifest
  const found = askedOf(
    askedQuery.parse(request.query),
    months ?? { first: '2000-01', last: '2000-01' },
    groups[0]?.code ?? null,
  )
  const asked = rule ? releasedAsked(found, monthsOf(served)) : found
  const [among, explained] = await Promise.all([
    amongOf(context, viewer, served, asked),
    explainedCounts(await context.ledger(), viewer, context.asAt()),
  ])
  const wanted = new Set([
    ...topic.sections.flatMap(({ measures }) => measures),
    ...('measures' in topic.registers ? topic.registers.measures : []),
  ])
  const whose = { among, practice: asked.practice }
  const byId = new Map<string, MeasureSeries>()
  for await (const series of everySeries(context, viewer, served, whose, ({ id: one }) =>
    wanted.has(one),
  ))
    byId.set(series.measure.id, series)
  const year = { ...asked, practice: null }
  const past = { ...year, to: addMonths(asked.to, -12) }
  let name = ''
  const lineOf = async (series: MeasureSeries): Promise<TopicLine | null> => {
    const now = await loadReleasable(served, series, year, among, rule)
    name = now.amongName
    if (now.comparison.total.numerator === 0) return null
    // Outside the group a year is shown that is whole or none, never another in its place.
    const inBuild = months !== null && (rule ? firstMonth(past) : past.to) >= months.first
    const before = inBuild ? await loadReleasable(served, series, past, among, rule) : null
    return {
      now,
      before: before?.comparison.ratio ?? null,
      explained: explained.get(series.measure.id) ?? 0,
    }
  }
  const sections: TopicView['sections'][number][] = []
  for (const { title, measures } of topic.sections) {
    const lines: TopicLine[] = []
    const absent: Measure[] = []
    for (const measure of measures) {
      const series = byId.get(measure)
      if (!series) continue
      const line = await lineOf(series)
      if (line) lines.push(line)
      else absent.push(series.measure)
    }
    sections.push({ title, lines, absent })
  }
  const prevalence: Prevalence[] = []
  for (const measure of 'measures' in topic.registers ? topic.registers.measures : []) {
    const series = byId.get(measure)
    const shown = series && (await loadPrevalence(served, series, found, among))
    if (shown) prevalence.push(shown)
  }
  return { build: { id, asAt }, topic, asked: year, name, prevalence, sections }
}
