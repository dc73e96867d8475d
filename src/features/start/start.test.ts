import assert from 'node:assert/strict'
import { test } from 'node:test'
import Fastify from 'fastify'
import { parseHTML } from 'linkedom'
import { openTestLedger } from '../../stores/ledger/test-ledger.ts'
import { operator, type Viewer } from '../../stores/scope.ts'
import * as access from '../access/access.ts'
import { addSample } from '../concerns/concerns.ts'
import { inventedContext } from '../invented-context.ts'
import { routes } from './start.ts'

const world = {
  today: '2020-04-20',
  groupCode: 'CW',
  practices: ['W51001', 'W51002', 'W51003', 'W51004'].map((code, i) => ({
    code,
    name: code,
    locality: i % 2 === 0 ? 'CW1' : 'CW2',
  })),
  localities: [
    { code: 'CW1', name: 'Quillbrook' },
    { code: 'CW2', name: 'Merle Vale' },
  ],
}

const headings: readonly (readonly [key: string, heading: string])[] = [
  ['gp', 'Your practice and your group'],
  ['practice-manager', 'Your practice this month'],
  ['topic-lead', 'Your topic'],
  ['elected-gp-1', 'The board'],
  ['payer-reader', 'Where to begin'],
]

test('each level of involvement begins at its own page, before any figure is there', async () => {
  const ledger = await openTestLedger()
  await access.addSample(ledger, world)
  await addSample(ledger, world)
  let viewer: Viewer = operator
  const app = Fastify()
  await routes(app, inventedContext({ ledger: async () => ledger, viewer: () => viewer }))
  for (const [key, heading] of headings) {
    const person = await ledger.read(operator, async (db) => {
      const number = await access.samplePerson(db, key)
      return number === null ? null : access.readPerson(db, number)
    })
    const found = person && access.viewerOf(person, world.today, '127.0.0.1')
    assert.ok(found, key)
    viewer = found
    const reply = await app.inject({ url: '/start' })
    const page = parseHTML(reply.body).document
    assert.equal(reply.statusCode, 200, key)
    assert.equal(page.querySelector('h1')?.textContent, heading)
    assert.equal(page.querySelector('#watched') !== null, key === 'elected-gp-1', key)
  }
  await app.close()
  await ledger.remove()
})
