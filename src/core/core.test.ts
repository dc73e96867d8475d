import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  divideHalfUp,
  formatPence,
  formatShortPence,
  parseDecimal,
  penceFromHundredThousandths,
} from './money.ts'
import { addMonths, financialYear, lastDay, monthRange, monthsBetween, yearStart } from './month.ts'
import { random } from './random.ts'

test('pounds and pence are written exactly, with the sign before the pound', () => {
  assert.equal(formatPence(123_456_789n), '£1,234,567.89')
  assert.equal(formatPence(-5n), '−£0.05')
})

test('short money changes its unit where rounding carries it over', () => {
  assert.equal(formatShortPence(99_949n), '£999')
  assert.equal(formatShortPence(99_950n), '£1k')
  assert.equal(formatShortPence(9_600_000n), '£96k')
  assert.equal(formatShortPence(841_000_000n), '£8.41m')
  assert.equal(formatShortPence(-99_999_999n), '−£1.00m')
})

test('halves are rounded away from nought and the remainder is never lost by more than a half', () => {
  assert.equal(divideHalfUp(5n, 10n), 1n)
  assert.equal(divideHalfUp(-5n, 10n), -1n)
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt({ min: 1n, max: 10n ** 15n }), (amount, by) => {
      const twice = 2n * (amount - divideHalfUp(amount, by) * by)
      return twice <= by && -twice <= by
    }),
  )
})

test('prescribing costs are rounded to pence once, from hundred-thousandths of a pound', () => {
  assert.equal(penceFromHundredThousandths(596_231n), 596n)
  assert.equal(penceFromHundredThousandths(596_500n), 597n)
})

test('a decimal is read exactly or not at all', () => {
  assert.equal(parseDecimal('1,216.5', 2), 121_650n)
  assert.equal(parseDecimal('28.', 0), 28n)
  assert.equal(parseDecimal('00000000.64', 2), 64n)
  for (const bad of ['', '-', '1.234', '1,21', 'NaN', '1e3', '.'])
    assert.equal(parseDecimal(bad, 2), null)
})

test('the financial year begins in April', () => {
  assert.equal(financialYear('2020-03'), '2019/20')
  assert.equal(financialYear('2020-04'), '2020/21')
  assert.equal(yearStart('2020-01'), '2019-04')
  assert.equal(lastDay('2020-02'), '2020-02-29')
})

test('adding months and counting them are each other’s inverse', () => {
  fc.assert(
    fc.property(fc.integer({ min: -500, max: 500 }), (count) => {
      return monthsBetween('2019-10', addMonths('2019-10', count)) === count
    }),
  )
  assert.deepEqual(monthRange('2019-11', '2020-01'), ['2019-11', '2019-12', '2020-01'])
})

test('the same seed gives the same numbers, another seed gives others', () => {
  const draw = (seed: string): number[] => {
    const source = random(seed)
    return Array.from({ length: 4 }, source.next)
  }
  assert.deepEqual(draw('county'), draw('county'))
  assert.notDeepEqual(draw('county'), draw('county 2'))
})

test('drawn counts and gammas have the means that were asked for', () => {
  const source = random('means')
  const mean = (draw: () => number): number =>
    Array.from({ length: 20_000 }, draw).reduce((a, b) => a + b, 0) / 20_000
  assert.ok(Math.abs(mean(() => source.poisson(3)) - 3) < 0.06)
  assert.ok(Math.abs(mean(() => source.poisson(80)) - 80) < 0.4)
  assert.ok(Math.abs(mean(() => source.gamma(0.3)) - 1) < 0.08)
  assert.ok(Math.abs(mean(() => source.gamma(4)) - 1) < 0.03)
})
