import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { formatWhere, parseWhere } from '../../core/figure.ts'
import { AppError } from '../../core/refusal.ts'
import type { Context, RouteRights } from '../context.ts'
import { withReleasable } from '../disclosure/disclosure.ts'
import { loadMeasures } from '../measures/measures.ts'
import { fresh, sendPage } from '../page-reply.ts'
import { sendTables } from '../table-files.ts'
import { registerData, sheetsOf } from './exports.ts'
import { registerPage } from './page.ts'
import { explainRegister, type Explained } from './register.ts'
import { titleOf } from './words.ts'

/** Who may ask where a prevalence comes from. */
export const rights: RouteRights = {
  'GET /registers/:register/:year/:where': ['signed in'],
  'GET /registers/:register/:year/:where/:table': ['signed in'],
}

type Of = { Params: { register: string; year: string; where: string } }

const badAddress = (): AppError =>
  new AppError({
    code: 'unknown-register',
    message: 'This is not the address of a disease register.',
    remedy: 'Write it like /registers/DM/2019-20/group:CW, or follow a link on a topic’s page.',
    where: 'register',
  })

/** A prevalence with its rows, its file and its build. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  const explained = async (
    request: FastifyRequest<Of>,
    work: (found: Explained) => Promise<FastifyReply>,
  ): Promise<FastifyReply> =>
    // Prevalence is published for each practice, so nothing of it is withheld from anybody.
    withReleasable(context, context.viewer(request), async (served) => {
      const { params } = request
      const where = parseWhere(params.where)
      const [, start, end] = /^(20\d{2})-(\d{2})$/.exec(params.year) ?? []
      if (!where || start === undefined || !/^[A-Z][A-Z0-9]{1,7}$/.test(params.register))
        throw badAddress()
      return work(
        await explainRegister(
          served,
          { register: params.register, year: `${start}/${end}`, where },
          loadMeasures(context.home.definitions),
        ),
      )
    })

  app.get<Of & { Querystring: { format?: string } }>(
    '/registers/:register/:year/:where',
    async (request, reply) =>
      explained(request, async (found) =>
        request.query.format === 'json'
          ? fresh(reply).send(registerData(found))
          : sendPage(reply, registerPage(found)),
      ),
  )

  app.get<Of & { Params: { table: string } }>(
    '/registers/:register/:year/:where/:table',
    async (request, reply) =>
      explained(request, async (found) =>
        sendTables(reply, request.params.table, {
          name: `register-${found.register}-${request.params.year}-${formatWhere(found.where)}`,
          book: 'register',
          title: titleOf(found),
          on: found.build.asAt,
          build: found.build.id,
          sheets: sheetsOf(found),
        }),
      ),
  )
}
