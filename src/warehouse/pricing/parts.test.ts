import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cutPlaces } from './parts.ts'

const placed = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 500 })), {
    selector: ([place]) => place,
    maxLength: 40,
  })
  .map((rows) =>
    rows
      .toSorted(([a], [b]) => a - b)
      .map(([place, records]) => {
        const code = `P810${String(place).padStart(2, '0')}`
        return { code, place: code, records: BigInt(records) }
      }),
  )

test('a month is cut between practices, each in one part and none left out', () => {
  fc.assert(
    fc.property(placed, fc.integer({ min: 1, max: 600 }), (rows, atOnce) => {
      const parts = cutPlaces(rows, atOnce)
      assert.deepEqual(
        parts.flatMap(({ codes }) => codes),
        rows.map(({ code }) => code),
      )
      assert.equal(parts[0]?.first, '')
      for (const [i, { end }] of parts.entries()) {
        assert.equal(end, parts[i + 1]?.first ?? '~~')
      }
    }),
  )
})

test('a part is closed with the practice that fills it, and a month that is small enough stays whole', () => {
  const rows = ['A', 'B', 'C', 'D'].map((code) => ({ code, place: code, records: 60n }))
  assert.deepEqual(
    cutPlaces(rows, 100).map(({ codes }) => codes.join('')),
    ['AB', 'CD'],
  )
  assert.equal(cutPlaces(rows, 1_000).length, 1)
})

test('a code that may be counted with another practice is read for both parts', () => {
  const rows = [
    { code: 'A', place: 'A', records: 90n },
    { code: 'C', place: 'C', records: 50n },
    { code: 'A', place: 'C', records: 0n },
  ]
  assert.deepEqual(
    cutPlaces(rows, 80).map(({ codes }) => codes),
    [['A'], ['C', 'A']],
  )
})
