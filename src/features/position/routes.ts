import type { FastifyInstance } from 'fastify'
import { insiders } from '../rights.ts'
import type { Members } from '../../core/figure.ts'
import type { Viewer } from '../../stores/scope.ts'
import type { Context, RouteRights } from '../context.ts'
import { assumedText } from '../budgets/budgets.ts'
import { openStatement, query, readerOf, withServed } from '../statement/statement.ts'
import { sendTables } from '../table-files.ts'
import { packPage } from './pack.ts'
import { paperPage, paperSheets, type PaperView } from './paper.ts'
import { readPaper } from './read.ts'

/** Who may ask the addresses of the papers. */
export const rights: RouteRights = {
  'GET /position': ['signed in'],
  'GET /position/:table': ['signed in'],
  'GET /practices/:practice/pack': insiders,
}

const groupAsked = (given: unknown): string | undefined => {
  if (typeof given !== 'object' || given === null || !('group' in given)) return undefined
  return typeof given.group === 'string' ? given.group : undefined
}

const membersIn = (given: unknown): Members =>
  typeof given === 'object' && given !== null && 'members' in given && given.members === 'now'
    ? 'now'
    : 'then'

/** The group's position paper and each practice's pack. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  const paper = (viewer: Viewer, given: unknown): Promise<PaperView> =>
    readPaper(context, viewer, {
      group: groupAsked(given),
      month: query.parse(given).month,
      members: membersIn(given),
    })

  app.get('/position', async (request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .send(paperPage(await paper(context.viewer(request), request.query)).toString()),
  )

  app.get<{ Params: { table: string } }>('/position/:table', async (request, reply) => {
    const view = await paper(context.viewer(request), request.query)
    return sendTables(reply, request.params.table, {
      name: `position-${view.group}-${view.position.month}`,
      book: 'position',
      title: `Position of ${view.groupName}`,
      on: view.build.asAt,
      build: view.build.id,
      assumed: assumedText(view.position.part.assumed),
      sheets: paperSheets(view),
    })
  })

  app.get<{ Params: { practice: string } }>('/practices/:practice/pack', async (request, reply) => {
    const reader = await readerOf(context, request)
    const view = await withServed(context, (served) =>
      openStatement(served, request.params.practice, query.parse(request.query).month, reader),
    )
    return reply.type('text/html; charset=utf-8').send(packPage(view).toString())
  })
}
