import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { assumedText } from '../budgets/budgets.ts'
import type { Context, RouteRights } from '../context.ts'
import { jsonText } from '../figures/figures.ts'
import { insiders } from '../rights.ts'
import { sendTables } from '../table-files.ts'
import { statementData, statementSheets } from './exports.ts'
import { openStatement, readerOf, withServed } from './opening.ts'
import { statementPage } from './page.ts'
import { warmer } from './warm.ts'

type Asked = { Params: { practice: string; table: string } }

/** What may stand after the question mark; anything else there is as if it were not. */
export const query = z.object({
  month: z.string().max(20).optional().catch(undefined),
  format: z.enum(['html', 'json']).catch('html'),
})

/** Small numbers stand in statements as they are, so they stay inside the group. */
export const rights: RouteRights = {
  'GET /practices/:practice': insiders,
  'GET /practices/:practice/tables/:table': insiders,
}

/** The statement's addresses: the page, the same as JSON, and each table as CSV. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  let closing = false
  const warm = warmer(context, () => closing)
  app.addHook('onListen', async () => {
    void warm()
  })
  app.addHook('onClose', async () => {
    closing = true
  })
  app.get<Asked>('/practices/:practice', async (request, reply) => {
    const { month, format } = query.parse(request.query)
    const reader = await readerOf(context, request)
    const view = await withServed(context, (served) =>
      openStatement(served, request.params.practice, month, reader),
    )
    void warm(view.build.id)
    return format === 'json'
      ? reply.type('application/json; charset=utf-8').send(jsonText(statementData(view)))
      : reply.type('text/html; charset=utf-8').send(statementPage(view).toString())
  })
  app.get<Asked>('/practices/:practice/tables/:table', async (request, reply) => {
    const { params } = request
    const { month } = query.parse(request.query)
    const reader = await readerOf(context, request)
    const view = await withServed(context, (served) =>
      openStatement(served, params.practice, month, reader),
    )
    const { practice, periods, build, budget } = view
    return sendTables(reply, params.table, {
      name: `statement-${practice.code}-${periods.month}`,
      book: 'statement',
      title: `Statement of ${practice.name}, ${periods.month}`,
      on: build.asAt,
      build: build.id,
      assumed: budget.kind === 'in force' ? assumedText(budget.assumed) : '',
      sheets: statementSheets(view),
    })
  })
}
