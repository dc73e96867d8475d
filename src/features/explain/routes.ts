import type { FastifyInstance } from 'fastify'
import { explainPath, membersOf, parseFigure } from '../../core/figure.ts'
import type { Context, RouteRights } from '../context.ts'
import { demand, jsonText, openBuild } from '../figures/figures.ts'
import { sendTables } from '../table-files.ts'
import { explanationData } from './data.ts'
import { explain } from './explanation.ts'
import { explanationSheets } from './exports.ts'
import { explainHtml } from './page.ts'

/** Whoever sees a figure sees its explanation, of the build that is cut to what they may see. */
export const rights: RouteRights = { 'GET /explain/*': ['signed in'] }

/** The page that every figure links to. */
export const routes = (app: FastifyInstance, context: Context): void => {
  app.get<{ Params: { '*': string }; Querystring: { format?: string; table?: string } }>(
    '/explain/*',
    async (request, reply) => {
      const figure = demand(parseFigure(request.params['*']))
      const served = demand(await openBuild(context, figure.build, membersOf(figure.where)))
      try {
        const explanation = demand(await explain(context.scope(), served, figure))
        if (request.query.format === 'json') {
          return await reply
            .type('application/json; charset=utf-8')
            .send(jsonText(explanationData(served, explanation)))
        }
        const { table } = request.query
        if (typeof table === 'string') {
          const { id, asAt } = served.manifest
          return await sendTables(reply, table, {
            name: explanation.whole.name.replace(/@.*$/, ''),
            book: 'explanation',
            title: explanation.whole.title,
            on: asAt,
            build: id,
            page: explainPath(explanation.whole.figure),
            sheets: explanationSheets(explanation),
          })
        }
        return await reply
          .type('text/html; charset=utf-8')
          .send(explainHtml(served, explanation).toString())
      } finally {
        served.close()
      }
    },
  )
}
