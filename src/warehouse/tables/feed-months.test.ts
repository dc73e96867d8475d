import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Month } from '../../core/month.ts'
import { feedMonths, type Arrival } from './feed-months.ts'

const arrival = (feed: string, month: Month, extractDate: string | null = null): Arrival => ({
  feed,
  month,
  rows: 10,
  extractDate,
  cut: null,
})
const dates = new Map<Month, { flex: string; freeze: string }>([
  ['2020-01', { flex: '2020-02-17', freeze: '2020-03-17' }],
  ['2020-02', { flex: '2020-03-17', freeze: '2020-04-17' }],
  ['2020-03', { flex: '2020-04-17', freeze: '2020-05-18' }],
])
const states = (arrivals: readonly Arrival[], asAt: string): string[] =>
  feedMonths(arrivals, [], dates, asAt).map(
    ({ month, state, cut }) => `${month} ${state} ${cut ?? '-'}`,
  )

describe('months of a feed', () => {
  test('are in their first cut when the extract was made before the freeze date', () => {
    const arrivals = [
      arrival('admitted', '2020-01', '2020-03-17'),
      arrival('admitted', '2020-02', '2020-03-17'),
    ]
    assert.deepEqual(states(arrivals, '2020-04-16'), [
      '2020-01 arrived freeze',
      '2020-02 arrived flex',
    ])
  })

  test('are late from the first date and missing from the last', () => {
    const arrivals = [arrival('admitted', '2020-01', '2020-03-17')]
    assert.deepEqual(states(arrivals, '2020-03-16').slice(1), [])
    assert.deepEqual(states(arrivals, '2020-03-17').slice(1), ['2020-02 late -'])
    assert.deepEqual(states(arrivals, '2020-04-17').slice(1), [
      '2020-02 missing -',
      '2020-03 late -',
    ])
  })

  test('without dates are expected after the usual lag, and lists are never missing', () => {
    assert.deepEqual(states([arrival('prescribing', '2020-01')], '2020-03-31'), [
      '2020-01 arrived -',
    ])
    assert.deepEqual(states([arrival('prescribing', '2020-01')], '2020-04-30').slice(1), [
      '2020-02 late -',
    ])
    assert.deepEqual(states([arrival('list-size', '2019-01')], '2020-04-30'), ['2019-01 arrived -'])
  })

  test('of more than three years ago leave no gaps behind them', () => {
    assert.deepEqual(states([arrival('prescribing', '2001-04')], '2020-04-30'), [
      '2001-04 arrived -',
    ])
    const kept = states(
      [arrival('prescribing', '2001-04'), arrival('prescribing', '2020-01')],
      '2020-04-30',
    )
    assert.equal(kept.filter((state) => state.endsWith('missing -')).length, 33)
  })

  test('name the providers that were there in both months before', () => {
    const months: Month[] = ['2020-01', '2020-02', '2020-03']
    const senders = months.flatMap((month) =>
      ['WXA', 'WXB']
        .filter((provider) => month !== '2020-03' || provider === 'WXA')
        .map((provider) => ({ feed: 'admitted', month, provider })),
    )
    const found = feedMonths(
      months.map((month) => arrival('admitted', month)),
      senders,
      dates,
      '2020-04-20',
    )
    assert.deepEqual(
      found.map(({ absent }) => absent),
      [null, null, 'WXB'],
    )
  })
})
