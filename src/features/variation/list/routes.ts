import type { FastifyInstance, FastifyRequest } from 'fastify'
import { everything } from '../../../stores/scope.ts'
import type { Context, RouteRights } from '../../context.ts'
import { withReleasable, type DisclosureRule } from '../../disclosure/disclosure.ts'
import { fresh, sendCsv, sendPage, sendPicture } from '../../page-reply.ts'
import type { Served } from '../../../warehouse/served.ts'
import { askedOfBuild, askedQuery, firstMonth } from '../asked.ts'
import { monthsOf } from '../../measures/measures.ts'
import { releasedAsked } from '../disclosed.ts'
import { amongOf, choices } from '../finding.ts'
import { explainedCounts } from '../replies/store.ts'
import { everySeries } from '../series.ts'
import { savingsChart } from './chart.ts'
import { listCsv, listData, listOf } from './listed.ts'
import { listPage } from './page.ts'

/** Who may ask the list of measures and its chart. */
export const rights: RouteRights = {
  'GET /variation': ['signed in'],
  'GET /variation/chart.svg': ['signed in'],
}

const links = [
  { text: 'Topics', href: '/topics' },
  { text: 'Prices for each unit', href: '/variation/prices' },
  { text: 'Write a measure', href: '/variation/own' },
  { text: 'Sets of practices', href: '/variation/sets' },
  { text: 'Word by mail when something changes', href: '/variation/alerts' },
]

/** Every measure in a line, what the largest would save as a picture, and both as data. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  const load = async (request: FastifyRequest, served: Served, rule: DisclosureRule | null) => {
    const viewer = context.viewer(request)
    const found = askedOfBuild(served.manifest, request.query)
    const asked = rule ? releasedAsked(found, monthsOf(served)) : found
    const [among, explained, known] = await Promise.all([
      amongOf(context, viewer, served, asked),
      explainedCounts(await context.ledger(), viewer, context.asAt()),
      choices(context, viewer, served, asked),
    ])
    const name = known.find((one) => one.among === asked.among)?.name ?? 'the practices chosen'
    const all = everySeries(context, viewer, served, { among, practice: asked.practice })
    const lines = await listOf(everything, served, all, asked, among, explained, rule)
    const { id, asAt } = served.manifest
    const from = firstMonth(asked)
    const months = monthsOf(served).filter((month) => from <= month && month <= asked.to).length
    return { ...lines, asked, name, build: { id, asAt }, month: asked.to, months, links }
  }

  app.get('/variation', async (request, reply) =>
    withReleasable(context, context.viewer(request), async (served, rule) => {
      const list = await load(request, served, rule)
      const { format } = askedQuery.parse(request.query)
      if (format === 'json') return fresh(reply).send(listData(list.listed))
      if (format === 'csv')
        return sendCsv(reply, `measures-${list.month}-${list.build.id}`, listCsv(list.listed))
      return sendPage(reply, listPage(list))
    }),
  )

  app.get('/variation/chart.svg', async (request, reply) =>
    withReleasable(context, context.viewer(request), async (served, rule) =>
      sendPicture(reply, savingsChart(await load(request, served, rule))),
    ),
  )
}
