import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import Fastify from 'fastify'
import { addCaching } from './caching.ts'

describe('pages in a browser’s cache', () => {
  test('a page is made once for each build, and again when another is served', async () => {
    let build: string | null = 'b12ab34cd56e'
    let made = 0
    const app = Fastify()
    addCaching(app, async () => build)
    app.get('/page', async () => `page ${(made += 1)}`)
    const first = await app.inject('/page')
    const etag = String(first.headers.etag)
    assert.equal(first.headers['cache-control'], 'private, no-cache')
    const ask = () => app.inject({ url: '/page', headers: { 'if-none-match': etag } })
    assert.equal((await ask()).statusCode, 304)
    assert.equal(made, 1)
    build = 'c23bc45de67f'
    assert.equal((await ask()).body, 'page 2')
    build = null
    assert.equal((await ask()).headers.etag, undefined)
  })

  test('a page that is not there is not kept', async () => {
    const app = Fastify()
    addCaching(app, async () => 'b12ab34cd56e')
    assert.equal((await app.inject('/nowhere')).headers.etag, undefined)
  })
})
