import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { adjustmentEffects } from './adjustments.ts'
import { chainLadder } from './chain-ladder.ts'
import { wholeParts } from './whole-parts.ts'

describe('the chain ladder', () => {
  const versions = [
    { month: '2019-10', age: 1, rows: 900 },
    { month: '2019-10', age: 2, rows: 1000 },
    { month: '2019-11', age: 1, rows: 1100 },
    { month: '2019-11', age: 2, rows: 1150 },
    { month: '2019-12', age: 1, rows: 950 },
  ]

  test('multiplies a first cut by the sum of later rows over the sum of first rows', () => {
    const { factor, seen } = chainLadder(versions).completion(1, 950)
    assert.equal(factor, 2150 / 2000)
    assert.equal(seen, 2)
  })

  test('gives the standard error of Mack in closed form for one step', () => {
    const factor = 2150 / 2000
    const variance = 900 * (1000 / 900 - factor) ** 2 + 1100 * (1150 / 1100 - factor) ** 2
    const wanted = Math.sqrt(variance * (1 / 950 + 1 / 2000))
    assert.ok(Math.abs(chainLadder(versions).completion(1, 950).error - wanted) < 1e-12)
  })

  test('leaves a month alone that is whole, or of an age that no month was seen to leave', () => {
    const ladder = chainLadder(versions)
    assert.equal(ladder.whole, 2)
    assert.deepEqual(ladder.completion(2, 1150), { factor: 1, error: 0, seen: 0 })
    assert.deepEqual(ladder.completion(0, 50), { factor: 1, error: 0, seen: 0 })
  })

  test('leaves out a month in which something else than lines was late, where four or more tell what is usual', () => {
    const months = [1060, 1065, 1062, 1300].flatMap((next, i) => [
      { month: `2019-0${i + 1}`, age: 1, rows: 1000 },
      { month: `2019-0${i + 1}`, age: 2, rows: next },
    ])
    const { factor, seen } = chainLadder(months).completion(1, 900)
    assert.equal(factor, 3187 / 3000)
    assert.equal(seen, 3)
  })

  test('multiplies the steps where a month grows more than once', () => {
    const ladder = chainLadder([
      { month: '2019-10', age: 1, rows: 100 },
      { month: '2019-10', age: 2, rows: 110 },
      { month: '2019-10', age: 3, rows: 121 },
      { month: '2019-11', age: 1, rows: 100 },
    ])
    assert.ok(Math.abs(ladder.completion(1, 100).factor - 1.21) < 1e-12)
    assert.ok(Math.abs(ladder.completion(2, 100).factor - 1.1) < 1e-12)
  })
})

describe('known changes', () => {
  const courses = [Float64Array.of(100, 100, 100), Float64Array.of(300, 300, 300)]
  const months = ['2019-10', '2019-11', '2019-12']

  test('a share is taken of the months that it names, of the practices that it is for', () => {
    const [effect] = adjustmentEffects(courses, ['A', 'B'], months, [
      {
        name: 'a clinic',
        kind: 'scheme',
        line: 'x',
        practices: ['B'],
        from: '2019-11',
        to: '2019-11',
        effect: { share: -0.1 },
      },
    ])
    assert.deepEqual(
      effect?.units.map((unit) => [...unit]),
      [
        [0, 0, 0],
        [0, -30, 0],
      ],
    )
  })

  test('an amount a month is shared by size, and adds to itself', () => {
    const [effect] = adjustmentEffects(courses, ['A', 'B'], months, [
      {
        name: 'a price',
        kind: 'price',
        line: 'x',
        practices: null,
        from: '2019-12',
        to: null,
        effect: { perMonth: 40 },
      },
    ])
    assert.deepEqual(
      effect?.units.map((unit) => [...unit]),
      [
        [0, 0, 10],
        [0, 0, 30],
      ],
    )
  })
})

test('whole parts add to the rounded sum, each within one of its number', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 80 }),
      (values) => {
        const parts = wholeParts(values)
        const total = values.reduce((all, value) => all + value, 0)
        assert.equal(
          parts.reduce((all, part) => all + part, 0),
          Math.round(total) + 0,
        )
        for (const [i, part] of parts.entries()) assert.ok(Math.abs(part - (values[i] ?? 0)) <= 1)
      },
    ),
  )
})
