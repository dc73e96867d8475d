import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { plainOptions, readOptions } from '../../decisions/decisions.ts'
import { readVotes } from './typed-decision.ts'
import type { Voter } from './voters.ts'

const voters: readonly Voter[] = ['Ada', 'Ben', 'Cleo'].map((name, i) => ({
  voter: `person:${i + 1}`,
  name,
  person: i + 1,
  practice: null,
  patients: 0,
  there: name !== 'Cleo',
}))
const { options } = readOptions('The town hall\nThe health centre\n')

describe('what a meeting decided, as it is typed', () => {
  test('everyone there agrees to a plain proposal without naming an option', () => {
    const { votes, refusals } = readVotes({ how: 'together' }, voters, plainOptions)
    assert.deepEqual(refusals, [])
    assert.deepEqual(
      [...votes],
      [
        ['person:1', 'for'],
        ['person:2', 'for'],
      ],
    )
  })

  test('of several options, everyone’s is named, and it is refused where it is not', () => {
    const { votes } = readVotes({ how: 'together', agreed: 'option-2' }, voters, options)
    assert.deepEqual([...votes.values()], ['option-2', 'option-2'])
    const { refusals } = readVotes({ how: 'together', agreed: 'for' }, voters, options)
    assert.deepEqual(
      refusals.map(({ where }) => where),
      ['agreed'],
    )
  })

  test('votes are for the options that were proposed, and one for another is refused by its voter', () => {
    const typed = { how: 'vote', 'vote-0': 'option-1', 'vote-1': 'abstain' }
    assert.deepEqual([...readVotes(typed, voters, options).votes.values()], ['option-1', null])
    const { refusals } = readVotes({ ...typed, 'vote-1': 'against' }, voters, options)
    assert.deepEqual(
      refusals.map(({ where }) => where),
      ['vote-1'],
    )
  })
})
