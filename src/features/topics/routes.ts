import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Context, RouteRights } from '../context.ts'
import { withReleasable } from '../disclosure/disclosure.ts'
import { fresh, sendCsv, sendPage } from '../page-reply.ts'
import { sendTables } from '../table-files.ts'
import { askedQuery } from '../variation/variation.ts'
import { loadTopics } from './definition.ts'
import { topicCsv, topicSheets, topicsCsv } from './exports.ts'
import { loadTopic } from './load.ts'
import { openApi, topicData } from './open-api.ts'
import { topicPage, topicsPage } from './page.ts'
import type { TopicView } from './view.ts'

/** Who may ask the addresses of topics. */
export const rights: RouteRights = {
  'GET /topics': ['signed in'],
  'GET /topics/openapi.json': ['anyone'],
  'GET /topics/:topic': ['signed in'],
  'GET /topics/:topic/:table': ['signed in'],
}

type Of = { Params: { topic: string } }

const fileName = ({ topic, asked }: TopicView): string => `topic-${topic.id}-${asked.to}`

/** The topics, and one condition on a page. */
export const routes = async (app: FastifyInstance, context: Context): Promise<void> => {
  const topicOf = async (request: FastifyRequest<Of>): Promise<TopicView> =>
    withReleasable(context, context.viewer(request), (served, rule) =>
      loadTopic(context, request, served, rule),
    )

  app.get('/topics', async (request, reply) => {
    const listed = loadTopics()
    const { format } = askedQuery.parse(request.query)
    if (format === 'json') return fresh(reply).send(listed)
    if (format === 'csv') return sendCsv(reply, 'topics', topicsCsv(listed))
    return sendPage(reply, topicsPage(listed))
  })

  app.get('/topics/openapi.json', (_, reply) => fresh(reply).send(openApi()))

  app.get<Of>('/topics/:topic', async (request, reply) => {
    const view = await topicOf(request)
    const { format } = askedQuery.parse(request.query)
    if (format === 'html') return sendPage(reply, topicPage(view))
    const data = topicData(view)
    if (format === 'json') return fresh(reply).send(data)
    return sendCsv(reply, `${fileName(view)}-${view.build.id}`, topicCsv(data))
  })

  app.get<{ Params: { topic: string; table: string } }>(
    '/topics/:topic/:table',
    async (request, reply) => {
      const view = await topicOf(request)
      return sendTables(reply, request.params.table, {
        name: fileName(view),
        book: 'topic',
        title: `${view.topic.title}, ${view.name}`,
        on: view.build.asAt,
        build: view.build.id,
        sheets: topicSheets(topicData(view)),
      })
    },
  )
}
