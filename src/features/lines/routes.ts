import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { formatFigure, membersOf, parseFigure, type Figure } from '../../core/figure.ts'
import { AppError } from '../../core/refusal.ts'
import type { Scope } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Context, RouteRights } from '../context.ts'
import { monthPeople, practicePeople } from '../rights.ts'
import {
  demand,
  evaluate,
  jsonText,
  namesOf,
  openBuild,
  type Evaluated,
} from '../figures/figures.ts'
import { csvOf } from './download.ts'
import { fileNames } from './files.ts'
import { linesJson } from './json.ts'
import { readLine } from './single/line.ts'
import { lineHtml } from './single/page.ts'
import { linesHtml, sourcesHtml } from './page.ts'
import { linesPage, onlySource } from './paging.ts'
import { demandLine, demandLines } from './reach.ts'
import { statuses, type Choice } from './store.ts'

const query = z.object({
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
  status: z.enum(statuses).optional().catch(undefined),
  format: z.enum(['html', 'csv', 'json']).catch('html'),
})

const fileName = (figure: Figure): string =>
  `${formatFigure(figure).replaceAll(/[^\w.-]+/g, '_')}.csv`

/** A download holds its build open until its last line is sent or its reader has gone. */
async function* closing(served: Served, text: AsyncGenerator<string>): AsyncGenerator<string> {
  try {
    yield* text
  } finally {
    served.close()
  }
}

const several = (whole: Evaluated): AppError =>
  new AppError({
    code: 'several-kinds',
    message: `${whole.title} counts lines of several kinds, and each kind has its own columns.`,
    remedy: 'Ask for activity-cost, contract-cost and prescribing-cost one by one.',
  })

const send = async (
  scope: Scope,
  request: FastifyRequest,
  reply: FastifyReply,
  served: Served,
  asked: Figure,
): Promise<FastifyReply> => {
  const { page, status, format } = query.parse(request.query)
  const whole = demand(await evaluate(scope, served, asked))
  const names = await namesOf(scope, served)
  const fileOf = await fileNames(scope, served)
  const view = { served, whole, names, fileOf }
  const source = onlySource(whole.figure)
  if (source === null) {
    if (format !== 'html') throw several(whole)
    return reply.type('text/html; charset=utf-8').send(sourcesHtml(view).toString())
  }
  const choice: Choice = { figure: whole.figure, source, ...(status ? { status } : {}) }
  const shown = demand(await linesPage(scope, served, choice, page))
  return format === 'json'
    ? reply.type('application/json; charset=utf-8').send(jsonText(linesJson(whole, shown, fileOf)))
    : reply.type('text/html; charset=utf-8').send(linesHtml(view, shown).toString())
}

const sendCsv = async (
  scope: Scope,
  request: FastifyRequest,
  reply: FastifyReply,
  served: Served,
  asked: Figure,
): Promise<FastifyReply> => {
  const { status } = query.parse(request.query)
  const whole = demand(await evaluate(scope, served, asked, { splits: false }))
  const source = onlySource(whole.figure)
  if (source === null) throw several(whole)
  const choice: Choice = { figure: whole.figure, source, ...(status ? { status } : {}) }
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${fileName(whole.figure)}"`)
    .send(Readable.from(closing(served, csvOf(scope, served, choice))))
}

/** Lines are of patients: for their own practice (`demandLines`) and for those who run the month. */
export const rights: RouteRights = {
  'GET /lines/line/:kind/:place': [...practicePeople, ...monthPeople],
  'GET /lines/*': [...practicePeople, ...monthPeople],
}

/** The context with the build that has its lines: what is read from it is cut by the scope. */
const withLines = (context: Context): Context => ({
  ...context,
  served: (members) => context.servedLines(members),
})

/** The lines behind any figure: pages, CSV, JSON, and single lines. */
export const routes = (app: FastifyInstance, context: Context): void => {
  app.get<{ Params: { kind: string; place: string } }>(
    '/lines/line/:kind/:place',
    async (request, reply) => {
      const { kind, place } = request.params
      const served = demand(await openBuild(withLines(context), null))
      try {
        const line = demand(await readLine(context.scope(), served, kind, place))
        demandLine(context.viewer(request), line.row['practice'])
        const names = await namesOf(context.scope(), served)
        const fileOf = await fileNames(context.scope(), served)
        return await reply
          .type('text/html; charset=utf-8')
          .send(lineHtml(served, line, names, fileOf).toString())
      } finally {
        served.close()
      }
    },
  )
  app.get<{ Params: { '*': string } }>('/lines/*', async (request, reply) => {
    const figure = demand(parseFigure(request.params['*']))
    demandLines(context.viewer(request), figure.where)
    const served = demand(
      await openBuild(withLines(context), figure.build, membersOf(figure.where)),
    )
    if (query.parse(request.query).format !== 'csv') {
      try {
        return await send(context.scope(), request, reply, served, figure)
      } finally {
        served.close()
      }
    }
    try {
      return await sendCsv(context.scope(), request, reply, served, figure)
    } catch (error) {
      served.close()
      throw error
    }
  })
}
