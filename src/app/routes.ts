import type { FastifyInstance } from 'fastify'
import type { Context } from '../features/context.ts'
import * as concerns from '../features/concerns/concerns.ts'
import * as dataStatus from '../features/data-status/data-status.ts'
import * as decisions from '../features/decisions/decisions.ts'
import * as explain from '../features/explain/explain.ts'
import * as interests from '../features/interests/interests.ts'
import * as lines from '../features/lines/lines.ts'
import * as mail from '../features/mail/mail.ts'
import * as overview from '../features/overview/overview.ts'
import * as statement from '../features/statement/statement.ts'
import { readLoads } from '../stores/lake.ts'
import { addCaching } from './caching.ts'
import { firstPage } from './first-page.ts'

const buildIdOf = async (context: Context): Promise<string | null> => {
  const served = await context.served()
  const id = served?.manifest.id ?? null
  served?.close()
  return id
}

/** Every address that is answered, from every feature. */
export const addRoutes = async (app: FastifyInstance, context: Context): Promise<void> => {
  addCaching(app, () => buildIdOf(context))
  app.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.url !== '/' || (await buildIdOf(context)) !== null) return undefined
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(firstPage(readLoads(context.home).length).toString())
  })
  for (const { routes } of [
    overview,
    statement,
    explain,
    lines,
    dataStatus,
    interests,
    decisions,
    concerns,
    mail,
  ]) {
    await routes(app, context)
  }
}
