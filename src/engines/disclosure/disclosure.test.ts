import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { publish, type CountTable, type PublishedRow } from './table.ts'
import { rounded, type SmallNumbers } from './suppression.ts'

const rule: SmallNumbers = { from: 1, to: 7, nearest: 5 }

/** A table of two localities from the counts of their practices, each with a total column. */
const tableOf = (localities: readonly (readonly (readonly number[])[])[]): CountTable => {
  const sum = (rows: readonly (readonly number[])[]): number[] =>
    (rows[0] ?? []).map((_, i) => rows.reduce((all, row) => all + (row[i] ?? 0), 0))
  const withTotal = (counts: readonly number[]): number[] => [
    ...counts,
    counts.reduce((all, count) => all + count, 0),
  ]
  return {
    total: true,
    rows: [
      { key: 'G', parent: null, counts: withTotal(sum(localities.map(sum))) },
      ...localities.flatMap((practices, l) => [
        { key: `L${l}`, parent: 'G', counts: withTotal(sum(practices)) },
        ...practices.map((counts, p) => ({
          key: `L${l}P${p}`,
          parent: `L${l}`,
          counts: withTotal(counts),
        })),
      ]),
    ],
  }
}

/** What a reader can do with a table: each sum as the place of its total and the places of its parts. */
type Sum = { total: string; parts: string[] }

const sumsOf = ({ rows, total }: CountTable): Sum[] => {
  const width = rows[0]?.counts.length ?? 0
  const columns = Array.from({ length: width }, (_, i) => i)
  return [
    ...rows.flatMap(({ key }) => {
      const parts = rows.filter(({ parent }) => parent === key)
      return parts.length === 0
        ? []
        : columns.map((c) => ({
            total: `${key} ${c}`,
            parts: parts.map((row) => `${row.key} ${c}`),
          }))
    }),
    ...(total
      ? rows.map(({ key }) => ({
          total: `${key} ${width - 1}`,
          parts: columns.slice(0, -1).map((c) => `${key} ${c}`),
        }))
      : []),
  ]
}

type Bounds = Map<string, [low: number, high: number]>

const limit = 400

/** What a reader knows at first: published counts exactly (more than a rounded one says), of the others only that they are not 0. */
const known = (table: CountTable, published: readonly PublishedRow[]): Bounds =>
  new Map(
    table.rows.flatMap(({ key, counts }, r) =>
      counts.map((count, c): [string, [number, number]] => [
        `${key} ${c}`,
        published[r]?.counts[c] === null ? [1, limit] : [count, count],
      ]),
    ),
  )

/** Narrows the bounds by every sum until nothing more follows; false where they cannot all hold. */
const narrow = (sums: readonly Sum[], bounds: Bounds): boolean => {
  for (let again = true; again;) {
    again = false
    for (const { total, parts } of sums) {
      const terms = [...parts.map((cell) => ({ cell, sign: 1 })), { cell: total, sign: -1 }]
      for (const { cell, sign } of terms) {
        let [low, high] = [0, 0]
        for (const other of terms) {
          if (other.cell === cell) continue
          const [l, h] = bounds.get(other.cell) ?? [0, 0]
          low += other.sign === 1 ? l : -h
          high += other.sign === 1 ? h : -l
        }
        const [a, b] = sign === 1 ? [-high, -low] : [low, high]
        const [l, h] = bounds.get(cell) ?? [0, 0]
        if (a > h || b < l) return false
        if (a > l || b < h) {
          bounds.set(cell, [Math.max(a, l), Math.min(b, h)])
          again = true
        }
      }
    }
  }
  return true
}

/** Whether whole numbers exist that hold every sum within the bounds: a search, apart from the engine's way. */
const possible = (sums: readonly Sum[], bounds: Bounds): boolean => {
  if (!narrow(sums, bounds)) return false
  const open = [...bounds].find(([, [low, high]]) => low < high)
  if (!open) return true
  const [cell, [low, high]] = open
  const tries = [low, low + 1, low + 2, low + 7, Math.floor((low + high) / 2), high]
  const every = high - low < 40 ? Array.from({ length: high - low + 1 }, (_, i) => low + i) : tries
  return every.some((value) => possible(sums, new Map(bounds).set(cell, [value, value])))
}

/** The least that a count can be for a reader who sees which counts are 0: one for each that is not among its parts. */
const leastOf = (sums: readonly Sum[], bounds: Bounds, place: string): number =>
  Math.max(
    1,
    ...sums
      .filter(({ total }) => total === place)
      .map(({ parts }) =>
        parts
          .filter((part) => (bounds.get(part)?.[1] ?? 0) > 0)
          .reduce((all, part) => all + leastOf(sums, bounds, part), 0),
      ),
  )

const counts = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 9 }) },
  { weight: 1, arbitrary: fc.integer({ min: 8, max: 30 }) },
)
const tables = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
  .chain(([columns, practices]) =>
    fc.array(
      fc.array(fc.array(counts, { minLength: columns, maxLength: columns }), {
        minLength: 1,
        maxLength: practices,
      }),
      { minLength: 1, maxLength: 2 },
    ),
  )
  .map(tableOf)

const cellsOf = (
  table: CountTable,
  published: readonly PublishedRow[],
): { place: string; count: number; shown: number | null }[] =>
  table.rows.flatMap(({ key, counts: row }, r) =>
    row.map((count, c) => ({
      place: `${key} ${c}`,
      count,
      shown: published[r]?.counts[c] ?? null,
    })),
  )

describe('small numbers', () => {
  test('a count of 1 to 7 is withheld, 0 and the others are shown to the nearest 5', () => {
    const rows = [0, 1, 7, 8, 12, 13, 1003].map((count, i) => ({
      key: String(i),
      parent: null,
      counts: [count],
    }))
    const shown = publish({ rows, total: false }, rule).flatMap((row) => row.counts)
    assert.deepEqual(shown, [0, null, null, 10, 10, 15, 1005])
  })

  test('a single small practice is not given away by its locality, nor a locality by the group', () => {
    const published = publish(
      tableOf([
        [
          [3, 40],
          [60, 50],
        ],
        [
          [30, 20],
          [90, 80],
        ],
      ]),
      rule,
    )
    const withheld = published.filter(({ counts: row }) => row.includes(null)).map(({ key }) => key)
    assert.deepEqual(withheld, ['L0P0', 'L0P1'])
    assert.deepEqual(published[2]?.counts, [null, null, 45])
  })

  test('no sum gives a small count away or narrows it within 1 to 7', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const published = publish(table, rule)
        const sums = sumsOf(table)
        for (const { place, count, shown } of cellsOf(table, published)) {
          if (count < 1 || count > 7) continue
          assert.equal(shown, null, place)
          const bounds = known(table, published)
          const least = leastOf(sums, bounds, place)
          assert.ok(narrow(sums, bounds))
          const [low, high] = bounds.get(place) ?? [0, 0]
          assert.ok(low <= least && high >= 7, `${place} is between ${low} and ${high}`)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('for each small count there is a whole table with 1 and one with 7 that a reader cannot tell from the true one', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const published = publish(table, rule)
        const sums = sumsOf(table)
        for (const { place, count } of cellsOf(table, published)) {
          if (count < 1 || count > 7) continue
          const least = leastOf(sums, known(table, published), place)
          for (const value of [least, Math.max(least, 7)])
            assert.ok(
              possible(sums, known(table, published).set(place, [value, value])),
              `${place} cannot be ${value}`,
            )
        }
      }),
      { numRuns: 60 },
    )
  })

  test('what is published is the rounded count, and a table without small counts is shown whole', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const cells = cellsOf(table, publish(table, rule))
        const small = cells.some(({ count }) => count >= 1 && count <= 7)
        for (const { count, shown } of cells) {
          if (shown !== null) assert.equal(shown, rounded(count, rule))
          if (!small) assert.notEqual(shown, null)
        }
      }),
    )
  })

  test('a plain withholding of the small counts alone would be undone by subtraction', () => {
    const table = tableOf([
      [
        [3, 40],
        [60, 50],
      ],
      [
        [30, 20],
        [90, 80],
      ],
    ])
    const naive = table.rows.map(({ key, counts: row }) => ({
      key,
      counts: row.map((count) => (count >= 1 && count <= 7 ? null : count)),
    }))
    const bounds = known(table, naive)
    narrow(sumsOf(table), bounds)
    assert.deepEqual(bounds.get('L0P0 0'), [3, 3])
  })

  test('a table whose sums do not hold is refused', () => {
    const rows = [
      { key: 'G', parent: null, counts: [10] },
      { key: 'P', parent: 'G', counts: [9] },
    ]
    assert.throws(() => publish({ rows, total: false }, rule), /do not add up/)
  })
})
