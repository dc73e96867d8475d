import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../core/refusal.ts'
import { stylesPath } from '../ui/assets.ts'
import { makeServer } from './server.ts'

const here = { host: 'localhost:3000' }

const server = async (t: TestContext): Promise<{ app: FastifyInstance; log: string[] }> => {
  const log: string[] = []
  const app = await makeServer((text) => log.push(text))
  app.get('/missing', () => {
    throw new AppError({ code: 'not-found', message: 'No such practice.', remedy: 'Check it.' })
  })
  app.get('/fault', () => {
    throw new Error("row of '9990000018' & 9990000018 broke")
  })
  t.after(() => app.close())
  return { app, log }
}

describe('the server', () => {
  test('it answers to the names of this machine only', async (t) => {
    const { app } = await server(t)
    for (const host of ['localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'LOCALHOST'])
      assert.equal((await app.inject({ url: stylesPath, headers: { host } })).statusCode, 200, host)
    for (const host of ['steward.example.org', 'localhost.example.org', '10.0.0.1:3000'])
      assert.equal((await app.inject({ url: stylesPath, headers: { host } })).statusCode, 421, host)
  })

  test('a page may load nothing but our own styles and images, and be framed by nobody', async (t) => {
    const { app } = await server(t)
    const { headers } = await app.inject({ url: '/nowhere', headers: here })
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /default-src 'none'/)
    assert.match(policy, /frame-ancestors 'none'/)
    assert.doesNotMatch(policy, /unsafe|script-src|https:/)
  })

  test('an asset may be kept for ever, because its name holds the hash of its content', async (t) => {
    const { app } = await server(t)
    const { headers } = await app.inject({ url: stylesPath, headers: here })
    assert.match(String(headers['cache-control']), /immutable/)
  })

  test('what is not there is a page of status 404, or JSON where that is asked for', async (t) => {
    const { app } = await server(t)
    const page = await app.inject({ url: '/nowhere', headers: here })
    assert.equal(page.statusCode, 404)
    assert.match(page.body, /<h1[^>]*>Page not found/)
    const headers = { ...here, accept: 'application/json' }
    const json = await app.inject({ url: '/missing', headers })
    assert.equal(json.statusCode, 404)
    assert.deepEqual(json.json(), {
      refusal: { code: 'not-found', message: 'No such practice.', remedy: 'Check it.' },
    })
  })

  test('a fault shows its reference only, and the log holds no value of a row', async (t) => {
    const { app, log } = await server(t)
    const page = await app.inject({ url: '/fault', headers: here })
    assert.equal(page.statusCode, 500)
    const reference = /reference ([0-9a-f]{8})/.exec(page.body)?.[1] ?? 'none'
    assert.match(log.join('\n'), new RegExp(String.raw`\[${reference}\] Error: row of`))
    assert.doesNotMatch(page.body + log.join('\n'), /9990000018/)
  })
})
