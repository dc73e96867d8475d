import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { operator, type Viewer } from '../../../stores/scope.ts'
import { postForm } from '../../invented-form.ts'
import { inventedBudgets, type InventedBudgets } from '../invented-budgets.ts'
import { readReplies, saveReply, type Stance } from './replies.ts'

describe('replies to a proposed budget', () => {
  let invented: InventedBudgets
  let version: number
  const practice = 'P81001'
  const lead: Viewer = {
    person: null,
    name: 'A lead',
    appointments: [{ role: 'practice-lead', practice, locality: null, topic: null }],
    via: 'web',
    from: 'test',
  }

  before(async () => {
    invented = await inventedBudgets({ practices: 3 })
    const saved = await postForm(invented.app, '/budgets/versions', {
      group: 'CW',
      year: '2019/20',
      chosen: 'yes',
      title: 'Budgets anew',
      why: 'For the practices to answer.',
    })
    version = Number(saved.headers.location?.split('/').at(-1))
  })
  after(() => invented.remove())

  const say = (viewer: Viewer, stance: Stance, to = practice) => {
    const given = { version, practice: to, stance, reason: 'As it was said to us.' }
    return invented.ledger.write(viewer, async (db, audit) => {
      await audit({ action: 'test', subject: 'test' })
      return saveReply(db, audit, viewer, { ...given, on: '2020-04-20' })
    })
  }
  const standing = async (): Promise<string[]> =>
    (await invented.ledger.read(operator, (db) => readReplies(db, version))).map((one) =>
      [one.practice, one.stance, one.noted ? 'noted' : 'said'].join(' '),
    )

  test('an officer notes what a practice says another way, and what it says itself takes its place', async () => {
    assert.ok((await say(operator, 'comments')).ok)
    assert.ok((await say(operator, 'agrees')).ok)
    assert.deepEqual(await standing(), ['P81001 agrees noted'])
    assert.ok((await say(lead, 'objects')).ok)
    assert.deepEqual(await standing(), ['P81001 objects said'])
  })

  test('no officer changes what a practice has said, on the page or below', async () => {
    const changed = await say(operator, 'agrees')
    assert.ok(!changed.ok && changed.refusal.code === 'practice-replied')
    const page = await postForm(invented.app, `/budgets/versions/${version}/replies`, {
      practice,
      stance: 'agrees',
    })
    assert.equal(page.statusCode, 422)
    assert.match(page.body, /The practice has replied itself/)
    const row = { version, practice, stance: 'agrees', reason: '', on_date: '2020-04-20' } as const
    for (const noted of [false, true])
      await assert.rejects(
        invented.ledger.write(operator, (db) =>
          db
            .insertInto('budget_reply')
            .values({ ...row, replied_by_name: 'x', noted })
            .execute(),
        ),
        /row-level security/,
      )
    assert.deepEqual(await standing(), ['P81001 objects said'])
  })

  test('nobody answers for another practice', async () => {
    const other = await say(lead, 'agrees', 'P81002')
    assert.ok(!other.ok && other.refusal.code === 'not-allowed')
  })
})
