import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Month } from '../../../core/month.ts'
import { ofPlace, type PricedSet } from './prices.ts'

const bought = (practice: string, month: Month, saving: number): PricedSet => ({
  practice,
  month,
  set: '0408010AEAAABAB',
  name: 'Pregabalin_Cap 75mg',
  quantity: 100,
  price: 10 + saving / 100,
  target: 10,
  saving,
})

describe('prices for each unit at a place', () => {
  const all = [
    bought('P81001', '2020-02', 900),
    bought('P81001', '2020-03', 1_500),
    bought('P81002', '2020-02', 12_000),
    bought('P81002', '2020-03', 18_600),
    bought('P81003', '2020-03', 0),
  ]

  test('leave out the months of a practice below £10 and of several together below £200', () => {
    assert.deepEqual(
      ofPlace(all, 'practice', new Set(['P81001'])).map(({ saving }) => saving),
      [1_500],
    )
    assert.deepEqual(
      ofPlace(all, 'locality').map(({ saving }) => saving),
      [20_100],
    )
    assert.deepEqual(ofPlace(all, 'practice', new Set(['P81003'])), [])
  })

  test('name the practices that have something to save, and how few make half of it', () => {
    const [set] = ofPlace(all, 'locality')
    assert.deepEqual(
      set?.practices.map(({ practice, saving }) => [practice, saving]),
      [
        ['P81002', 30_600],
        ['P81001', 2_400],
      ],
    )
    assert.equal(set?.half, 1)
    assert.equal(set && Math.round(set.cost - set.targetCost), 33_000)
  })
})
