import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { operator, publicViewer, type Viewer } from '../../stores/scope.ts'
import { readDecisions } from '../decisions/decisions.ts'
import { tellToday } from '../interests/interests.ts'
import { inventedMeetings, type InventedMeetings } from './invented-meetings.ts'
import { addItem, readItems, type Wording } from './store/items.ts'
import { readMeetings } from './store/meetings.ts'
import { addPaper, readPaper } from './store/papers.ts'

describe('papers that would help whoever has an interest', () => {
  let all: InventedMeetings
  before(async () => {
    all = await inventedMeetings()
    await all.ledger.write(operator, async (db, audit) => {
      item = await addItem(db, audit, operator, all.board[1]?.id ?? 0, wording, true)
      paper = await addPaper(db, audit, operator, {
        item,
        name: 'bids.pdf',
        mediaType: 'application/pdf',
        content: Buffer.from('%PDF-1.7'),
      })
    })
  })
  after(() => all.remove())

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
    const found = await all.ledger.read(who, async (db) => {
      await tellToday(db, all.today, 6)
      return readPaper(db, paper)
    })
    return found !== null
  }

  test('are not served to them, by the page or by the ledger, and are to everybody else', async () => {
    const conflicted = await all.personOf('elected-gp-1')
    assert.equal(await has(conflicted), false)
    assert.equal(await has(await all.personOf('elected-gp-3')), true)
    await all.become('elected-gp-1')
    assert.notEqual((await all.app.inject(`/meetings/papers/${paper}`)).statusCode, 200)
    const { body } = await all.app.inject(`/meetings/items/${item}`)
    assert.match(body, /not given to you, because you have an interest/)
    assert.doesNotMatch(body, /bids\.pdf/)
    await all.become('elected-gp-3')
    const given = await all.app.inject(`/meetings/papers/${paper}`)
    assert.equal(given.statusCode, 200)
    assert.match(String(given.headers['content-disposition']), /^attachment/)
    await all.become('management-team')
  })

  test('follow the chair: given where the chair decides so, taken where the chair decides so', async () => {
    const declared = ['elected-gp-1', 'elected-gp-2']
    assert.equal(await all.rule(item, declared, 'leave'), 303)
    assert.equal(await has(await all.personOf('elected-gp-1')), true)
    assert.equal(await all.rule(item, declared, 'no papers'), 303)
    assert.equal(await has(await all.personOf('elected-gp-1')), false)
  })

  test('below the pages nobody rules on an interest of their own', async () => {
    const chair = await all.personOf('chair')
    await assert.rejects(
      all.ledger.write(chair, async (db, audit) => {
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
      all.ledger.write(await all.personOf('elected-gp-3'), (db, audit) =>
        addItem(db, audit, operator, all.board[1]?.id ?? 0, wording, false),
      ),
      /row-level security/,
    )
    const seen = await all.ledger.read(publicViewer('test'), (db) => readMeetings(db))
    assert.deepEqual(seen, [])
    assert.equal(await has(publicViewer('test')), false)
  })

  test('a closed item, and what is decided about it, is for members and officers alone', async () => {
    const closed = { ...wording, title: 'A member’s pay', closed: true, sensitive: false }
    const id = await all.ledger.write(operator, (db, audit) =>
      addItem(db, audit, operator, all.board[1]?.id ?? 0, { ...closed, subjects: [] }, false),
    )
    await all.hold(all.board[1])
    const decided = await all.post(`/meetings/items/${id}/decision`, {
      how: 'together',
      proposal: 'As last year',
      reason: 'It is enough',
    })
    assert.equal(decided.statusCode, 303)
    const seen = async (who: Viewer): Promise<boolean[]> =>
      all.ledger.read(who, async (db) => {
        await tellToday(db, all.today, 6)
        const items = await readItems(db, all.board[1]?.id ?? 0)
        const decisions = await readDecisions(db)
        return [items, decisions].map((some) => some.some(({ title }) => title === closed.title))
      })
    assert.deepEqual(await seen(await all.personOf('elected-gp-3')), [true, true])
    assert.deepEqual(await seen(await all.personOf('management-team')), [true, true])
    assert.deepEqual(await seen(await all.personOf('gp')), [false, false])
    assert.deepEqual(await seen(publicViewer('test')), [false, false])
  })
})
