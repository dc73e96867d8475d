import assert from 'node:assert/strict'
import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance } from 'fastify'
import { after, before, describe, test } from 'node:test'
import { openTestLedger, type TestLedger } from '../../stores/ledger/test-ledger.ts'
import { operator, publicViewer, type Role, type Viewer } from '../../stores/scope.ts'
import { addSample as addPeople } from '../access/sample.ts'
import { inventedContext } from '../invented-context.ts'
import { tellToday } from '../interests/interests.ts'
import { addSample as addInterests } from '../interests/sample.ts'
import { routes } from './meetings.ts'
import { addSample } from './sample.ts'
import { addItem, readItems, type Wording } from './store/items.ts'
import { readMeetings, type Meeting } from './store/meetings.ts'
import { addPaper, readPaper } from './store/papers.ts'
import { readSeries } from './store/series.ts'

const today = '2020-04-20'
const world = {
  today,
  groupCode: 'CW',
  practices: ['CW1', 'CW2', 'CW3', 'CW4'].flatMap((locality, l) =>
    [1, 2, 3, 4, 5, 6].map((i) => ({
      code: `W51${l}0${i}`,
      name: `Surgery ${l}${i}`,
      locality,
    })),
  ),
  localities: [
    { code: 'CW1', name: 'Quillbrook' },
    { code: 'CW2', name: 'Merle Vale' },
    { code: 'CW3', name: 'North Wold' },
    { code: 'CW4', name: 'Saltfen' },
  ],
}

describe('meetings', () => {
  let ledger: TestLedger
  let app: FastifyInstance
  let viewer: Viewer
  let board: readonly Meeting[]

  const personOf = async (key: string): Promise<Viewer> =>
    ledger.read(operator, async (db) => {
      const { id, name } = await db
        .selectFrom('person_now')
        .selectAll()
        .where('sample_key', '=', key)
        .executeTakeFirstOrThrow()
      const held = await db
        .selectFrom('appointment_now')
        .selectAll()
        .where('person', '=', id)
        .execute()
      const appointments = held.map(({ role, practice, locality, topic }) => ({
        role: role as Role,
        practice,
        locality,
        topic,
      }))
      return { person: id, name, appointments, via: 'web', from: 'test' }
    })
  const post = (url: string, fields: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url,
      payload: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  const itemOf = async (meeting: Meeting | undefined, title: RegExp): Promise<number> => {
    const items = await ledger.read(operator, (db) => readItems(db, meeting?.id ?? 0))
    const item = items.find((one) => title.test(one.title))
    assert.ok(item, String(title))
    return item.id
  }
  const rule = async (
    item: number,
    keys: readonly string[],
    handling: string,
  ): Promise<Record<string, string>> => {
    const fields: Record<string, string> = {}
    for (const key of keys) {
      const { person } = await personOf(key)
      fields[`handling-${person}`] = handling
      fields[`reason-${person}`] = 'Gains from the contract'
    }
    const answer = await post(`/meetings/items/${item}/rulings`, fields)
    assert.equal(answer.statusCode, 303, answer.body.slice(0, 3000))
    return fields
  }

  before(async () => {
    ledger = await openTestLedger()
    await addPeople(ledger, world)
    await addInterests(ledger, world)
    await addSample(ledger, world)
    await addSample(ledger, world)
    app = Fastify()
    await app.register(formbody)
    await routes(app, inventedContext({ ledger: async () => ledger, viewer: () => viewer }))
    viewer = await personOf('management-team')
    board = await ledger.read(operator, async (db) => {
      const series = (await readSeries(db, today)).find(({ body }) => body === 'board')
      return readMeetings(db, { series: series?.id ?? 0 })
    })
    assert.equal(board.length, 3)
  })
  after(async () => {
    await app.close()
    await ledger.remove()
  })

  test('a decision loses two members to interests and stays quorate', async () => {
    const item = await itemOf(board[1], /hips and cataracts/)
    const url = `/meetings/items/${item}`
    const first = await app.inject(url)
    assert.equal(first.statusCode, 200)
    assert.match(first.body, /First the chair decides about each interest/)
    assert.match(first.body, /Holds shares in the company/)
    const early = await post(`${url}/decision`, { reason: 'We want it' })
    assert.equal(early.statusCode, 422)
    const bad = await post(`${url}/rulings`, {})
    assert.equal(bad.statusCode, 422)
    await rule(item, ['elected-gp-1', 'elected-gp-2'], 'leave')
    const { body } = await app.inject(url)
    assert.match(body, /Quorate: 11 of those there may decide, 2 stand aside/)
    const wrong = await post(`${url}/decision`, { how: '', reason: '', binds: 'The <centre>' })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /href="#how"/)
    assert.match(wrong.body, /The &lt;centre&gt;/)
    const decided = await post(`${url}/decision`, {
      how: 'together',
      proposal: 'Extend it by a year',
      reason: 'Waits are short',
      binds: 'The contract to March 2021',
    })
    assert.equal(decided.statusCode, 303)
    assert.match((await app.inject(url)).body, /Agreed/)
    const again = await post(`${url}/decision`, { how: 'together', proposal: 'x y', reason: 'abc' })
    assert.equal(again.statusCode, 422)
  })

  test('with thin attendance the same two leave too few, and the panel may decide', async () => {
    const item = await itemOf(board[2], /cataract operations/)
    await rule(item, ['elected-gp-1', 'elected-gp-2'], 'leave')
    const url = `/meetings/items/${item}`
    const { body } = await app.inject(url)
    assert.match(body, /Not quorate: 6 of those there may decide, 2 stand aside/)
    assert.match(body, /at least 3 elected GPs: 2 of 3/)
    assert.match(body, /The body that may decide is: Conflicts of interest panel/)
    const sent = await post(`${url}/decision`, { reason: 'Too few are left' })
    assert.equal(sent.statusCode, 303)
    assert.match((await app.inject(url)).body, /referred to Conflicts of interest panel/)
  })

  test('a scheme that pays every practice sets every GP aside, and the deputy presides', async () => {
    const item = await itemOf(board[1], /pays practices/)
    const { body } = await app.inject(`/meetings/items/${item}`)
    assert.match(body, /at least 3 elected GPs: 0 of 3/)
    assert.match(body, /the deputy, presides/)
  })

  test('minutes are drafted from what was recorded, saved and approved', async () => {
    const url = `/meetings/${board[1]?.id}/minutes`
    const { body } = await app.inject(url)
    assert.match(body, /The chair decided: leaves the room for the item\. Reason: Gains/)
    assert.match(body, /Agreed: Extend the contract/)
    assert.match(body, /Bring a plan of how the nurse/)
    assert.equal((await post(url, { body: '', state: '' })).statusCode, 422)
    assert.equal((await post(url, { body: '## Kept', state: 'approved' })).statusCode, 303)
    viewer = await personOf('gp')
    assert.match((await app.inject(url)).body, /Kept/)
    assert.equal((await post(url, { body: 'Mine', state: 'draft' })).statusCode, 500)
    viewer = await personOf('management-team')
  })

  describe('papers that would help whoever has an interest', () => {
    let item: number
    let paper: number
    const wording: Wording = {
      title: 'Bids for eye care',
      purpose: 'decision',
      about: 'Two bids.',
      owner: null,
      minutes: 10,
      subjects: [{ kind: 'provider', code: 'WXN', name: 'Merle' }],
      sensitive: true,
      closed: false,
      origin: null,
    }
    const has = async (who: Viewer): Promise<boolean> => {
      const found = await ledger.read(who, async (db) => {
        await tellToday(db, today, 6)
        return readPaper(db, paper)
      })
      return found !== null
    }
    before(async () => {
      await ledger.write(operator, async (db, audit) => {
        item = await addItem(db, audit, operator, board[1]?.id ?? 0, wording, true)
        paper = await addPaper(db, audit, operator, {
          item,
          name: 'bids.pdf',
          mediaType: 'application/pdf',
          content: Buffer.from('%PDF-1.7'),
        })
      })
    })

    test('are not served to them, by the page or by the ledger, and are to everybody else', async () => {
      const conflicted = await personOf('elected-gp-1')
      assert.equal(await has(conflicted), false)
      assert.equal(await has(await personOf('elected-gp-3')), true)
      viewer = conflicted
      assert.notEqual((await app.inject(`/meetings/papers/${paper}`)).statusCode, 200)
      const { body } = await app.inject(`/meetings/items/${item}`)
      assert.match(body, /not given to you, because you have an interest/)
      assert.doesNotMatch(body, /bids\.pdf/)
      viewer = await personOf('elected-gp-3')
      const given = await app.inject(`/meetings/papers/${paper}`)
      assert.equal(given.statusCode, 200)
      assert.match(String(given.headers['content-disposition']), /^attachment/)
      viewer = await personOf('management-team')
    })

    test('follow the chair: given where the chair decides so, taken where the chair decides so', async () => {
      const declared = ['elected-gp-1', 'elected-gp-2']
      await rule(item, declared, 'leave')
      assert.equal(await has(await personOf('elected-gp-1')), true)
      await rule(item, declared, 'no papers')
      assert.equal(await has(await personOf('elected-gp-1')), false)
    })

    test('below the pages nobody rules on an interest of their own', async () => {
      const chair = await personOf('chair')
      await assert.rejects(
        ledger.write(chair, async (db, audit) => {
          await audit({ action: 'test', subject: 'test' })
          await db
            .insertInto('conflict_ruling')
            .values({
              item,
              person: chair.person ?? 0,
              proposal: 'no papers',
              handling: 'note',
              reason: 'It is nothing',
              grounds: '[]',
              ruled_by: chair.person,
              recorded_by: chair.person,
            })
            .execute()
        }),
        /row-level security/,
      )
    })

    test('nobody but those who keep the agenda adds to it, and the public sees nothing', async () => {
      await assert.rejects(
        ledger.write(await personOf('elected-gp-3'), (db, audit) =>
          addItem(db, audit, operator, board[1]?.id ?? 0, wording, false),
        ),
        /row-level security/,
      )
      const seen = await ledger.read(publicViewer('test'), (db) => readMeetings(db))
      assert.deepEqual(seen, [])
      assert.equal(await has(publicViewer('test')), false)
    })

    test('a closed item is for members alone', async () => {
      const closed = { ...wording, title: 'A member’s pay', closed: true, sensitive: false }
      await ledger.write(operator, (db, audit) =>
        addItem(db, audit, operator, board[1]?.id ?? 0, closed, false),
      )
      const titles = async (key: string): Promise<string[]> => {
        const who = await personOf(key)
        const items = await ledger.read(who, async (db) => {
          await tellToday(db, today, 6)
          return readItems(db, board[1]?.id ?? 0)
        })
        return items.map(({ title }) => title)
      }
      assert.ok((await titles('elected-gp-3')).includes('A member’s pay'))
      assert.ok(!(await titles('gp')).includes('A member’s pay'))
    })
  })

  test('a locality meets, drafts, carries its action until it is done', async () => {
    const meeting = await ledger.read(operator, async (db) => {
      const series = (await readSeries(db, today)).find(({ place }) => place === 'CW1')
      return (await readMeetings(db, { series: series?.id ?? 0 })).at(-1)
    })
    const url = `/meetings/${meeting?.id}`
    const { body } = await app.inject(url)
    assert.match(body, /Ask the hospital why discharge letters come late/)
    const action = /\/meetings\/actions\/(\d+)/.exec(body)?.[1] ?? ''
    const done = { [`state-${action}`]: 'done', [`note-${action}`]: 'It has a new printer' }
    assert.equal((await post(`/meetings/actions/${action}`, done)).statusCode, 303)
    assert.doesNotMatch((await app.inject(url)).body, /discharge letters/)
  })

  test('attendance decides the quorum, and apologies are anybody’s own to send', async () => {
    const url = `/meetings/${board[2]?.id}`
    viewer = await personOf('elected-gp-3')
    assert.equal((await post(`${url}/apologies`, {})).statusCode, 303)
    assert.equal((await post(`${url}/attendance`, {})).statusCode, 500)
    viewer = await personOf('management-team')
    const none = await post(`${url}/attendance`, {})
    assert.equal(none.statusCode, 422)
    const chair = await personOf('chair')
    await post(`${url}/attendance`, { [`status-${chair.person}`]: 'present' })
    const { body } = await app.inject(url)
    assert.match(body, /1 of 14 members are there\. That is not a quorum/)
  })

  test('a bad item, plan, series, seat or action is shown again with what was typed', async () => {
    const meeting = board[1]?.id
    const item = await itemOf(board[1], /hips/)
    const series = board[1]?.series
    for (const [url, fields, field] of [
      [`/meetings/${meeting}/items/new`, { about: 'Kept <b>', minutes: 'ten' }, 'minutes'],
      [
        `/meetings/items/${item}/edit`,
        { about: 'Kept <b>', organisations: 'Nowhere' },
        'organisations',
      ],
      [`/meetings/${meeting}/plan`, { place: 'Kept <b>', starts: '25:00' }, 'starts'],
      ['/meetings/series/new', { name: 'Kept <b>', body: 'x' }, 'body'],
      [`/meetings/series/${series}/meetings`, { place: 'Kept <b>', 'on-day': '32' }, 'on'],
      [`/meetings/series/${series}/members`, { practice: 'Kept <b>' }, 'person'],
      [
        `/meetings/${meeting}/actions`,
        { item: String(item), 'action-says': 'Kept <b>' },
        'action-owner',
      ],
    ] as const) {
      const answer = await post(url, fields)
      assert.equal(answer.statusCode, 422, url)
      assert.match(answer.body, /There is a problem/, url)
      assert.ok(answer.body.includes(`href="#${field}"`), `${url} ${field}`)
      assert.ok(answer.body.toLowerCase().includes('kept &lt;b&gt;'), url)
    }
  })

  test('a calendar’s address reads the meetings of its owner until it is ended', async () => {
    viewer = await personOf('elected-gp-5')
    const { body } = await post('/meetings/calendar', { do: 'make' })
    const path = /\/calendar\/[\w-]+\.ics/.exec(body)?.[0] ?? ''
    viewer = publicViewer('test')
    const feed = await app.inject(path)
    assert.equal(feed.statusCode, 200)
    assert.match(feed.body, /BEGIN:VEVENT/)
    assert.match(feed.body, /DTSTART:20200428T140000\r/)
    assert.doesNotMatch(feed.body, /hips and cataracts/)
    viewer = await personOf('elected-gp-5')
    await post('/meetings/calendar', { do: 'end' })
    viewer = publicViewer('test')
    assert.notEqual((await app.inject(path)).statusCode, 200)
    assert.notEqual((await app.inject('/meetings')).statusCode, 200)
    viewer = await personOf('management-team')
  })
})
