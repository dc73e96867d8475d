import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/**
 * Lets a browser keep each page until what it was made from changes: a page is a function of its address,
 * the state (build, ledger, day, who looks) and the program, so their tag stands for its content and an
 * unchanged page is never made again.
 */
export const addCaching = (
  app: FastifyInstance,
  stateOf: (request: FastifyRequest) => Promise<string | null>,
  program: string = randomBytes(6).toString('hex'),
): void => {
  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'GET' || request.url.startsWith('/assets/')) return undefined
    const state = await stateOf(request)
    if (state === null) return undefined
    const tag = `W/"${state}-${program}"`
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
