import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LoadRecord } from '../../stores/lake.ts'
import { overtaken } from './overtaken.ts'

const record = (sequence: number, extractDate: string): LoadRecord => ({
  id: `load-${sequence}`,
  sequence,
  layout: 'admitted-sus',
  feed: 'admitted',
  title: 'Admitted care',
  file: { path: `/in/admitted-${extractDate}.csv`, bytes: 1, sha256: 'ab' },
  loadedAt: '2020-04-20T09:00:00.000Z',
  extractDate,
  year: null,
  cut: null,
  lines: { physical: 2, header: 1, totals: 0, accepted: 1, quarantined: 0 },
  sums: {},
  parts: [{ period: '2019-10', part: 'all', file: 'x', rows: 1, from: null, to: null }],
  quarantine: null,
  notes: [],
})

test('whoever loads an extract that is older than the one in use is told so; a replaced one is no news', () => {
  const [flex, freeze] = ['2019-11-18', '2019-12-17']
  const late = [record(1, freeze), record(2, flex)]
  assert.deepEqual(
    overtaken(late, late).map(({ text }) => text),
    [
      'admitted-2019-11-18.csv is an extract of 18 November 2019; that of 17 December 2019, loaded before, is newer and stays in use.',
    ],
  )
  const inOrder = [record(1, flex), record(2, freeze)]
  assert.deepEqual(overtaken(inOrder, inOrder), [])
})
