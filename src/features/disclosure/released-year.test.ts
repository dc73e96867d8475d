import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { releasedYear } from './released-year.ts'

describe('the year that may leave the group', () => {
  const months = { first: '2017-04', last: '2020-02' } as const

  test('is the newest whole one, or the newest that was whole in the month asked for', () => {
    assert.deepEqual(releasedYear(months), { from: '2018-04', to: '2019-03' })
    assert.deepEqual(releasedYear({ ...months, last: '2020-03' }), {
      from: '2019-04',
      to: '2020-03',
    })
    assert.deepEqual(releasedYear(months, '2018-12'), { from: '2017-04', to: '2018-03' })
    assert.deepEqual(releasedYear(months, '2019-03'), { from: '2018-04', to: '2019-03' })
  })

  test('never ends in another month than March, and is none before a year is whole', () => {
    assert.equal(releasedYear({ first: '2019-05', last: '2020-03' }), null)
    assert.equal(releasedYear(null), null)
    assert.deepEqual(releasedYear(months, '2017-09'), { from: '2018-04', to: '2019-03' })
  })
})
