import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import * as access from '../features/access/access.ts'
import * as budgets from '../features/budgets/budgets.ts'
import * as changes from '../features/changes/changes.ts'
import * as alerts from '../features/alerts/alerts.ts'
import type { Context, RouteRights } from '../features/context.ts'
import * as concerns from '../features/concerns/concerns.ts'
import * as dataStatus from '../features/data-status/data-status.ts'
import * as decisions from '../features/decisions/decisions.ts'
import * as explain from '../features/explain/explain.ts'
import * as forecast from '../features/forecast/forecast.ts'
import * as interests from '../features/interests/interests.ts'
import * as lines from '../features/lines/lines.ts'
import * as mail from '../features/mail/mail.ts'
import * as meetings from '../features/meetings/meetings.ts'
import * as membership from '../features/membership/membership.ts'
import * as meter from '../features/meter/meter.ts'
import * as opportunities from '../features/opportunities/opportunities.ts'
import * as boundaries from '../features/boundaries/boundaries.ts'
import * as overview from '../features/overview/overview.ts'
import * as position from '../features/position/position.ts'
import * as registers from '../features/registers/registers.ts'
import * as risk from '../features/risk/risk.ts'
import * as savings from '../features/savings/savings.ts'
import * as start from '../features/start/start.ts'
import * as statement from '../features/statement/statement.ts'
import * as topics from '../features/topics/topics.ts'
import * as variation from '../features/variation/variation.ts'
import { readLoads } from '../stores/lake.ts'
import { operator } from '../stores/scope.ts'
import { isClosing } from '../warehouse/closing.ts'
import { addCaching } from './caching.ts'
import { firstPage } from './first-page.ts'
import { addAsking } from './web/asking.ts'
import { addGate } from './web/gate.ts'
import { identify } from './web/viewers.ts'

type Feature = {
  routes: (app: FastifyInstance, context: Context) => Promise<void> | void
  rights?: RouteRights
}

/** Every feature that answers addresses, but that of signing in. */
const features: readonly Feature[] = [
  boundaries,
  alerts,
  budgets,
  changes,
  concerns,
  dataStatus,
  decisions,
  explain,
  forecast,
  interests,
  lines,
  mail,
  meetings,
  membership,
  meter,
  opportunities,
  overview,
  position,
  registers,
  risk,
  savings,
  start,
  statement,
  topics,
  variation,
]

/** Who may ask each address, from every feature. */
export const allRights = (): RouteRights =>
  Object.assign({}, access.rights, ...features.map(({ rights = {} }) => rights))

const buildIdOf = async (context: Context): Promise<string | null> => {
  const served = await context.served()
  const id = served?.manifest.id ?? null
  served?.close()
  return id
}

/** What a page is made from, beside its address: build, ledger, day, and who looks. */
const stateOf = async (context: Context, request: FastifyRequest): Promise<string | null> => {
  const build = await buildIdOf(context)
  if (build === null) return null
  const revision = await (await context.ledger()).revision()
  const { cookie = '' } = request.headers
  const made = `${revision} ${context.asAt()} ${cookie} ${isClosing(context.home)}`
  return `${build}-${createHash('sha256').update(made).digest('hex').slice(0, 12)}`
}

/**
 * Every address that is answered, from every feature. Without settings of access nobody is asked who they
 * are: for measurements inside one process, never for a server that listens.
 */
export const addRoutes = async (
  app: FastifyInstance,
  context: Context,
  settings?: access.AccessSettings,
): Promise<void> => {
  addAsking(app)
  if (settings) {
    addGate(app, context, settings, allRights())
    addCaching(app, (request) => stateOf(context, request))
  } else {
    app.addHook('onRequest', async (request) =>
      identify(request, { viewer: operator, csrf: () => '' }),
    )
    addCaching(app, () => buildIdOf(context))
  }
  app.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.url !== '/' || (await buildIdOf(context)) !== null) return undefined
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(firstPage(readLoads(context.home).length).toString())
  })
  if (settings) await access.routes(app, context, settings)
  for (const { routes } of features) await routes(app, context)
}
