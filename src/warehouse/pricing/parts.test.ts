import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cutPlaces } from './parts.ts'

const placed = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 500 })), {
    selector: ([place]) => place,
    maxLength: 40,
  })
  .map((rows) =>
    rows
      .toSorted(([a], [b]) => a - b)
      .map(([place, records]) => ({
        place: `P810${String(place).padStart(2, '0')}`,
        records: BigInt(records),
      })),
  )

test('a month is cut between practices, into stretches that are closed with the practice that fills them', () => {
  fc.assert(
    fc.property(placed, fc.integer({ min: 2, max: 600 }), (rows, atOnce) => {
      const cuts = cutPlaces(rows, atOnce)
      const bounds = ['', ...cuts, '~~']
      for (const [i, end] of bounds.slice(1).entries()) {
        const first = bounds[i] ?? ''
        const own = rows.filter(({ place }) => place >= first && place < end)
        const held = own.reduce((sum, { records }) => sum + Number(records), 0)
        const last = Number(own.at(-1)?.records ?? 0)
        if (cuts.length > 0) assert.ok(own.length > 0 && held - last < atOnce / 2)
        if (end !== '~~') assert.ok(held >= atOnce / 2)
      }
    }),
  )
})

test('a month that is small enough stays whole', () => {
  const rows = ['A', 'B', 'C', 'D'].map((place) => ({ place, records: 60n }))
  assert.deepEqual(cutPlaces(rows, 200), ['C'])
  assert.deepEqual(cutPlaces(rows, 240), [])
})
