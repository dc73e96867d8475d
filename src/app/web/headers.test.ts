import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { assets } from '../../ui/assets.ts'
import { makeServer } from '../server.ts'

const server = async (t: TestContext): Promise<FastifyInstance> => {
  const app = await makeServer(() => {})
  t.after(() => app.close())
  app.get('/page', (_, reply) => reply.type('text/html; charset=utf-8').send('<p>page</p>'))
  app.get('/fault', () => {
    throw new Error('fault')
  })
  app.get('/file', (_, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="a.csv"')
      .send('a\r\n'),
  )
  app.get('/moved', (_, reply) => reply.redirect('/page', 303))
  app.get('/nothing', (_, reply) => reply.callNotFound())
  app.post('/form', (_, reply) => reply.send('taken'))
  return app
}

const here = { host: 'localhost:3000' }

/** What is asked, and the status that it answers. */
const asked: readonly (readonly [InjectOptions & { url: string }, number])[] = [
  [{ url: '/page' }, 200],
  [{ url: '/file' }, 200],
  [{ url: '/moved' }, 303],
  [{ url: '/nothing' }, 404],
  [{ url: '/no/such/page' }, 404],
  [{ url: '/%zz' }, 400],
  [{ url: `/${'a'.repeat(600)}` }, 404],
  [{ url: '/fault' }, 500],
  [{ url: '/form', method: 'POST', payload: { a: '1' } }, 403],
  [{ url: '/form', method: 'POST', payload: 'a', headers: { 'content-type': 'text/odd' } }, 415],
  [
    {
      url: '/form',
      method: 'POST',
      payload: 'a'.repeat(300_000),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
    413,
  ],
  [{ url: '/page', method: 'DELETE' }, 403],
  [{ url: '/page', headers: { host: 'evil.example' } }, 421],
  [{ url: assets()[0]?.path ?? '' }, 200],
]

describe('what goes with every answer, whatever it is', () => {
  test('policy of contents, no guessing of types, no frames, no address passed on', async (t) => {
    const app = await server(t)
    const wrong: string[] = []
    for (const [given, status] of asked) {
      const answer = await app.inject({ ...given, headers: { ...here, ...given.headers } })
      const name = `${given.method ?? 'GET'} ${given.url.slice(0, 30)} ${answer.statusCode}`
      if (answer.statusCode !== status) wrong.push(`${name} is not ${status}`)
      for (const [header, value] of [
        ['content-security-policy', /default-src 'none'.*frame-ancestors 'none'/],
        ['x-content-type-options', /^nosniff$/],
        ['x-frame-options', /^(SAMEORIGIN|DENY)$/],
        ['referrer-policy', /^no-referrer$/],
      ] as const)
        if (!value.test(String(answer.headers[header]))) wrong.push(`${name}: ${header}`)
      if (answer.headers['server'] !== undefined || answer.headers['x-powered-by'] !== undefined)
        wrong.push(`${name} says what answers`)
      if (answer.statusCode >= 400 && /at \w+ \(|node_modules/.test(answer.body))
        wrong.push(`${name} shows where it failed`)
    }
    assert.deepEqual(wrong, [])
  })
})
