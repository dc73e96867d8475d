import type { FastifyInstance } from 'fastify'
import type { Context } from '../features/context.ts'
import { readLoads } from '../stores/lake.ts'
import { firstPage } from './first-page.ts'

/** Every address that is answered, from every feature. */
export const addRoutes = async (app: FastifyInstance, context: Context): Promise<void> => {
  app.get('/', async (_, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .send(firstPage(readLoads(context.home).length).toString()),
  )
}
