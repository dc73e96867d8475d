import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isWithheld } from '../interval.ts'
import { shrinkRatios } from './gamma-poisson.ts'
import { shrinkEstimates, shrinkProportions } from './normal-normal.ts'
import type { Shrinkage, Shrunk } from './shrunk.ts'

const shown = ({ units }: Shrinkage): Shrunk[] =>
  units.flatMap((unit) => (isWithheld(unit) ? [] : [unit]))

const lies = (value: number, a: number, b: number): boolean =>
  value >= Math.min(a, b) - 1e-9 && value <= Math.max(a, b) + 1e-9

const ratioSet = fc.array(
  fc.record({
    observed: fc.integer({ min: 0, max: 400 }),
    expected: fc.double({ min: 0.1, max: 300, noNaN: true }),
  }),
  { minLength: 2, maxLength: 30 },
)
const proportionSet = fc.array(
  fc
    .record({
      of: fc.integer({ min: 1, max: 3000 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ of, share }) => ({ of, count: Math.round(of * share) })),
  { minLength: 2, maxLength: 30 },
)

test('a shrunk figure lies between a unit’s own and the mean, and inside its own limits', () => {
  const holds = (result: Shrinkage): boolean =>
    shown(result).every(
      ({ own, value, lower, upper }) =>
        lies(value, own, result.mean) && lower <= value + 1e-9 && value <= upper + 1e-9,
    )
  fc.assert(fc.property(ratioSet, (units) => holds(shrinkRatios(units))))
  fc.assert(fc.property(proportionSet, (units) => holds(shrinkProportions(units))))
})

test('the more is expected of a unit, the more its own figure counts', () => {
  const ordered = (sizes: readonly number[], result: Shrinkage): boolean =>
    shown(result).every((one, i) =>
      shown(result).every(
        (other, j) =>
          (sizes[i] ?? 0) <= (sizes[j] ?? 0) === one.weight <= other.weight ||
          one.weight === other.weight,
      ),
    )
  fc.assert(
    fc.property(ratioSet, (units) =>
      ordered(
        units.map(({ expected }) => expected),
        shrinkRatios(units),
      ),
    ),
  )
  fc.assert(
    fc.property(proportionSet, (units) =>
      ordered(
        units.map(({ of }) => of),
        shrinkProportions(units),
      ),
    ),
  )
})

test('a set without true differences shrinks fully, and each then has the limits of the mean', () => {
  const ratios = shrinkRatios([
    { observed: 10, expected: 10 },
    { observed: 52, expected: 50 },
    { observed: 29, expected: 30 },
  ])
  assert.equal(ratios.variance, 0)
  const [first, ...others] = shown(ratios)
  for (const one of others) {
    assert.equal(one.weight, 0)
    assert.ok(Math.abs(one.value - ratios.mean) < 1e-12)
    assert.equal(one.lower, first?.lower)
  }
  assert.ok((first?.lower ?? 0) < ratios.mean && (first?.upper ?? 0) > ratios.mean)
  const proportions = shrinkProportions([
    { count: 30, of: 100 },
    { count: 61, of: 200 },
    { count: 90, of: 300 },
  ])
  assert.equal(proportions.variance, 0)
  assert.ok(shown(proportions).every(({ value }) => Math.abs(value - proportions.mean) < 1e-12))
})

test('eight schools: the shrunk effects of the textbook’s moments', () => {
  const effects = [28, 8, -3, 7, -1, 1, 18, 12]
  const errors = [15, 10, 16, 11, 9, 11, 10, 18]
  const { mean, variance } = shrinkEstimates(
    effects.map((value, i) => ({ value, error: errors[i] ?? NaN })),
  )
  // Q is 4.7 on 7 degrees of freedom: no differences beyond chance, and the pooled mean 7.69.
  assert.equal(variance, 0)
  assert.ok(Math.abs(mean - 7.6856) < 1e-3)
})

test('where true ratios are known, the shrunk ones are nearer to them than the units’ own', () => {
  const rows = Array.from({ length: 60 }, (_, i) => {
    const truth = 0.7 + (0.6 * ((i * 37) % 60)) / 59
    const expected = 5 + (i % 6) * 4
    const swing = (i % 2 === 0 ? 1 : -1) * Math.sqrt(truth * expected)
    return { truth, expected, observed: Math.max(0, Math.round(truth * expected + swing)) }
  })
  const result = shown(shrinkRatios(rows))
  const miss = (of: (one: Shrunk) => number): number =>
    result.reduce((sum, one, i) => sum + (of(one) - (rows[i]?.truth ?? 0)) ** 2, 0)
  assert.ok(miss(({ value }) => value) < 0.7 * miss(({ own }) => own))
})

test('a unit without a denominator gives its reason; the others are as without it', () => {
  const sound = [
    { observed: 4, expected: 9 },
    { observed: 30, expected: 12 },
  ]
  const mixed = shrinkRatios([{ observed: 3, expected: 0 }, ...sound])
  assert.deepEqual(mixed.units[0], { withheld: 'nothing is expected' })
  assert.deepEqual(mixed.units.slice(1), shrinkRatios(sound).units)
  const proportions = shrinkProportions([
    { count: 0, of: 0 },
    { count: 3, of: 2 },
    { count: 1, of: 3 },
  ])
  assert.deepEqual(proportions.units.slice(0, 2), [
    { withheld: 'no denominator' },
    { withheld: 'numerator outside its denominator' },
  ])
})
