import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTestLedger, type TestLedger } from '../../../stores/ledger/test-ledger.ts'
import { operator } from '../../../stores/scope.ts'
import { decideReply, yearAfter } from './rules.ts'
import { explainedCounts, keepReply, repliesTo } from './store.ts'

describe('a practice’s word beside its figure', () => {
  let ledger: TestLedger

  before(async () => {
    ledger = await openTestLedger()
    for (const practice of ['P81001', 'P81002']) {
      const decided = decideReply(
        operator,
        { practice, reason: 'patients', words: 'A care home joined our list.' },
        { measure: 'trimethoprim', month: '2020-03', on: '2020-04-20' },
      )
      assert.ok(decided.ok)
      await keepReply(ledger, operator, decided.value)
    }
  })
  after(() => ledger.remove())

  test('counts as explained until the day on which it is looked at again, and is then due', async () => {
    const explained = async (today: string): Promise<number> =>
      (await explainedCounts(ledger, operator, today)).get('trimethoprim') ?? 0
    const due = async (today: string): Promise<(boolean | undefined)[]> =>
      [...(await repliesTo(ledger, operator, 'trimethoprim', today)).values()].map((one) => one.due)
    assert.deepEqual([await explained('2020-04-20'), await explained('2021-04-19')], [2, 2])
    assert.equal(await explained('2021-04-20'), 0)
    assert.deepEqual(await due('2021-04-19'), [false, false])
    assert.deepEqual(await due('2021-04-20'), [true, true])
  })

  test('is looked at again after a year, from 29 February on the 28th', () => {
    assert.equal(yearAfter('2020-04-20'), '2021-04-20')
    assert.equal(yearAfter('2020-02-29'), '2021-02-28')
  })
})
