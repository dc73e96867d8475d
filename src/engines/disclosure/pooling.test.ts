import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { isWorkedOut } from './invented-reader.ts'
import { poolOf, type PooledCell } from './pooling.ts'
import { isSmall } from './suppression.ts'

const rule = { from: 1, to: 7, nearest: 5 }
const categories = ['a', 'b', 'c', 'd', 'e']

type Month = readonly (readonly number[])[]

/** Cells of a month: for each of two places a count of each category. */
const cellsOf = (month: string, places: Month): PooledCell[] =>
  places.flatMap((counts, place) =>
    counts.map((count, i) => ({
      category: categories[i] ?? '',
      place: `place ${place}`,
      month,
      count,
    })),
  )

/** What a build shows of a place and month: each sum as a row of which categories are in it. */
const shownRows = (build: readonly PooledCell[]): number[][] => {
  const { together, leftOut } = poolOf(build, rule)
  if (leftOut) return []
  return [
    categories.map((each) => (together.has(each) ? 1 : 0)),
    ...categories
      .filter((each) => !together.has(each))
      .map((own) => categories.map((each) => (each === own ? 1 : 0))),
  ]
}

const count = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 7 }),
  fc.integer({ min: 8, max: 40 }),
)
const counts = fc.array(count, { minLength: categories.length, maxLength: categories.length })
const month = fc.tuple(counts, counts)
/** Every way to add up some of the categories. */
const sums = Array.from({ length: 2 ** categories.length - 1 }, (_, n) =>
  categories.map((__, i) => ((n + 1) >> i) & 1),
)

describe('what is shown as one so that no count is small', () => {
  test('few kinds of care stand together, the smallest first, and none where all of them are few', () => {
    const one = poolOf(cellsOf('2019-04', [[3, 9, 20, 0, 30]]), rule)
    assert.deepEqual([[...one.together].sort(), one.leftOut], [['a', 'b', 'd'], false])
    assert.equal(poolOf(cellsOf('2019-04', [[3, 0, 0, 0, 0]]), rule).leftOut, true)
    assert.deepEqual([...poolOf(cellsOf('2019-04', [[8, 9, 20, 0, 30]]), rule).together], [])
  })

  test('adding and subtracting what any builds show of a month gives no small count of it away', () => {
    let small = 0
    fc.assert(
      fc.property(
        month,
        fc.array(fc.array(month, { maxLength: 3 }), { minLength: 1, maxLength: 3 }),
        (same, others) => {
          const shown = others.flatMap((further) =>
            shownRows([
              ...cellsOf('2019-04', same),
              ...further.flatMap((own, i) => cellsOf(`2019-0${5 + i}`, own)),
            ]),
          )
          for (const own of same)
            for (const wanted of sums) {
              const sum = wanted.reduce((all, is, i) => all + is * (own[i] ?? 0), 0)
              if (!isSmall(sum, rule)) continue
              small += 1
              // What is nought and what is not is seen from the noughts; only counts above nought can give one away.
              const seen = wanted.map((is, i) => ((own[i] ?? 0) === 0 ? 0 : is))
              const rows = shown.map((row) => row.map((is, i) => ((own[i] ?? 0) === 0 ? 0 : is)))
              assert.equal(isWorkedOut(rows, seen), false)
            }
        },
      ),
      { numRuns: 400, seed: 20_190_401 },
    )
    assert.ok(small > 1_000)
  })
})
