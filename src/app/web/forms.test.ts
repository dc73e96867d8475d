import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeServer } from '../server.ts'
import { csrfOf } from './viewers.ts'

const host = 'localhost:3000'

const server = async (t: TestContext): Promise<FastifyInstance> => {
  const app = await makeServer(() => {})
  app.get('/form', (request, reply) => reply.send(csrfOf(request)))
  app.post('/form', (request, reply) => reply.send(request.body))
  t.after(() => app.close())
  return app
}

type Page = { token: string; cookie: string }

const open = async (app: FastifyInstance, cookie = ''): Promise<Page> => {
  const page = await app.inject({ url: '/form', headers: { host, cookie } })
  const [made] = page.cookies
  return { token: page.body, cookie: `${cookie}; ${made?.name}=${made?.value}` }
}

const send = (app: FastifyInstance, payload: string, headers: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url: '/form',
    headers: { host, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload,
  })

const boundary = 'xYz'
const multipart = (
  parts: readonly { name: string; value: string; file?: string }[],
): { payload: string; headers: Record<string, string> } => ({
  headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  payload: `${parts
    .map(
      ({ name, value, file }) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${
          file === undefined ? '' : `; filename="${file}"\r\nContent-Type: application/pdf`
        }\r\n\r\n${value}\r\n`,
    )
    .join('')}--${boundary}--\r\n`,
})

describe('what may be sent to the server', () => {
  test('a form counts only with the token of a page made for the same browser', async (t) => {
    const app = await server(t)
    const { token, cookie } = await open(app)
    const sent = await send(app, `_csrf=${token}&name=A+B`, { cookie })
    assert.equal(sent.statusCode, 200)
    assert.equal(sent.json<{ name: string }>().name, 'A B')
    const other = await open(app)
    for (const [payload, headers] of [
      ['name=A', { cookie }],
      [`_csrf=${token}`, {}],
      [`_csrf=${token}`, { cookie: other.cookie }],
      [`_csrf=${token}x`, { cookie }],
      [`_csrf=${token}`, { cookie: `${cookie}; steward_session=another` }],
      [`_csrf=${token}`, { cookie, 'sec-fetch-site': 'cross-site' }],
      [`_csrf=${token}`, { cookie, 'sec-fetch-site': 'same-site' }],
      [`_csrf=${token}`, { cookie, origin: 'https://elsewhere.example.org' }],
      [`_csrf=${token}`, { cookie, origin: 'not a url' }],
      [`_csrf[]=${token}`, { cookie }],
    ] as const) {
      const refused = await send(app, payload, headers)
      assert.equal(refused.statusCode, 403, JSON.stringify([payload, headers]))
      assert.match(refused.body, /reload the page/)
    }
    assert.equal(
      (await send(app, `_csrf=${token}`, { cookie, origin: `http://${host}` })).statusCode,
      200,
    )
  })

  test('the token’s cookie is out of reach of scripts and of other sites', async (t) => {
    const app = await server(t)
    const page = await app.inject({ url: '/form', headers: { host } })
    assert.match(String(page.headers['set-cookie']), /HttpOnly; SameSite=Lax/)
  })

  test('files come whole beside texts and lists; a file not chosen is not there', async (t) => {
    const app = await server(t)
    const { token, cookie } = await open(app)
    const { payload, headers } = multipart([
      { name: '_csrf', value: token },
      { name: 'title', value: 'Paper' },
      { name: 'for', value: 'a' },
      { name: 'for', value: 'b' },
      { name: 'paper', value: '%PDF-', file: 'paper.pdf' },
      { name: 'none', value: '', file: '' },
    ])
    const sent = await send(app, payload, { cookie, ...headers })
    assert.equal(sent.statusCode, 200)
    const body = sent.json<{ paper: { bytes: { data: number[] } } }>()
    assert.deepEqual(body, {
      _csrf: token,
      title: 'Paper',
      for: ['a', 'b'],
      paper: {
        filename: 'paper.pdf',
        type: 'application/pdf',
        bytes: { type: 'Buffer', data: [...Buffer.from('%PDF-')] },
      },
    })
    const without = multipart([{ name: 'title', value: 'Paper' }])
    assert.equal((await send(app, without.payload, { cookie, ...without.headers })).statusCode, 403)
  })

  test('what is too large or badly formed is refused, never a fault', async (t) => {
    const app = await server(t)
    const { token, cookie } = await open(app)
    const large = `_csrf=${token}&text=${'a'.repeat(300 * 1024)}`
    assert.equal((await send(app, large, { cookie })).statusCode, 413)
    const file = multipart([
      { name: '_csrf', value: token },
      { name: 'paper', value: 'a'.repeat(21 * 1024 * 1024), file: 'x.pdf' },
    ])
    assert.equal((await send(app, file.payload, { cookie, ...file.headers })).statusCode, 413)
    const many = multipart(
      Array.from({ length: 120 }, (_, i) => ({ name: `field${i}`, value: 'x' })),
    )
    assert.equal((await send(app, many.payload, { cookie, ...many.headers })).statusCode, 413)
    const broken = await send(app, '--xYz\r\nnothing', { cookie, ...file.headers })
    assert.ok(broken.statusCode >= 400 && broken.statusCode < 500, String(broken.statusCode))
    const proto = multipart([{ name: '__proto__', value: 'x' }])
    const violated = await send(app, proto.payload, { cookie, ...proto.headers })
    assert.ok(violated.statusCode >= 400 && violated.statusCode < 500)
    const json = await send(app, '{"_csrf":', { cookie, 'content-type': 'application/json' })
    assert.equal(json.statusCode, 400)
  })
})
