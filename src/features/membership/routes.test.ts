import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance } from 'fastify'
import { parseHTML } from 'linkedom'
import { operator, type Viewer } from '../../stores/scope.ts'
import { openTestLedger } from '../../stores/ledger/test-ledger.ts'
import { inventedContext } from '../invented-context.ts'
import { placeIn } from './rules/places.ts'
import { routes } from './routes.ts'
import { namePlaces, readMembership } from './store.ts'

const as = (role: 'management-team' | 'practice-lead' | 'gp', practice = 'A81001'): Viewer => ({
  person: 7,
  name: 'Gwen Pole',
  appointments: [{ role, practice, locality: null, topic: null }],
  via: 'web',
  from: '127.0.0.1',
})

describe('the pages of membership', () => {
  let ledger: Awaited<ReturnType<typeof openTestLedger>>
  let app: FastifyInstance
  let viewer: Viewer = as('management-team')
  const post = (url: string, fields: Record<string, string>) =>
    app.inject({
      url,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    })
  const joining = {
    practice: 'a81001',
    kind: 'joins',
    from: '2020-05',
    locality: 'CW N',
    successors: '',
    why: 'Board, 3 April.',
  }
  const membership = () => ledger.read(operator, readMembership)

  before(async () => {
    ledger = await openTestLedger()
    const localities = [
      { group: 'CW', locality: 'N', name: 'Northmoor' },
      { group: 'CW', locality: 'S', name: 'Southmere' },
    ]
    await ledger.write(operator, async (db, audit) =>
      namePlaces(
        db,
        audit,
        { groups: [], localities: [] },
        { groups: [{ code: 'CW', name: 'Cobwold' }], localities },
        '2017-04-01',
      ),
    )
    app = Fastify()
    await app.register(formbody)
    await routes(app, inventedContext({ ledger: async () => ledger, viewer: () => viewer }))
  })
  after(async () => {
    await app.close()
    await ledger.remove()
  })

  test('an empty form comes back with every fault and is refused', async () => {
    const reply = await post('/members/change', { practice: 'nonsense' })
    assert.equal(reply.statusCode, 422)
    for (const field of ['practice', 'kind', 'from', 'why'])
      assert.match(reply.body, new RegExp(`href="#${field}"`))
    assert.match(reply.body, /value="nonsense"/)
  })

  test('a practice joins from a month on, and is not there the month before', async () => {
    assert.equal((await post('/members/change', joining)).statusCode, 303)
    const { spells } = await membership()
    assert.equal(placeIn(spells, 'A81001', '2020-04'), null)
    assert.equal(placeIn(spells, 'A81001', '2020-05')?.locality, 'N')
    const page = await app.inject({ url: '/members?month=2020-05' })
    assert.match(page.body, /1 practice belongs to 1 locality in May 2020/)
  })

  test('it cannot join twice, and can be moved', async () => {
    const twice = await post('/members/change', { ...joining, locality: 'CW S' })
    assert.equal(twice.statusCode, 422)
    assert.match(twice.body, /one group at a time/)
    const moved = { ...joining, kind: 'moves', from: '2020-06', locality: 'CW S' }
    assert.equal((await post('/members/change', moved)).statusCode, 303)
    assert.equal(placeIn((await membership()).spells, 'A81001', '2020-06')?.locality, 'S')
  })

  test('an entry is taken back with a reason, and stays to be read', async () => {
    const last = (await membership()).changes.at(-1)
    assert.equal((await post(`/members/entries/${last?.id}`, { why: '' })).statusCode, 422)
    const done = await post(`/members/entries/${last?.id}`, { why: 'The wrong locality.' })
    assert.equal(done.statusCode, 303)
    assert.equal(placeIn((await membership()).spells, 'A81001', '2020-06')?.locality, 'N')
    const page = await app.inject({ url: '/members/entries' })
    assert.match(page.body, /Taken back/)
    assert.match(page.body, /The wrong locality\./)
    assert.equal((await post(`/members/entries/${last?.id}`, { why: 'x' })).statusCode, 500)
  })

  test('two practices entered at once into two groups end in one, and the second is told', async () => {
    const one = { ...joining, practice: 'A81009' }
    const replies = await Promise.all([
      post('/members/change', one),
      post('/members/change', { ...one, locality: 'CW S' }),
    ])
    const accepted = replies.filter(({ statusCode }) => statusCode === 303)
    assert.equal(accepted.length, 1)
    const told = replies.find(({ statusCode }) => statusCode !== 303)
    assert.equal(told?.statusCode, 422)
    assert.match(told?.body ?? '', /nhsuk-error-summary[^]*value="A81009"/)
  })

  test('others read and may not enter, in the pages and below them', async () => {
    viewer = as('gp')
    assert.equal((await app.inject({ url: '/members' })).statusCode, 200)
    assert.equal((await post('/members/change', joining)).statusCode, 500)
    await assert.rejects(
      ledger.write(viewer, async (db, audit) => {
        await db
          .insertInto('membership_group')
          .values({ group_code: 'X', name: 'X', on_date: '2020-04-20' })
          .execute()
        await audit({ action: 'x', subject: 'x' })
      }),
      /row-level security/,
    )
    viewer = as('management-team')
  })

  test('a version of the constitution is added and signed for by a practice’s own lead', async () => {
    assert.equal((await post('/members/constitution', { title: 'One' })).statusCode, 422)
    const version = {
      title: 'Our constitution',
      text: 'One practice, one vote.',
      'from-day': '1',
      'from-month': '4',
      'from-year': '2020',
    }
    assert.equal((await post('/members/constitution', version)).statusCode, 303)
    viewer = as('practice-lead')
    const signing = { version: '1', practice: 'A81001', signedBy: 'Gwen Pole', state: 'signed' }
    assert.equal((await post('/members/constitution/sign', signing)).statusCode, 303)
    const other = await post('/members/constitution/sign', { ...signing, practice: 'A81009' })
    assert.equal(other.statusCode, 422)
    const page = await app.inject({ url: '/members/constitution' })
    assert.match(page.body, /Version 1 is in force from 1 April 2020/)
    viewer = as('management-team')
  })

  test('a merger stands in the entries with the practice that it went into, also once it is taken back', async () => {
    const merging = {
      ...joining,
      kind: 'merges',
      from: '2020-09',
      successors: 'A81002',
      why: 'The partners retire.',
    }
    assert.equal((await post('/members/change', merging)).statusCode, 303)
    const cells = async (): Promise<string[]> => {
      const { body } = await app.inject({ url: '/members/entries' })
      const row = [...parseHTML(body).document.querySelectorAll('tbody tr')].find(
        ({ textContent }) => textContent.includes('The partners retire.'),
      )
      return [...(row?.querySelectorAll('td, th') ?? [])].map(({ textContent }) =>
        textContent.replaceAll(/\s+/g, ' ').trim(),
      )
    }
    assert.ok((await cells()).some((text) => text.endsWith('Merges into another')))
    assert.ok(
      (await cells()).some((text) => text.endsWith('A81002')),
      (await cells()).join('; '),
    )
    const last = (await membership()).changes.at(-1)
    assert.equal((await post(`/members/entries/${last?.id}`, { why: 'Not yet.' })).statusCode, 303)
    assert.ok((await cells()).some((text) => text.endsWith('A81002')))
  })
})
