import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import Fastify from 'fastify'
import { operator, publicViewer } from '../../stores/scope.ts'
import { addAsking, whoAsks } from './asking.ts'
import { identify } from './viewers.ts'

test('every route is answered for its own viewer, however long it takes and however many ask at once', async (t) => {
  const app = Fastify()
  t.after(() => app.close())
  app.addHook('onRequest', async (request) => {
    const name = String(request.headers['x-name'])
    identify(request, { viewer: { ...publicViewer('127.0.0.1'), name }, csrf: () => '' })
  })
  addAsking(app)
  const answer = async (): Promise<string> => {
    await wait(Math.random() * 20)
    return whoAsks().name
  }
  app.get('/', answer)
  app.post('/', answer)
  const names = Array.from({ length: 40 }, (_, i) => `viewer ${i}`)
  const heard = await Promise.all(
    names.map(async (name, i) => {
      const sent = { url: '/', headers: { 'x-name': name } }
      const reply = await (i % 2 === 0
        ? app.inject(sent)
        : app.inject({ ...sent, method: 'POST', payload: { long: 'x'.repeat(50_000) } }))
      return reply.body
    }),
  )
  assert.deepEqual(heard, names)
  assert.equal(whoAsks(), operator)
})
