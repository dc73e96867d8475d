import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { everything } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Context, RouteRights } from '../context.ts'
import { demand, jsonText, namesOf, openBuild, type Names } from '../figures/figures.ts'
import { insiders, monthPeople } from '../rights.ts'
import { statusData } from './data.ts'
import { listHtml, lists, longestList } from './lists.ts'
import { noBuildHtml, statusHtml } from './page.ts'
import { readQuarantine } from './quarantine.ts'
import { quarantineHtml } from './quarantine-page.ts'
import { readStatus, waitingLoads, type Status } from './status.ts'

const query = z.object({
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
  format: z.enum(['html', 'json']).catch('html'),
})

const html = (reply: FastifyReply, text: { toString(): string }): FastifyReply =>
  reply.type('text/html; charset=utf-8').send(text.toString())

const json = (reply: FastifyReply, data: object): FastifyReply =>
  reply.type('application/json; charset=utf-8').send(jsonText(data))

// Files can arrive without a new build, so these pages are not kept by the build's tag.
const fresh = (reply: FastifyReply): FastifyReply =>
  reply.removeHeader('etag').header('cache-control', 'no-store')

const reading = async <T>(
  context: Context,
  read: (served: Served, names: Names) => Promise<T>,
): Promise<T> => {
  const served = demand(await openBuild(context, null))
  try {
    return await read(served, await namesOf(everything, served))
  } finally {
    served.close()
  }
}

const everyRow = 1_000_000

const wholeStatus = (context: Context, limit?: number): Promise<{ status: Status; names: Names }> =>
  reading(context, async (served, names) => ({
    status: await readStatus(everything, context.home, served, limit),
    names,
  }))

/** What arrived is for everyone inside the group; rows that could not be read for those who run the month. */
export const rights: RouteRights = {
  'GET /status': insiders,
  ...Object.fromEntries(lists.map(({ path }) => [`GET /status/${path}`, insiders])),
  'GET /status/quarantine/:load': monthPeople,
}

/** What arrived, what is wanting, and whether everything is accounted for. */
export const routes = (app: FastifyInstance, context: Context): void => {
  app.get('/status', async (request, reply) => {
    const { format } = query.parse(request.query)
    fresh(reply)
    const served = await context.served()
    if (served === null) {
      const waiting = waitingLoads(everything, context.home, [])
      if (format === 'json') return json(reply, { build: null, waiting })
      return html(reply, noBuildHtml(waiting, context.asAt()))
    }
    served.close()
    const { status, names } = await wholeStatus(context)
    return format === 'json'
      ? json(reply, statusData(status))
      : html(reply, statusHtml(status, names))
  })
  for (const list of lists) {
    app.get(`/status/${list.path}`, async (request, reply) => {
      const { format } = query.parse(request.query)
      const limit = format === 'json' ? everyRow : longestList
      const { status, names } = await wholeStatus(context, limit)
      return format === 'json'
        ? json(fresh(reply), { build: status.build, rows: list.rows(status) })
        : html(fresh(reply), listHtml(list, status, names))
    })
  }
  app.get<{ Params: { load: string } }>('/status/quarantine/:load', async (request, reply) => {
    const { page, format } = query.parse(request.query)
    const rows = demand(await readQuarantine(everything, context.home, request.params.load, page))
    fresh(reply)
    return format === 'json' ? json(reply, rows) : html(reply, quarantineHtml(rows))
  })
}
