import assert from 'node:assert/strict'
import { test } from 'node:test'
import { risksMoved, type Standing } from './moved.ts'

const before: Standing = {
  month: '2020-01',
  outlook: { variance: 4_000_000n, range95: { from: -2_000_000n, to: 10_000_000n } },
  lines: [
    { name: 'Emergency care', verdict: 'within what chance alone does', variance: 1_000_000n },
    { name: 'Prescribing', verdict: null, variance: null },
  ],
  practices: 76,
  beyond: 2,
}

test('where the year will end is said as it was and as it is, with both ranges', () => {
  const now: Standing = {
    ...before,
    month: '2020-02',
    outlook: { variance: 6_500_000n, range95: { from: 1_000_000n, to: 12_000_000n } },
  }
  assert.deepEqual(risksMoved(now, before), [
    'The year was expected to end £40k over budget as known at the end of January 2020, and £65k over as known at the end of February 2020: £25k more. The range was £20k under and £100k over budget, and is £10k and £120k over (19 years in 20).',
  ])
})

test('a line that passed chance, one that came back, and practices beyond it are each a sentence', () => {
  const passed: Standing = {
    ...before,
    outlook: null,
    lines: [{ name: 'Emergency care', verdict: 'beyond it', variance: 9_000_000n }],
    beyond: 3,
  }
  assert.deepEqual(risksMoved(passed, before), [
    'Emergency care passed what chance alone does, £90k over its budget.',
    '3 practices lie beyond what chance alone does to a list of their size, 2 a month before, of 76.',
  ])
  assert.deepEqual(risksMoved({ ...before, outlook: null }, passed), [
    'Emergency care came back within what chance alone does, £10k over its budget.',
    '2 practices lie beyond what chance alone does to a list of their size, 3 a month before, of 76.',
  ])
})

test('where nothing moved nothing is said but where the year will end', () => {
  assert.deepEqual(risksMoved({ ...before, outlook: null }, before), [])
  assert.match(risksMoved(before, before)[0] ?? '', /: as before\./)
})
