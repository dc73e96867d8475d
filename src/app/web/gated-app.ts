import assert from 'node:assert/strict'
import type { FastifyInstance } from 'fastify'
import * as access from '../../features/access/access.ts'
import { inventedContext } from '../../features/invented-context.ts'
import type { TestLedger } from '../../stores/ledger/test-ledger.ts'
import { makeServer } from '../server.ts'
import { addGate } from './gate.ts'
import { csrfOf, viewerOf } from './viewers.ts'

/** A password that may be chosen. */
export const password = 'gravel teapot orbit'

/** A server with sign-in and four pages of its own, over a ledger of a test. */
export const serveGated = async (
  ledger: TestLedger,
  isSample = false,
  outside: access.OutsideProvider | null = null,
): Promise<FastifyInstance> => {
  const context = inventedContext({
    ledger: async () => ledger,
    viewer: viewerOf,
    csrf: csrfOf,
    asAt: () => '2020-04-20',
  })
  const settings = { url: null, secure: false, isSample: () => isSample, outside }
  const app = await makeServer(() => {})
  const rights = { ...access.rights, 'GET /mine': ['gp'] as const, 'GET /': ['signed in'] as const }
  addGate(app, context, settings, rights)
  await access.routes(app, context, settings)
  app.get('/', (request, reply) => reply.send(`overview for ${viewerOf(request).name}`))
  app.get('/start', (request, reply) => reply.send(`start of ${viewerOf(request).name}`))
  app.get('/mine', (request, reply) => reply.send(`mine, ${viewerOf(request).name}`))
  app.get('/unlisted', (request, reply) => reply.send(`unlisted, ${viewerOf(request).name}`))
  return app
}

/** The key that the page to set up the second step shows. */
export const secretOn = (body: string): string => {
  const spaced = /<code class="steward-key">([A-Z2-7 ]+)<\/code>/.exec(body)?.[1]
  assert.ok(spaced, 'the page shows no key')
  return spaced.replaceAll(' ', '')
}

/** The recovery codes that a page shows. */
export const codesOn = (body: string): string[] =>
  [...body.matchAll(/<code>([a-z0-9]{5}-[a-z0-9]{5})<\/code>/g)].map(([, code = '']) => code)
