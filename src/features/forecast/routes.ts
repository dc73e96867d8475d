import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Members, Where } from '../../core/figure.ts'
import type { Month } from '../../core/month.ts'
import { AppError } from '../../core/refusal.ts'
import { operator, type Viewer } from '../../stores/scope.ts'
import type { Context, RouteRights } from '../context.ts'
import { insiders } from '../rights.ts'
import { demand, jsonText, monthIn, openBuild } from '../figures/figures.ts'
import { cutForecast, type Forecast } from './cut.ts'
import { sendTables } from '../table-files.ts'
import { forecastData, forecastSheets } from './exports.ts'
import { changeRoutes, rights as changeRights } from './changes/routes.ts'
import { readKnownChanges } from './changes/ledger.ts'
import { groupForecastOf } from './of.ts'
import { forecastPage } from './page.ts'
import type { NamedAdjustment } from './rules/known-change.ts'
import { groupOf } from './store.ts'

/** A forecast with those of the places within it. */
export type OpenForecast = {
  forecast: Forecast
  localities: Forecast[]
  practices: Forecast[]
  span: { first: Month; last: Month }
  /** Whose costs are added up: of the members of each month, or of those of the newest in every month. */
  members: Members
  /** What could not be read for it, one sentence each. */
  missing: string[]
}

const unknown = (code: string): AppError =>
  new AppError({
    code: 'no-forecast',
    message: `There is no forecast for ${code.slice(0, 20)} at this month.`,
    remedy:
      'Check the code; a practice has a forecast in the months in which it belongs to a group.',
    where: 'where',
  })

/** A forecast under the name of its figures: of the members of now, where it counts those. */
const named = (forecast: Forecast, members: Members): Forecast => {
  const { where } = forecast
  if (members === 'then' || !('code' in where) || where.kind === 'practice') return forecast
  return { ...forecast, where: { ...where, members } }
}

/** The known changes of a group in the ledger; null where it cannot be read. */
const knownChanges = async (
  context: Context,
  viewer: Viewer,
  group: string,
): Promise<NamedAdjustment[] | null> => {
  const ledger = await context.ledger().catch(() => null)
  return ledger && ledger.read(viewer, (db) => readKnownChanges(db, group))
}

/** The forecast of a place as at a month, with the places within it; refused where there is none. */
export const openForecast = async (
  context: Context,
  where: Exclude<Where, { kind: 'all' | 'unattributed' }>,
  asked: string | undefined,
  viewer: Viewer = operator,
  members: Members = 'then',
): Promise<OpenForecast> => {
  const served = demand(await openBuild(context, null, members))
  try {
    const month = monthIn(served, asked)
    const { kind, code } = where
    const group = kind === 'group' ? code : await groupOf(served, { kind, code }, month)
    const known = group === null ? [] : await knownChanges(context, viewer, group)
    const whole =
      group === null
        ? null
        : await groupForecastOf(served, group, month, {
            definitions: context.home.definitions,
            adjustments: known ?? [],
          })
    const forecast = whole && cutForecast(whole, where)
    if (whole === null || forecast === null) throw unknown(code)
    const cut = (kinds: 'practice' | 'locality', codes: Iterable<string>): Forecast[] =>
      [...new Set(codes)].flatMap(
        (each) => cutForecast(whole, { kind: kinds, code: each }, { detail: false }) ?? [],
      )
    const within = whole.units.filter(
      ({ locality }) => kind === 'group' || (kind === 'locality' && locality === code),
    )
    return {
      forecast: named(forecast, members),
      localities:
        kind === 'group'
          ? cut('locality', within.map(({ locality }) => locality).sort()).map((each) =>
              named(each, members),
            )
          : [],
      practices: cut(
        'practice',
        within.map(({ practice }) => practice),
      ),
      missing:
        known === null
          ? ['The ledger cannot be read, so known changes that were entered there are left out.']
          : [],
      members,
      span: served.manifest.months ?? { first: month, last: month },
    }
  } finally {
    served.close()
  }
}

const query = z.object({
  month: z.string().max(20).optional().catch(undefined),
  format: z.enum(['html', 'json']).catch('html'),
  members: z.enum(['then', 'now']).catch('then'),
})

/** Forecasts are read by whoever may read statements. */
export const rights: RouteRights = {
  ...changeRights,
  ...Object.fromEntries(
    ['/practices/:practice', '/groups/:group', '/groups/:group/localities/:locality'].flatMap(
      (base) => [
        [`GET ${base}/forecast`, insiders],
        [`GET ${base}/forecast/:table`, insiders],
      ],
    ),
  ),
}

type Asked = { Params: { practice?: string; group?: string; locality?: string; table?: string } }

const whereOf = ({
  practice,
  group = '',
  locality,
}: Asked['Params']): {
  kind: 'practice' | 'locality' | 'group'
  code: string
} => {
  if (practice !== undefined) return { kind: 'practice', code: practice.trim().toUpperCase() }
  return locality === undefined
    ? { kind: 'group', code: group.trim().toUpperCase() }
    : { kind: 'locality', code: locality.trim().toUpperCase() }
}

/** The forecast of a practice, a locality or a group: the page, the same as JSON, its tables as CSV. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  changeRoutes(app, context)
  for (const base of [
    '/practices/:practice',
    '/groups/:group',
    '/groups/:group/localities/:locality',
  ]) {
    app.get<Asked>(`${base}/forecast`, async (request, reply) => {
      const { month, format, members } = query.parse(request.query)
      const found = await openForecast(
        context,
        whereOf(request.params),
        month,
        context.viewer(request),
        members,
      )
      return format === 'json'
        ? reply
            .type('application/json; charset=utf-8')
            .send(jsonText(forecastData(found.forecast, found.missing, members)))
        : reply
            .type('text/html; charset=utf-8')
            .send(forecastPage(found.forecast, found, found.span).toString())
    })
    app.get<Asked>(`${base}/forecast/:table`, async (request, reply) => {
      const { month, members } = query.parse(request.query)
      const { forecast, localities, practices } = await openForecast(
        context,
        whereOf(request.params),
        month,
        context.viewer(request),
        members,
      )
      return sendTables(reply, request.params.table ?? '', {
        name: `forecast-${whereOf(request.params).code}-${forecast.asAt}`,
        book: 'forecast',
        title: `Forecast of ${forecast.name}, as known at the end of ${forecast.asAt}${members === 'now' ? ', with the members of now' : ''}`,
        on: forecast.build.asAt,
        build: forecast.build.id,
        sheets: forecastSheets(forecast, [...practices, ...localities]),
      })
    })
  }
}
