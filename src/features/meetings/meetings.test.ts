import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { operator } from '../../stores/scope.ts'
import { inventedMeetings, type InventedMeetings } from './invented-meetings.ts'
import { addItem } from './store/items.ts'
import { readMeetings } from './store/meetings.ts'
import { readSeries } from './store/series.ts'

const byVideo = {
  starts: '09:00',
  minutes: '30',
  place: 'By video',
  'on-month': '4',
  'on-year': '2020',
}

describe('meetings', () => {
  let all: InventedMeetings
  before(async () => {
    all = await inventedMeetings()
  })
  after(() => all.remove())

  test('a decision loses two members to interests and stays quorate', async () => {
    const item = await all.itemOf(all.board[1], /hips and cataracts/)
    const url = `/meetings/items/${item}`
    const first = await all.app.inject(url)
    assert.equal(first.statusCode, 200)
    assert.match(first.body, /Holds shares in the company/)
    assert.match(first.body, /Nobody is noted as present/)
    await all.hold(all.board[1])
    assert.match((await all.app.inject(url)).body, /First the chair decides about each interest/)
    const early = await all.post(`${url}/decision`, { reason: 'We want it' })
    assert.equal(early.statusCode, 422)
    const bad = await all.post(`${url}/rulings`, {})
    assert.equal(bad.statusCode, 422)
    assert.equal(await all.rule(item, ['elected-gp-1', 'elected-gp-2'], 'leave'), 303)
    const { body } = await all.app.inject(url)
    assert.match(body, /Quorate: 11 of those there may decide, 2 stand aside/)
    const wrong = await all.post(`${url}/decision`, { how: '', reason: '', binds: 'The <centre>' })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /href="#how"/)
    assert.match(wrong.body, /The &lt;centre&gt;/)
    const decided = await all.post(`${url}/decision`, {
      how: 'together',
      proposal: 'Extend it by a year',
      reason: 'Waits are short',
      binds: 'The contract to March 2021',
    })
    assert.equal(decided.statusCode, 303)
    assert.match((await all.app.inject(url)).body, /Agreed/)
    const again = await all.post(`${url}/decision`, {
      how: 'together',
      proposal: 'x y',
      reason: 'abc',
    })
    assert.equal(again.statusCode, 422)
    assert.equal(await all.rule(item, ['elected-gp-1', 'elected-gp-2'], 'note'), 422)
    assert.doesNotMatch((await all.app.inject(url)).body, /Save the chair’s decisions/)
  })

  test('with thin attendance the same two leave too few, and the panel may decide', async () => {
    const item = await all.itemOf(all.board[2], /cataract operations/)
    assert.equal(await all.rule(item, ['elected-gp-1', 'elected-gp-2'], 'leave'), 303)
    const url = `/meetings/items/${item}`
    const { body } = await all.app.inject(url)
    assert.match(body, /Not quorate: 6 of those there may decide, 2 stand aside/)
    assert.match(body, /at least 3 elected GPs: 2 of 3/)
    assert.match(body, /The body that may decide is: Conflicts of interest panel/)
    const send = () => all.post(`${url}/decision`, { reason: 'Too few are left' })
    const early = await send()
    assert.equal(early.statusCode, 422)
    assert.match(early.body, /href="#decision"[^>]*>\s*The meeting is on 5 May 2020/)
    await all.hold(all.board[2])
    assert.equal((await send()).statusCode, 303)
    assert.match((await all.app.inject(url)).body, /referred to Conflicts of interest panel/)
  })

  test('a scheme that pays every practice sets every GP aside, and the deputy presides', async () => {
    const item = await all.itemOf(all.board[1], /pays practices/)
    const { body } = await all.app.inject(`/meetings/items/${item}`)
    assert.match(body, /at least 3 elected GPs: 0 of 3/)
    assert.match(body, /the deputy, presides/)
    const deciders = new Set([...body.matchAll(/Decided by ([^.<]+)\./g)].map(([, name]) => name))
    assert.deepEqual([...deciders], ['Damson Pettigrew-Vale'], 'the deputy rules on all of it')
    const asked = new Set([...body.matchAll(/name="handling-(\d+)"/g)].map(([, person]) => person))
    const fields = [...asked].flatMap((person) => [
      [`handling-${person}`, 'leave'],
      [`reason-${person}`, 'It pays the practice'],
    ])
    const ruled = await all.post(`/meetings/items/${item}/rulings`, Object.fromEntries(fields))
    assert.equal(ruled.statusCode, 303)
  })

  test('minutes are drafted from what was recorded, saved and approved', async () => {
    const url = `/meetings/${all.board[1]?.id}/minutes`
    const { body } = await all.app.inject(url)
    assert.match(body, /The chair decided: leaves the room for the item\. Reason: Gains/)
    assert.match(body, /Agreed: Extend the contract/)
    assert.match(
      body,
      /Damson Pettigrew-Vale, the deputy, decided: leaves the room for the item\. Reason: It pays/,
    )
    assert.match(body, /Bring a plan of how the nurse/)
    assert.equal((await all.post(url, { body: '', state: '' })).statusCode, 422)
    assert.equal((await all.post(url, { body: '## Kept', state: 'approved' })).statusCode, 303)
    await all.become('gp')
    assert.match((await all.app.inject(url)).body, /Kept/)
    assert.equal((await all.post(url, { body: 'Mine', state: 'draft' })).statusCode, 500)
    await all.become('management-team')
  })

  test('nothing is decided before its day, without anybody there, at a cancelled meeting, or if it is not for decision', async () => {
    const series = all.board[1]?.series
    const called = await all.post(`/meetings/series/${series}/meetings`, {
      ...byVideo,
      'on-day': '21',
    })
    assert.equal(called.statusCode, 303)
    const meeting = (
      await all.ledger.read(operator, (db) => readMeetings(db, { series: series ?? 0 }))
    ).find(({ onDate }) => onDate === '2020-04-21')
    const item = await all.ledger.write(operator, (db, audit) =>
      addItem(
        db,
        audit,
        operator,
        meeting?.id ?? 0,
        {
          title: 'A new lamp',
          purpose: 'decision',
          about: 'Buy a lamp.',
          minutes: 5,
          owner: null,
          subjects: [],
          sensitive: false,
          closed: false,
          origin: null,
        },
        false,
      ),
    )
    const refused = async (says: RegExp): Promise<void> => {
      const typed = { how: 'together', proposal: 'Buy it', reason: 'It is dark' }
      const reply = await all.post(`/meetings/items/${item}/decision`, typed)
      assert.equal(reply.statusCode, 422)
      assert.match(reply.body, says)
      assert.doesNotMatch(reply.body, /Record the decision/)
    }
    await refused(/The meeting is on 21 April 2020/)
    const plan = async (day: string, state: string) =>
      all.post(`/meetings/${meeting?.id}/plan`, {
        ...byVideo,
        state,
        'on-day': day,
      })
    await plan('20', 'planned')
    await refused(/Nobody is noted as present/)
    await plan('20', 'cancelled')
    await refused(/The meeting is cancelled/)
    const where = await all.itemOf(all.board[1], /Where the year/)
    const other = await all.post(`/meetings/items/${where}/decision`, { reason: 'Because' })
    assert.equal(other.statusCode, 422)
    assert.match(other.body, /not on the agenda for a decision/)
  })

  test('a locality meets, drafts, carries its action until it is done', async () => {
    const meeting = await all.ledger.read(operator, async (db) => {
      const series = (await readSeries(db, all.today)).find(({ place }) => place === 'CW1')
      return (await readMeetings(db, { series: series?.id ?? 0 })).at(-1)
    })
    const url = `/meetings/${meeting?.id}`
    const { body } = await all.app.inject(url)
    assert.match(body, /Ask the hospital why discharge letters come late/)
    const action = /\/meetings\/actions\/(\d+)/.exec(body)?.[1] ?? ''
    const dropped = { [`state-${action}`]: 'dropped', [`note-${action}`]: '' }
    const why = await all.post(`/meetings/actions/${action}`, {
      ...dropped,
      at: String(meeting?.id),
    })
    assert.equal(why.statusCode, 422)
    assert.match(why.body, new RegExp(`nhsuk-error-summary[^]*href="#note-${action}"`))
    assert.match(why.body, /value="dropped" selected/)
    const long = { [`state-${action}`]: 'x', [`note-${action}`]: `Kept ${'x'.repeat(500)}` }
    const refused = await all.post(`/meetings/actions/${action}`, long)
    assert.equal(refused.statusCode, 422)
    assert.ok(refused.body.includes(`Kept ${'x'.repeat(500)}`))
    const done = { [`state-${action}`]: 'done', [`note-${action}`]: 'It has a new printer' }
    assert.equal((await all.post(`/meetings/actions/${action}`, done)).statusCode, 303)
    assert.doesNotMatch((await all.app.inject(url)).body, /discharge letters/)
  })

  test('an action is agreed, and its owner hears by mail', async () => {
    const item = await all.itemOf(all.board[1], /Where the year/)
    const { person } = await all.personOf('finance-lead')
    const agreed = await all.post(`/meetings/${all.board[1]?.id}/actions`, {
      item: String(item),
      'action-says': 'Say what is not final yet',
      'action-owner': String(person),
      'action-due-day': '30',
      'action-due-month': '4',
      'action-due-year': '2020',
    })
    assert.equal(agreed.statusCode, 303)
    assert.match((await all.app.inject(`/meetings/items/${item}`)).body, /Say what is not final/)
    const mail = await all.ledger.read(operator, (db) =>
      db.selectFrom('mail').select('subject').where('to_person', '=', person).execute(),
    )
    assert.deepEqual(mail, [{ subject: 'Yours by 30 April 2020: Say what is not final yet' }])
  })

  test('attendance decides the quorum, and apologies are anybody’s own to send', async () => {
    const series = all.board[1]?.series
    await all.post(`/meetings/series/${series}/meetings`, {
      ...byVideo,
      'on-day': '22',
    })
    const meetings = await all.ledger.read(operator, (db) =>
      readMeetings(db, { series: series ?? 0 }),
    )
    const url = `/meetings/${meetings.find(({ onDate }) => onDate === '2020-04-22')?.id}`
    await all.become('elected-gp-3')
    assert.equal((await all.post(`${url}/apologies`, {})).statusCode, 303)
    assert.equal((await all.post(`${url}/attendance`, {})).statusCode, 500)
    await all.become('management-team')
    const none = await all.post(`${url}/attendance`, {})
    assert.equal(none.statusCode, 422)
    const chair = await all.personOf('chair')
    await all.post(`${url}/attendance`, { [`status-${chair.person}`]: 'present' })
    const { body } = await all.app.inject(url)
    assert.match(body, /1 of 14 members are there\. That is not a quorum/)
  })

  test('a bad item, plan, series, seat or action is shown again with what was typed', async () => {
    const meeting = all.board[1]?.id
    const item = await all.itemOf(all.board[1], /hips/)
    const series = all.board[1]?.series
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
      const answer = await all.post(url, fields)
      assert.equal(answer.statusCode, 422, url)
      assert.match(answer.body, /There is a problem/, url)
      assert.ok(answer.body.includes(`href="#${field}"`), `${url} ${field}`)
      assert.ok(answer.body.toLowerCase().includes('kept &lt;b&gt;'), url)
    }
  })

  test('a calendar’s address reads the meetings of its owner until it is ended', async () => {
    await all.become('elected-gp-5')
    const { body } = await all.post('/meetings/calendar', { do: 'make' })
    const path = /\/calendar\/[\w-]+\.ics/.exec(body)?.[0] ?? ''
    await all.become(null)
    const feed = await all.app.inject(path)
    assert.equal(feed.statusCode, 200)
    assert.match(feed.body, /BEGIN:VEVENT/)
    assert.match(feed.body, /DTSTART:20200420T140000\r/)
    assert.doesNotMatch(feed.body, /hips and cataracts/)
    await all.become('elected-gp-5')
    await all.post('/meetings/calendar', { do: 'end' })
    await all.become(null)
    assert.notEqual((await all.app.inject(path)).statusCode, 200)
    assert.notEqual((await all.app.inject('/meetings')).statusCode, 200)
    await all.become('management-team')
  })
})
