import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal } from '../../core/refusal.ts'
import { holds, practicesOf, type Viewer } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Context, RouteRights } from '../context.ts'
import { keptSeries, loadMeasures } from '../measures/measures.ts'
import { isOutside, withReleasable, type DisclosureRule } from '../disclosure/disclosure.ts'
import { bodyOf, fresh, sendCsv, sendPage, sendPicture } from '../page-reply.ts'
import { askedOfBuild, askedQuery, measurePath } from './asked.ts'
import { chartOf, pictureNames } from './measure/charts.ts'
import { definitionCsv, definitionPage } from './measure/definition-page.ts'
import { variationCsv, variationData } from './exports.ts'
import { amongOf, choices, measureOf } from './finding.ts'
import { seriesOf } from './series.ts'
import { loadReleasable } from './disclosed.ts'
import * as list from './list/routes.ts'
import type { Variation } from './load.ts'
import { measurePage } from './measure/page.ts'
import { openApi } from './open-api.ts'
import * as own from './own/routes.ts'
import * as prices from './prices/routes.ts'
import * as profile from './profile/routes.ts'
import { rebaseSection } from './rebases/form.ts'
import {
  decideRebase,
  keepers,
  lineOf,
  mayRebase,
  practiceKeepers,
  typedRebase,
  type TypedRebase,
} from './rebases/rules.ts'
import { keepRebase, rebasesOf } from './rebases/store.ts'
import { replyForm } from './replies/form.ts'
import { decideReply, typedReply, type TypedReply } from './replies/rules.ts'
import { keepReply, repliesTo } from './replies/store.ts'
import * as sets from './sets/routes.ts'

/** Who may ask the addresses of variation. */
export const rights: RouteRights = {
  'GET /variation/openapi.json': ['anyone'],
  'GET /variation/measures/:measure': ['signed in'],
  'GET /variation/measures/:measure/definition': ['signed in'],
  'GET /variation/measures/:measure/:picture': ['signed in'],
  'POST /variation/measures/:measure/replies': ['gp', 'practice-lead', 'practice-manager'],
  'POST /variation/measures/:measure/rebases': [...keepers, ...practiceKeepers],
  ...list.rights,
  ...own.rights,
  ...prices.rights,
  ...profile.rights,
  ...sets.rights,
}

type Of = { Params: { measure: string; picture: string } }

const mayReply = (viewer: Viewer): boolean =>
  holds(viewer, 'gp', 'practice-lead', 'practice-manager')

const formFor = (
  context: Context,
  request: FastifyRequest,
  view: Variation,
  typed: TypedReply | null,
  refusals: readonly Refusal[],
) => {
  const viewer = context.viewer(request)
  if (!mayReply(viewer)) return null
  const mine = new Set(practicesOf(viewer))
  const practices = view.comparison.units.filter(({ code }) => mine.size === 0 || mine.has(code))
  if (practices.length === 0) return null
  return replyForm({
    measure: view.measure.id,
    asked: view.asked,
    csrf: context.csrf(request),
    practices,
    typed,
    refusals,
  })
}

/** The list of measures, a measure with its charts and replies, its definition, pictures and data. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  const withServed = <T>(
    request: FastifyRequest,
    work: (served: Served, rule: DisclosureRule | null) => Promise<T>,
  ): Promise<T> => withReleasable(context, context.viewer(request), work)
  const open = async (
    served: Served,
    rule: DisclosureRule | null,
    request: FastifyRequest,
    id: string,
  ): Promise<Variation> => {
    const viewer = context.viewer(request)
    const asked = askedOfBuild(served.manifest, request.query)
    const among = await amongOf(context, viewer, served, asked)
    const [series, rebases] = await Promise.all([
      seriesOf(context, viewer, served, id, { among, practice: asked.practice }),
      rebasesOf(await context.ledger(), viewer, id, lineOf(asked.among, asked.practice)),
    ])
    return loadReleasable(served, series, asked, among, rule, rebases)
  }
  const besideOf = async (
    served: Served,
    request: FastifyRequest,
    view: Variation,
    typed: TypedReply | null = null,
    refusals: readonly Refusal[] = [],
    rebase: { typed: TypedRebase; refusals: readonly Refusal[] } | null = null,
  ) => {
    const viewer = context.viewer(request)
    const [replies, among] = await Promise.all([
      // What practices write of their figures is for the group.
      isOutside(viewer)
        ? new Map()
        : repliesTo(await context.ledger(), viewer, view.measure.id, context.asAt()),
      choices(context, viewer, served, view.asked),
    ])
    return {
      replies,
      sets: among,
      form: formFor(context, request, view, typed, refusals),
      rebases: rebaseSection({
        view,
        csrf: context.csrf(request),
        may: mayRebase(viewer, lineOf(view.asked.among, view.asked.practice)),
        typed: rebase?.typed ?? null,
        refusals: rebase?.refusals ?? [],
      }),
    }
  }

  app.addHook('onReady', async () => {
    // The first reader of a build need not wait for its measures: they are worked out while nobody asks.
    const served = await context.served()
    if (!served) return
    keptSeries(context.home, served, loadMeasures(context.home.definitions))
      .catch(() => null)
      .finally(() => served.close())
  })

  app.get('/variation/openapi.json', (_, reply) => fresh(reply).send(openApi()))

  app.get<Of>('/variation/measures/:measure', async (request, reply) =>
    withServed(request, async (served, rule) => {
      const view = await open(served, rule, request, request.params.measure)
      const beside = await besideOf(served, request, view)
      const { format } = askedQuery.parse(request.query)
      if (format === 'json') return fresh(reply).send(variationData(view, beside.replies))
      if (format === 'csv') {
        const name = `${view.measure.id}-${view.asked.to}-${view.build.id}`
        return sendCsv(reply, name, variationCsv(view, beside.replies))
      }
      return sendPage(reply, measurePage(view, beside))
    }),
  )

  app.get<Of>('/variation/measures/:measure/definition', async (request, reply) => {
    const measure = await measureOf(context, context.viewer(request), request.params.measure)
    const { format } = askedQuery.parse(request.query)
    if (format === 'json') return fresh(reply).send(measure)
    if (format === 'csv')
      return sendCsv(reply, `${measure.id}-version-${measure.version}`, definitionCsv(measure))
    const served = await context.served()
    const build = served === null ? null : { id: served.manifest.id, asAt: served.manifest.asAt }
    served?.close()
    return sendPage(reply, definitionPage(measure, build))
  })

  app.get<Of>('/variation/measures/:measure/:picture', async (request, reply) => {
    const name = pictureNames.find((one) => `${one}.svg` === request.params.picture)
    if (name === undefined) return reply.callNotFound()
    return withServed(request, async (served, rule) =>
      sendPicture(reply, chartOf(await open(served, rule, request, request.params.measure), name)),
    )
  })

  app.post<Of>(
    '/variation/measures/:measure/replies',
    async (request, reply): Promise<FastifyReply> =>
      withServed(request, async (served, rule) => {
        const viewer = context.viewer(request)
        const view = await open(served, rule, request, request.params.measure)
        const typed = typedReply(bodyOf(request))
        const decided = decideReply(viewer, typed, {
          measure: view.measure.id,
          month: view.asked.to,
          on: context.asAt(),
        })
        if (!decided.ok) {
          const beside = await besideOf(served, request, view, typed, decided.refusals)
          return sendPage(reply, measurePage(view, { ...beside, refusals: decided.refusals }), 422)
        }
        await keepReply(await context.ledger(), viewer, decided.value)
        return reply.redirect(
          `${measurePath(view.measure.id, view.asked, { practice: decided.value.practice })}#reply-${decided.value.practice}`,
          303,
        )
      }),
  )
  app.post<Of>(
    '/variation/measures/:measure/rebases',
    async (request, reply): Promise<FastifyReply> =>
      withServed(request, async (served, rule) => {
        const viewer = context.viewer(request)
        const view = await open(served, rule, request, request.params.measure)
        const { asked, months, control } = view
        const typed = typedRebase(bodyOf(request))
        const decided = decideRebase(viewer, typed, {
          line: lineOf(asked.among, asked.practice),
          months,
          values: control.line,
          rebases: view.rebases,
        })
        if (!decided.ok) {
          const { refusals } = decided
          const beside = await besideOf(served, request, view, null, [], { typed, refusals })
          return sendPage(reply, measurePage(view, { ...beside, refusals }), 422)
        }
        await keepRebase(await context.ledger(), viewer, {
          ...decided.value,
          measure: view.measure.id,
          on: context.asAt(),
        })
        return reply.redirect(`${measurePath(view.measure.id, asked)}#rebases`, 303)
      }),
  )
  for (const part of [list, own, prices, profile, sets]) await part.routes(app, context)
}
