import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rangeText } from './outlook.ts'

test('a range is told from its smaller end where both lie on one side of the budget', () => {
  const k = 100_000n
  assert.equal(rangeText({ from: -42n * k, to: -41n * k }), '£41k and £42k under')
  assert.equal(rangeText({ from: 17n * k, to: 395n * k }), '£17k and £395k over')
  assert.equal(rangeText({ from: -20n * k, to: 11n * k }), '£20k under and £11k over')
})
