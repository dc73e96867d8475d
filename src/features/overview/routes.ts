import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Month } from '../../core/month.ts'
import { AppError } from '../../core/refusal.ts'
import { everything } from '../../stores/scope.ts'
import type { Html } from '../../ui/html.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Context, RouteRights } from '../context.ts'
import { jsonText, monthIn } from '../figures/figures.ts'
import {
  loadFacts,
  noticesOf,
  periodsOf,
  query as monthQuery,
  withServed,
} from '../statement/statement.ts'
import { chooserPage, noGroupPage } from './chooser.ts'
import { overviewData } from './exports.ts'
import { listPage } from './lists.ts'
import { overviewPage } from './page.ts'
import { findPractices, loadOverview, loadPlaces, type PlaceRow } from './store.ts'
import { sorts, type Sort } from './tables.ts'
import { viewOf, type OverviewView } from './view.ts'

const query = monthQuery.extend({
  sort: z.enum(sorts).catch('name'),
  find: z.string().max(60).catch(''),
  members: z.enum(['then', 'now']).catch('then'),
})

const send = (reply: FastifyReply, markup: Html): FastifyReply =>
  reply.type('text/html; charset=utf-8').send(markup.toString())

const unknown = (what: string, code: string): AppError =>
  new AppError({
    code: `unknown-${what}`,
    message: `No ${what} has the code ${code.slice(0, 20)} in this month.`,
    remedy: 'Begin at the overview, or check the membership file.',
    where: what,
  })

/** The overview of a group, or of a locality of it, in a month. */
export const openOverview = async (
  served: Served,
  group: string,
  locality: string | null,
  month: Month,
  sort: Sort,
): Promise<OverviewView> => {
  const places = await loadPlaces(everything, served, month)
  const known = places.filter(({ group_code: code }) => code === group)
  const [first] = known
  if (!first) throw unknown('group', group)
  const found = known.find((row) => row.locality === locality)
  if (locality !== null && !found) throw unknown('locality', locality)
  const place = {
    group,
    groupName: first.group_name,
    locality,
    localityName: found?.locality_name ?? null,
    members: served.membersNow === true ? ('now' as const) : ('then' as const),
  }
  const span = served.manifest.months ?? { first: month, last: month }
  return viewOf(await loadOverview(everything, served, place, span, month), sort)
}

const byGroup = (places: readonly PlaceRow[]): Map<string, PlaceRow[]> =>
  Map.groupBy(places, ({ group_code: code }) => code)

const start = async (served: Served, month: Month, sort: Sort): Promise<Html> => {
  const { id, asAt } = served.manifest
  const groups = byGroup(await loadPlaces(everything, served, month))
  const [only] = groups.keys()
  if (only === undefined) {
    const facts = await loadFacts(everything, served)
    return noGroupPage({ id, asAt }, month, noticesOf(facts, periodsOf(month)))
  }
  if (groups.size === 1) {
    return overviewPage(await openOverview(served, only, null, month, sort))
  }
  return chooserPage(
    { id, asAt },
    month,
    [...groups].map(([code, rows]) => ({
      code,
      name: rows[0]?.group_name ?? code,
      practices: rows.reduce((sum, { practices }) => sum + Number(practices), 0),
      localities: rows.length,
    })),
  )
}

const list = async (served: Served, month: Month, find: string, sort: Sort): Promise<Html> => {
  const { id, asAt } = served.manifest
  const wanted = find.trim()
  if (wanted !== '') {
    const found = await findPractices(everything, served, month, wanted)
    return listPage({ build: { id, asAt }, month, find: wanted, found, places: [] })
  }
  const groups = byGroup(await loadPlaces(everything, served, month))
  const places = await Promise.all(
    [...groups.keys()].map((group) => openOverview(served, group, null, month, sort)),
  )
  return listPage({ build: { id, asAt }, month, find: '', found: null, places })
}

type Place = { Params: { group: string; locality?: string } }

/** Sums of whole practices, which everyone who is signed in may see. */
export const rights: RouteRights = {
  'GET /': ['signed in'],
  'GET /practices': ['signed in'],
  'GET /groups/:group': ['signed in'],
  'GET /groups/:group/localities/:locality': ['signed in'],
}

/** The overview at the root, groups and localities, and the list of practices. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  app.get('/', async (request, reply) => {
    const { month, sort, members } = query.parse(request.query)
    return withServed(
      context,
      async (build) => send(reply, await start(build, monthIn(build, month), sort)),
      members,
    )
  })
  app.get('/practices', async (request, reply) => {
    const { month, sort, find } = query.parse(request.query)
    return withServed(context, async (served) =>
      send(reply, await list(served, monthIn(served, month), find, sort)),
    )
  })
  for (const path of ['/groups/:group', '/groups/:group/localities/:locality']) {
    app.get<Place>(path, async (request, reply) => {
      const { month, sort, format, members } = query.parse(request.query)
      const { group, locality = null } = request.params
      return withServed(
        context,
        async (served) => {
          const view = await openOverview(served, group, locality, monthIn(served, month), sort)
          return format === 'json'
            ? reply.type('application/json; charset=utf-8').send(jsonText(overviewData(view)))
            : send(reply, overviewPage(view))
        },
        members,
      )
    })
  }
}
