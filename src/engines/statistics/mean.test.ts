import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mean } from './mean.ts'
import { isWithheld } from './interval.ts'

test('the limits of a mean rest on t with the values less one: 1 to 10 gives 3.334 to 7.666', () => {
  const result = mean([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  if (isWithheld(result)) throw new Error(result.withheld)
  // t(0.975; 9) = 2.2621571628, s = √(55 ÷ 6)
  const half = 2.262157162798205 * Math.sqrt(82.5 / 9 / 10)
  assert.equal(result.value, 5.5)
  assert.ok(Math.abs(result.lower - (5.5 - half)) < 1e-12)
  assert.ok(Math.abs(result.upper - (5.5 + half)) < 1e-12)
})

test('one value has no interval', () => {
  assert.deepEqual(mean([4]), { withheld: 'fewer than two values' })
})
