import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance } from 'fastify'
import { parseHTML } from 'linkedom'
import { operator, type Viewer } from '../../stores/scope.ts'
import { openTestLedger } from '../../stores/ledger/test-ledger.ts'
import { inventedContext } from '../invented-context.ts'
import { routes } from './concerns.ts'
import { inventedPerson } from './invented-people.ts'
import { readConcern, readConcerns } from './read.ts'

const document = (body: string): ReturnType<typeof parseHTML>['document'] =>
  parseHTML(body).document

describe('the pages of ideas and concerns', () => {
  let ledger: Awaited<ReturnType<typeof openTestLedger>>
  let app: FastifyInstance
  let viewer: Viewer = operator
  let gp: Viewer & { person: number }
  let lead: Viewer & { person: number }
  let stranger: Viewer & { person: number }
  const get = (url: string) => app.inject({ url })
  const post = (url: string, fields: Record<string, string | string[]>) =>
    app.inject({
      url,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(
        Object.entries(fields).flatMap(([name, value]) =>
          [value].flat().map((each) => [name, each]),
        ),
      ).toString(),
    })
  const filled = {
    kind: 'concern',
    title: 'Letters come late',
    words: 'Discharge letters arrive two weeks late.',
    locality: 'N',
    topic: 'Discharge and letters',
    provider: '',
    service: 'Discharge lounge',
  }
  const raised = async (fields: Partial<typeof filled> = {}): Promise<number> => {
    viewer = gp
    const reply = await post('/concerns', { ...filled, ...fields, anyway: 'yes' })
    assert.equal(reply.statusCode, 303, reply.body)
    return Number(reply.headers.location?.split('/').at(-1))
  }

  before(async () => {
    ledger = await openTestLedger()
    await ledger.write(operator, async (db, audit) => {
      await db
        .insertInto('membership_change')
        .values({
          practice: 'A1',
          from_month: '2017-04-01',
          kind: 'joins',
          group_code: 'CW',
          locality: 'N',
          undoes: null,
          source: 'form',
          why: 'Founding member.',
          on_date: '2017-04-01',
        })
        .execute()
      await db
        .insertInto('membership_locality')
        .values({ group_code: 'CW', locality: 'N', name: 'Northmoor', on_date: '2017-04-01' })
        .execute()
      await audit({ action: 'membership.joins', subject: 'practice:A1' })
    })
    gp = await inventedPerson(ledger, 'Gwen Pole', [{ role: 'gp', practice: 'A1' }])
    stranger = await inventedPerson(ledger, 'Sol Thorn', [{ role: 'payer-reader' }])
    lead = await inventedPerson(ledger, 'Ellen Dahl', [{ role: 'elected-gp', locality: 'N' }])
    app = Fastify()
    await app.register(formbody)
    await routes(
      app,
      inventedContext({ ledger: async () => ledger, viewer: () => viewer, csrf: () => 'token' }),
    )
  })
  after(async () => {
    await app.close()
    await ledger.remove()
  })

  test('the form begins with the locality of the GP’s own practice', async () => {
    viewer = gp
    const { body } = await get('/concerns/new')
    const chosen = document(body).querySelector('#locality option[selected]')
    assert.equal(chosen?.textContent, 'Northmoor')
  })

  test('an empty form comes back with an error at each field that needs one', async () => {
    viewer = gp
    const reply = await post('/concerns', {})
    assert.equal(reply.statusCode, 422)
    const links = [...document(reply.body).querySelectorAll('.nhsuk-error-summary a')].map((a) =>
      a.getAttribute('href'),
    )
    assert.deepEqual(links, ['#kind', '#title', '#words', '#locality', '#topic'])
    for (const href of links)
      assert.ok(document(reply.body).querySelector(href ?? ''), `${href} is on the page`)
  })

  test('an NHS number is refused with help, nothing is stored, and what was typed is kept', async () => {
    viewer = gp
    const known = await ledger.read(operator, (db) => readConcerns(db))
    const words = 'Patient 943 476 5919 waited.'
    const reply = await post('/concerns', { ...filled, words, title: 'Waiting <b>long</b>' })
    assert.equal(reply.statusCode, 422)
    const page = document(reply.body)
    assert.match(page.querySelector('.nhsuk-error-summary')?.textContent ?? '', /NHS number/)
    assert.doesNotMatch(page.querySelector('.nhsuk-error-summary')?.textContent ?? '', /943/)
    assert.equal(page.querySelector('textarea')?.textContent, words)
    assert.equal(page.querySelector('#title')?.getAttribute('value'), 'Waiting <b>long</b>')
    assert.deepEqual(await ledger.read(operator, (db) => readConcerns(db)), known)
  })

  test('what looks like a date of birth is asked about once, and kept when it is nobody’s', async () => {
    viewer = gp
    const born = { ...filled, title: 'Clinic', words: 'Open since 12 June 1948.', anyway: 'yes' }
    const asked = await post('/concerns', born)
    assert.equal(asked.statusCode, 422)
    assert.ok(document(asked.body).querySelector('#checked'))
    const kept = await post('/concerns', { ...born, checked: 'yes' })
    assert.equal(kept.statusCode, 303)
  })

  test('what reads alike is shown before the same is raised twice', async () => {
    const first = await raised({ words: 'The physiotherapy queue doubled', title: 'Physiotherapy' })
    const again = await post('/concerns', {
      ...filled,
      title: 'Physiotherapy',
      words: 'Physiotherapy queue has doubled',
    })
    assert.equal(again.statusCode, 422)
    assert.ok(document(again.body).querySelector(`a[href="/concerns/${first}"]`))
  })

  test('it is moved on by a form, and whoever raised it may settle or reopen it', async () => {
    const id = await raised()
    assert.equal(document((await get(`/concerns/${id}`)).body).querySelector('#move'), null)
    viewer = lead
    const missing = await post(`/concerns/${id}/state`, { state: 'answered', reply: '' })
    assert.equal(missing.statusCode, 422)
    assert.match(missing.body, /Say what whoever raised it should hear/)
    const reply = 'They now send them the same day.'
    const moved = await post(`/concerns/${id}/state`, { state: 'answered', reply })
    assert.equal(moved.statusCode, 303)
    viewer = gp
    const page = document((await get(`/concerns/${id}`)).body)
    assert.ok(page.querySelector('#settle'))
    assert.match(page.body.textContent ?? '', /same day/)
    const empty = await post(`/concerns/${id}/settle`, { settle: 'reopened', why: ' ' })
    assert.equal(empty.statusCode, 422)
    assert.equal(
      document(empty.body).querySelector('.nhsuk-error-summary a')?.getAttribute('href'),
      '#why',
    )
    await post(`/concerns/${id}/settle`, { settle: 'reopened', why: 'Not all of them.' })
    const found = await ledger.read(gp, (db) => readConcern(db, id))
    assert.equal(found?.state, 'reopened')
  })

  test('a reply that names a patient is refused and kept in its box', async () => {
    const id = await raised()
    viewer = lead
    const reply = 'I asked about 9434765919.'
    const refused = await post(`/concerns/${id}/state`, { state: 'answered', reply })
    assert.equal(refused.statusCode, 422)
    assert.equal(document(refused.body).querySelector('#reply')?.textContent, reply)
  })

  test('owner, themes and notes have forms of their own', async () => {
    const id = await raised()
    viewer = lead
    const owner = { owner: String(lead.person) }
    assert.equal((await post(`/concerns/${id}/owner`, owner)).statusCode, 303)
    assert.equal((await post(`/concerns/${id}/owner`, { owner: 'x' })).statusCode, 422)
    const themes = { themes: ['Care homes', 'Nonsense'] }
    assert.equal((await post(`/concerns/${id}/themes`, themes)).statusCode, 303)
    assert.equal((await post(`/concerns/${id}/notes`, { words: 'Here too.' })).statusCode, 303)
    assert.equal((await post(`/concerns/${id}/notes`, { words: '' })).statusCode, 422)
    const found = await ledger.read(lead, (db) => readConcern(db, id))
    assert.deepEqual(found?.themes, ['Care homes'])
  })

  test('one that was merged links to the other for those alone who may open it', async () => {
    const into = await raised({ title: 'Seen by few' })
    viewer = stranger
    const reply = await post('/concerns', { ...filled, title: 'Of a stranger', anyway: 'yes' })
    const id = Number(reply.headers.location?.split('/').at(-1))
    viewer = lead
    await post(`/concerns/${id}/state`, { state: 'merged', into: String(into), reply: '' })
    const link = `a[href="/concerns/${into}"]`
    assert.ok(document((await get(`/concerns/${id}`)).body).querySelector(link))
    viewer = stranger
    const page = document((await get(`/concerns/${id}`)).body)
    assert.ok(!page.querySelector(link))
    assert.match(page.querySelector('#course')?.textContent ?? '', /not yours to open/)
  })

  test('one that may not be seen is not there, and its words are nowhere in what became of all', async () => {
    const id = await raised({ title: 'Seen by few' })
    viewer = stranger
    const page = await get('/concerns/became')
    assert.equal(page.statusCode, 200)
    assert.doesNotMatch(page.body, /Seen by few/)
    assert.match(page.body, /A concern about discharge and letters/)
    assert.doesNotMatch((await get('/concerns')).body, /Seen by few/)
    assert.equal((await get(`/concerns/${id}`)).statusCode, 500)
    viewer = lead
    assert.match((await get('/concerns/became')).body, /Seen by few/)
  })

  test('the operator reads but raises nothing, for nobody could be answered', async () => {
    viewer = operator
    assert.equal((await get('/concerns')).statusCode, 200)
    assert.doesNotMatch((await get('/concerns')).body, /href="\/concerns\/new"/)
  })
})
