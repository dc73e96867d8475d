import assert from 'node:assert/strict'
import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance } from 'fastify'
import { after, before, describe, test } from 'node:test'
import { openTestLedger, type TestLedger } from '../../stores/ledger/test-ledger.ts'
import { operator, publicViewer, type Viewer } from '../../stores/scope.ts'
import { addPerson, appoint } from '../access/people/store.ts'
import { addSample as addPeople } from '../access/sample.ts'
import { inventedContext } from '../invented-context.ts'
import { routes } from './interests.ts'
import { remind } from './reminders.ts'
import { readConflictRules } from './rules.ts'
import { loadRegister, noteInterest, recordInterest, tellToday } from './store.ts'
import { readSubjects, touchesOf, typedSubjects } from './subjects.ts'

const today = '2020-04-20'
const rules = readConflictRules({ definitions: '/nowhere' })
const known = {
  providers: new Map([
    ['WXN', 'Merle Eye Centre'],
    ['WXA', 'Cobwold General'],
    ['WXH', 'Cobwold Community'],
  ]),
  practices: new Map([['W51001', 'Merle Street Surgery']]),
}

describe('what an interest is about', () => {
  const typed = (organisations: string, contracts = '') =>
    readSubjects({ organisations, contracts, everyPractice: false }, known)

  test('is named by code, by name, or by a part of the name that only one has', () => {
    assert.deepEqual(
      typed('wxn\nCobwold General\nStreet Surgery').subjects.map(({ code }) => code),
      ['WXN', 'WXA', 'W51001'],
    )
  })
  test('a contract touches the provider that holds it', () => {
    const { subjects } = typed('', 'HIP-1, WXN\nEYE 2')
    assert.deepEqual(touchesOf(subjects), ['contract:HIP-1', 'provider:WXN', 'contract:EYE 2'])
  })
  test('a name that nobody has, and one that two have, are refused with what could be meant', () => {
    const { subjects, refusals } = typed('Cobwold\nNowhere Clinic', '=1+1')
    assert.equal(subjects.length, 0)
    assert.match(refusals[0]?.message ?? '', /Cobwold General \(WXA\), Cobwold Community \(WXH\)/)
    assert.match(refusals[1]?.message ?? '', /Nowhere Clinic/)
    assert.equal(refusals[2]?.where, 'contracts')
  })
  test('is shown again as it would be typed', () => {
    const first = typed('WXN\nW51001', 'HIP-1, WXN')
    assert.deepEqual(readSubjects(typedSubjects(first.subjects), known).subjects, first.subjects)
  })
})

describe('reminders of the register', () => {
  test('go out once before an entry is to be confirmed, once when its day has passed, and to newcomers', async (t) => {
    const ledger = await openTestLedger()
    t.after(() => ledger.remove())
    await addPeople(ledger, { today, groupCode: 'CW', practices: [], localities: [] })
    const [person] = await ledger.read(operator, (db) =>
      db
        .selectFrom('person_now')
        .select(['id', 'name'])
        .where('sample_key', '=', 'lay-member-1')
        .execute(),
    )
    assert.ok(person)
    const { subjects } = readSubjects(
      { organisations: 'WXN', contracts: '', everyPractice: false },
      known,
    )
    await ledger.write(operator, async (db, audit) => {
      await tellToday(db, today, rules.shownMonths)
      const declared = { kind: 'financial', says: 'Shares', subjects, arose: today } as const
      await recordInterest(db, audit, operator, today, { ...person, post: 'Lay member' }, declared)
    })
    const on = (day: string): Promise<number> =>
      remind(ledger, { today: day, rules, site: 'http://localhost:3000' })
    const mailed = () =>
      ledger.read(operator, (db) =>
        db.selectFrom('mail').select('subject').where('to_person', '=', person.id).execute(),
      )
    await on('2020-06-30')
    assert.deepEqual(await mailed(), [])
    await on('2021-03-24')
    assert.equal(await on('2021-03-24'), 0)
    assert.deepEqual(await mailed(), [{ subject: 'Confirm your interest by 20 April 2021' }])
    await on('2021-04-21')
    assert.equal(await on('2021-05-21'), 0)
    assert.deepEqual(
      (await mailed()).map(({ subject }) => subject).at(-1),
      'Your interest was to be confirmed by 20 April 2021',
    )
    await ledger.write(operator, async (db, audit) => {
      const email = 'newcomer@example.org'
      const newcomer = await addPerson(db, audit, {
        name: 'Rowan Newcombe',
        email,
        sampleKey: null,
      })
      const post = { role: 'lay-member', practice: null, locality: null, topic: null } as const
      await appoint(db, audit, {
        person: newcomer,
        ...post,
        from_date: '2021-06-01',
        to_date: null,
      })
    })
    assert.equal(await on('2021-06-02'), 1)
    assert.equal(await on('2021-06-03'), 0)
  })
})

describe('the register of interests', () => {
  let ledger: TestLedger
  let gp: Viewer
  let other: Viewer
  const ids: Record<string, number> = {}

  const personOf = async (key: string): Promise<Viewer> => {
    const row = await ledger.read(operator, (db) =>
      db
        .selectFrom('person_now')
        .selectAll()
        .where('sample_key', '=', key)
        .executeTakeFirstOrThrow(),
    )
    return {
      person: row.id,
      name: row.name,
      appointments: [{ role: 'elected-gp', practice: 'W51001', locality: null, topic: null }],
      via: 'web',
      from: 'test',
    }
  }
  const declare = (viewer: Viewer, of: Viewer, arose: string, recorded = today): Promise<number> =>
    ledger.write(viewer, (db, audit) =>
      recordInterest(
        db,
        audit,
        viewer,
        recorded,
        { id: of.person ?? 0, name: of.name, post: 'Elected GP' },
        {
          kind: 'financial',
          says: 'Holds shares',
          subjects: [{ kind: 'provider', code: 'WXN', name: 'Merle Eye Centre' }],
          arose,
        },
      ),
    )
  const end = (interest: number, onDate: string): Promise<void> =>
    ledger.write(operator, (db, audit) =>
      noteInterest(db, audit, operator, { interest, state: 'ended', onDate, today, why: '' }),
    )
  const seen = async (viewer: Viewer): Promise<number[]> =>
    (await loadRegister(ledger, viewer, today, rules)).map(({ id }) => id)

  before(async () => {
    ledger = await openTestLedger()
    await addPeople(ledger, {
      today,
      groupCode: 'CW',
      practices: [{ code: 'W51001', name: 'Merle Street Surgery', locality: 'CW1' }],
      localities: [{ code: 'CW1', name: 'Quillbrook' }],
    })
    gp = await personOf('elected-gp-1')
    other = await personOf('elected-gp-2')
    ids['held'] = await declare(gp, gp, '2020-03-01')
    ids['ended'] = await declare(gp, gp, '2018-01-01')
    ids['long ended'] = await declare(other, other, '2017-01-01')
    await end(ids['ended'] ?? 0, '2019-10-20')
    await end(ids['long ended'] ?? 0, '2019-10-19')
  })
  after(() => ledger.remove())

  test('the public sees what is held and what ended within six months, and no more', async () => {
    assert.deepEqual(await seen(publicViewer('test')), [ids['held'], ids['ended']])
    assert.deepEqual(await seen(gp), [ids['held'], ids['ended']])
    assert.equal((await seen(operator)).length, 3)
    assert.equal((await seen(other)).length, 3)
  })

  test('without being told the day the ledger shows no ended interest of old', async () => {
    const rows = await ledger.read(publicViewer('test'), (db) =>
      db.selectFrom('interest').select('id').execute(),
    )
    assert.deepEqual(
      rows.map(({ id }) => id),
      [ids['held']],
    )
  })

  test('nobody declares or ends an interest of somebody else below the pages either', async () => {
    await assert.rejects(declare(gp, other, '2020-03-01'), /row-level security/)
    await assert.rejects(
      ledger.write(other, async (db, audit) => {
        await tellToday(db, today, 6)
        await noteInterest(db, audit, other, {
          interest: ids['held'] ?? 0,
          state: 'ended',
          onDate: today,
          today,
          why: '',
        })
      }),
      /row-level security/,
    )
    await assert.rejects(
      ledger.write(operator, async (db, audit) => {
        await audit({ action: 'x', subject: 'x' })
        await db.updateTable('interest').set({ says: 'Nothing' }).execute()
      }),
      /permission denied/,
    )
  })

  describe('its pages', () => {
    let app: FastifyInstance
    let viewer: Viewer
    before(async () => {
      app = Fastify()
      await app.register(formbody)
      const context = inventedContext({ ledger: async () => ledger, viewer: () => viewer })
      await routes(app, context)
    })
    after(() => app.close())
    const post = (url: string, fields: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url,
        payload: new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })

    test('show the register to the public without a link to change it', async () => {
      viewer = publicViewer('test')
      const { body, statusCode } = await app.inject('/interests')
      assert.equal(statusCode, 200)
      assert.match(body, /Dr Fern Quickthorn/)
      assert.doesNotMatch(body, /interests\/declare/)
      assert.equal((await app.inject('/interests/declare')).statusCode, 500)
      const csv = await app.inject('/interests.csv')
      assert.equal(csv.body.split('\r\n').length, 4)
    })

    test('refuse a bad declaration with everything typed kept, and take a good one', async () => {
      viewer = gp
      const bad = await post('/interests/declare', {
        kind: 'nothing',
        says: 'Chairs <the> trust',
        organisations: 'Nowhere Clinic',
        'arose-day': '31',
        'arose-month': '2',
        'arose-year': '2020',
      })
      assert.equal(bad.statusCode, 422)
      assert.match(bad.body, /There is a problem/)
      for (const field of ['kind', 'organisations', 'arose'])
        assert.match(bad.body, new RegExp(`href="#${field}"`))
      assert.match(bad.body, /Chairs &lt;the&gt; trust/)
      assert.match(bad.body, /value="31"/)
      const good = await post('/interests/declare', {
        kind: 'non-financial professional',
        says: 'Advises on eye care',
        organisations: '',
        contracts: 'EYE-2',
        'arose-day': '1',
        'arose-month': '2',
        'arose-year': '2020',
      })
      assert.equal(good.statusCode, 303)
      const { body } = await app.inject('/interests')
      assert.match(body, /Advises on eye care/)
    })

    test('end an interest only between the day it arose and today', async () => {
      viewer = gp
      const url = `/interests/${ids['held']}`
      const early = { state: 'ended', 'ended-day': '1', 'ended-month': '1', 'ended-year': '2020' }
      assert.equal((await post(url, early)).statusCode, 422)
      assert.equal((await post(url, { state: 'entered by mistake' })).statusCode, 422)
      assert.equal((await post(url, {})).statusCode, 422)
      assert.equal((await post(url, { state: 'confirmed' })).statusCode, 303)
      assert.match((await app.inject(url)).body, /20 April 2021/)
    })

    test('tell the officers what is behind its clock', async () => {
      viewer = { ...operator, via: 'command' }
      const { body } = await app.inject('/interests')
      assert.match(body, /Behind the clock/)
      assert.match(body, /recorded \d+ days after it arose/)
    })
  })
})
