import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import Fastify from 'fastify'
import fc from 'fast-check'
import { openTestLedger } from '../../stores/ledger/test-ledger.ts'
import { operator, type Viewer } from '../../stores/scope.ts'
import { inventedPerson } from '../concerns/invented-people.ts'
import { inventedContext } from '../invented-context.ts'
import { queueMail } from '../mail/mail.ts'
import { addedUp, askedBy, type Asked } from './count.ts'
import { minutesAsked, routes } from './routes.ts'
import { levelOf, readMeterRule } from './rule.ts'
import { statementsOpened } from './store.ts'
import { meterPage } from './page.ts'
import { levelsOf, minutesText, thingsOf } from './view.ts'

const rule = readMeterRule({ definitions: '/nowhere' })
const who = { person: 1, level: 'gp', on: '2020-04-20' }
const asked = (route: string, status: number, since: number | null = null) =>
  askedBy(rule, route, status, who, since)

describe('what is asked', () => {
  test('a page counts its estimate, an unknown one that of its kind, a failed one nothing', () => {
    assert.equal(asked('GET /practices/:practice', 200)?.estimatedSeconds, 240)
    assert.equal(asked('GET /members', 200)?.estimatedSeconds, 60)
    assert.equal(asked('GET /members', 404), null)
    assert.equal(asked('POST /concerns', 422), null)
  })
  test('a form counts the time between opening and sending, or its estimate where that is not known', () => {
    assert.equal(asked('GET /concerns/new', 200)?.opened, 1)
    assert.equal(asked('GET /concerns/new', 200)?.estimatedSeconds, 0)
    const timed = asked('POST /concerns', 303, 75.4)
    assert.deepEqual([timed?.timed, timed?.actualSeconds, timed?.estimatedSeconds], [1, 75, 0])
    const guessed = asked('POST /concerns', 303)
    assert.deepEqual([guessed?.timed, guessed?.estimatedSeconds], [0, 180])
  })
  test('a form left open over lunch counts as the longest time', () => {
    assert.equal(asked('POST /concerns', 303, 90_000)?.actualSeconds, 45 * 60)
  })
  test('adding up loses no second and no count', () => {
    const one = fc.record({
      person: fc.integer({ min: 1, max: 3 }),
      level: fc.constant('gp'),
      on: fc.constantFrom('2020-04-20', '2020-04-21'),
      kind: fc.constantFrom('page', 'form', 'prompt'),
      key: fc.constantFrom('a', 'b'),
      opened: fc.nat(3),
      submitted: fc.nat(3),
      timed: fc.constant(0),
      estimatedSeconds: fc.nat(500),
      actualSeconds: fc.nat(500),
    })
    const seconds = (all: readonly Asked[]): number =>
      all.reduce((sum, each) => sum + each.estimatedSeconds + each.actualSeconds, 0)
    fc.assert(
      fc.property(fc.array(one), (all) => {
        const sums = addedUp(all)
        assert.equal(seconds(sums), seconds(all))
        assert.equal(addedUp(sums).length, sums.length)
      }),
    )
  })
  test('a person is at the last level that a role of theirs names', () => {
    const held = (...names: Viewer['appointments'][number]['role'][]) => ({
      appointments: names.map((role) => ({ role, practice: null, locality: null, topic: null })),
    })
    assert.equal(levelOf(rule, held('gp'))?.id, 'gp')
    assert.equal(levelOf(rule, held('elected-gp', 'gp'))?.id, 'board')
    assert.equal(levelOf(rule, held('payer-reader')), null)
  })
  test('the mean is over everybody at the level, asked or not, and the cap over each', () => {
    const count = (person: number, seconds: number) => ({
      person,
      level: 'gp',
      kind: 'page' as const,
      key: 'overview',
      opened: 1,
      submitted: 0,
      timed: 0,
      seconds,
    })
    const [gps] = levelsOf(
      rule,
      [count(1, 600), count(1, 1500), count(2, 60)],
      new Map([['gp', 4]]),
    )
    assert.deepEqual([gps?.mean, gps?.most, gps?.overCap, gps?.people], [9, 35, 1, 4])
    const shown =
      gps && meterPage({ month: '2020-04', months: [], levels: [gps], things: [], own: null })
    assert.match(String(shown), /1 person was asked more than their cap/)
    assert.equal(thingsOf(rule, [count(1, 600), count(2, 60)])[0]?.minutes, 11)
  })
  test('a page without an estimate of its own has a name in words, not its address', () => {
    const { person, level } = who
    const counted = ['GET /variation/measures/:measure', 'POST /people/:id/change'].map((route) => {
      const { kind, key } = asked(route, route.startsWith('GET') ? 200 : 303) ?? assert.fail()
      return { person, level, kind, key, opened: 1, submitted: 0, timed: 0, seconds: 60 }
    })
    assert.deepEqual(
      thingsOf(rule, counted).map(({ title }) => title),
      ['A measure', 'Change a person’s details'],
    )
  })
  test('minutes are said as people say them', () => {
    assert.deepEqual([0, 0.4, 1, 12.4, 60, 65].map(minutesText), [
      'none',
      'less than a minute',
      '1 minute',
      '12 minutes',
      '1 hour',
      '1 hour 5 minutes',
    ])
  })
})

describe('the meter on a running server', () => {
  let ledger: Awaited<ReturnType<typeof openTestLedger>>
  let gp: Viewer & { person: number }
  let lay: Viewer & { person: number }

  before(async () => {
    ledger = await openTestLedger()
    gp = await inventedPerson(ledger, 'Gwen Pole', [{ role: 'gp', practice: 'A1' }])
    lay = await inventedPerson(ledger, 'Quince Har', [{ role: 'lay-member' }])
    await ledger.write(operator, async (db, audit) => {
      const mail = { subject: 'x', text: 'x', about: null, prompt: 'concern-mail' }
      await queueMail(db, { toPerson: gp.person, ...mail, on: '2020-04-20' })
      await audit({ action: 'x', subject: 'x' })
    })
  })
  after(() => ledger.remove())

  test('pages, timed forms and messages are counted, seen by their person and, without names, by the board', async () => {
    let viewer: Viewer = gp
    const app = Fastify()
    app.get('/practices/:practice', async (_, reply) => reply.type('text/html').send('x'))
    app.get('/concerns/new', async (_, reply) => reply.type('text/html').send('x'))
    app.post('/concerns', async (_, reply) => reply.redirect('/concerns/1', 303))
    await routes(app, inventedContext({ ledger: async () => ledger, viewer: () => viewer }))
    await app.inject({ url: '/practices/A1' })
    await app.inject({ url: '/concerns/new' })
    await app.inject({ url: '/concerns', method: 'POST' })
    const own = (await app.inject({ url: '/meter' })).body
    assert.match(own, /Steward asked 5 minutes of you in April 2020/)
    assert.doesNotMatch(own, /By level|level of involvement/)
    viewer = lay
    const seen = (await app.inject({ url: '/meter' })).body
    assert.match(seen, /each GP was asked 5 minutes on average/)
    assert.match(seen, /Raise an idea or concern/)
    assert.doesNotMatch(seen, /Gwen/)
    viewer = { ...gp, person: gp.person + 100 }
    assert.match((await app.inject({ url: '/meter' })).body, /asked none of you/)
    await app.close()
  })

  test('that a practice has opened a statement is told to those who run the month, and not by whom', async () => {
    const opened = (viewer: Viewer, first: string) =>
      ledger.read(viewer, async (db) => [...(await statementsOpened(db, rule, first))])
    const manager = await inventedPerson(ledger, 'Mo Nash', [{ role: 'management-team' }])
    assert.deepEqual(await opened(manager, '2020-04-20'), ['A1'])
    assert.deepEqual(await opened(manager, '2020-04-21'), [], 'nothing since that day')
    assert.deepEqual(await opened(gp, '2020-04-20'), [])
  })

  test('whoever does not watch the cap reads nobody else’s minutes, even below the pages', async () => {
    const levels = (viewer: Viewer) =>
      ledger.read(viewer, (db) => minutesAsked(db, viewer, rule, '2020-04', '2020-04-20'))
    assert.equal(await levels(gp), null)
    assert.equal((await levels(lay))?.[0]?.people, 1)
    const rows = await ledger.read(lay, (db) => db.selectFrom('meter_count').selectAll().execute())
    assert.ok(rows.every(({ person }) => person === lay.person))
  })
})
