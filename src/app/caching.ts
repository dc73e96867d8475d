import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

/**
 * Lets a browser keep each page until another build is served: a page is a function of its address, the
 * build and the program, so their tag stands for its content and an unchanged page is never made again.
 */
export const addCaching = (
  app: FastifyInstance,
  buildId: () => Promise<string | null>,
  program: string = randomBytes(6).toString('hex'),
): void => {
  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'GET' || request.url.startsWith('/assets/')) return undefined
    const build = await buildId()
    if (build === null) return undefined
    const tag = `W/"${build}-${program}"`
    void reply.header('etag', tag).header('vary', 'accept, accept-encoding')
    if (request.headers['if-none-match'] !== tag) return undefined
    return reply.code(304).send()
  })
  app.addHook('onSend', async (_, reply, payload) => {
    if (reply.statusCode !== 200 && reply.statusCode !== 304) reply.removeHeader('etag')
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'private, no-cache')
    return payload
  })
}
