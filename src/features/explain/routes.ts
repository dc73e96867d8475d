import type { FastifyInstance } from 'fastify'
import { membersOf, parseFigure } from '../../core/figure.ts'
import type { Context, RouteRights } from '../context.ts'
import { demand, jsonText, openBuild } from '../figures/figures.ts'
import { explanationData } from './data.ts'
import { explain } from './explanation.ts'
import { explainHtml } from './page.ts'

/** Whoever sees a figure sees its explanation, of the build that is cut to what they may see. */
export const rights: RouteRights = { 'GET /explain/*': ['signed in'] }

/** The page that every figure links to. */
export const routes = (app: FastifyInstance, context: Context): void => {
  app.get<{ Params: { '*': string }; Querystring: { format?: string } }>(
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
        return await reply
          .type('text/html; charset=utf-8')
          .send(explainHtml(served, explanation).toString())
      } finally {
        served.close()
      }
    },
  )
}
