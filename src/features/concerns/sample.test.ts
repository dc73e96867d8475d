import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestLedger } from '../../stores/ledger/test-ledger.ts'
import { operator } from '../../stores/scope.ts'
import * as access from '../access/access.ts'
import { addSample } from './concerns.ts'
import { readConcerns } from './read.ts'
import { findPatientDetails } from './text/patient-details.ts'
import { stories } from './sample-stories.ts'

const world = {
  today: '2020-04-20',
  groupCode: 'CW',
  practices: ['W51001', 'W51002', 'W51003', 'W51004', 'W51005', 'W51006'].map((code, i) => ({
    code,
    name: code,
    locality: i % 2 === 0 ? 'CW1' : 'CW2',
  })),
  localities: [
    { code: 'CW1', name: 'Quillbrook' },
    { code: 'CW2', name: 'Merle Vale' },
  ],
}

test('the sample stories run as written, once, and name no patient', async () => {
  const ledger = await openTestLedger()
  await access.addSample(ledger, world)
  await addSample(ledger, world)
  await addSample(ledger, world)
  const concerns = await ledger.read(operator, (db) => readConcerns(db))
  assert.equal(concerns.length, stories.length)
  assert.deepEqual(
    concerns.toReversed().map(({ state }) => state),
    stories.map(({ moves }) => moves.at(-1)?.to ?? 'heard'),
  )
  for (const { title, words, moves } of stories) {
    const text = [title, words, ...moves.map(({ reply }) => reply)].join('\n')
    assert.deepEqual(findPatientDetails(text, world.today, 'x'), { refusal: null, warnings: [] })
  }
  await ledger.remove()
})
