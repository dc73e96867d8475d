import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { isWorkedOut } from '../../engines/disclosure/invented-reader.ts'
import { monthRange, type Month } from '../../core/month.ts'
import { readDisclosure } from '../disclosure/disclosure.ts'
import { mayLeave } from './released.ts'

const rule = readDisclosure({ definitions: '/nowhere' })
const year = monthRange('2019-04', '2020-03')
const lines = [
  ...['acute', 'emergency', 'maternity'].map((line) => ({ line, isInTotal: true })),
  { line: 'specialised', isInTotal: false },
]

const countsOf = (of: Readonly<Record<string, readonly number[]>>) =>
  Object.entries(of).flatMap(([line, counts]) =>
    counts.map((count, i) => ({ line, month: year[i] ?? '2019-04', count })),
  )

describe('costs of service lines outside the group', () => {
  test('a year to date is withheld from the month on in which the line is few, so that the one before gives no month away', () => {
    const counts = countsOf({
      acute: [90, 80, 70],
      emergency: [40, 50, 60],
      maternity: [20, 3, 20],
      specialised: [9, 9, 4],
    })
    const shown = (month: Month) =>
      Object.fromEntries(
        [...lines.map(({ line }) => line), ''].map((line) => {
          const may = mayLeave(lines, counts, { from: '2019-04', month }, rule)(line)
          return [line, [may.month, may.year]]
        }),
      )
    assert.deepEqual(shown('2019-04')['maternity'], [true, true])
    assert.deepEqual(shown('2019-05'), {
      acute: [true, true],
      emergency: [false, false],
      maternity: [false, false],
      specialised: [true, true],
      '': [true, true],
    })
    assert.deepEqual(shown('2019-06')['maternity'], [true, false])
    assert.deepEqual(shown('2019-06')['emergency'], [true, false])
    assert.deepEqual(shown('2019-06')['specialised'], [false, false])
  })

  test('what is outside the total is not taken for a part of it, behind which another could hide', () => {
    const counts = countsOf({ acute: [90], emergency: [40], maternity: [3], specialised: [2] })
    const may = mayLeave(lines, counts, { from: '2019-04', month: '2019-04' }, rule)
    assert.deepEqual(
      ['acute', 'emergency', 'maternity', 'specialised'].map((line) => may(line).month),
      [true, false, false, false],
    )
  })

  test('by no sum of months and years to date can the cost of a line be found in a month in which it is few', () => {
    const count = fc.oneof(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 8, max: 60 }))
    const months = fc.array(count, { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(fc.record({ acute: months, emergency: months, maternity: months }), (given) => {
        const counts = countsOf(given)
        const own = lines.filter(({ isInTotal }) => isInTotal).map(({ line }) => line)
        const shown: number[][] = []
        const cells = own.flatMap((line) => [0, 1, 2, 3].map((at) => ({ line, at })))
        const vector = (is: (cell: { line: string; at: number }) => boolean): number[] =>
          cells.map((cell) => (is(cell) ? 1 : 0))
        for (const at of [0, 1, 2, 3]) {
          const span = { from: '2019-04', month: year[at] ?? '2019-04' } as const
          const may = mayLeave(lines, counts, span, rule)
          for (const line of [...own, '']) {
            const isOf = (cell: { line: string }): boolean => line === '' || cell.line === line
            if (may(line).month) shown.push(vector((cell) => isOf(cell) && cell.at === at))
            if (may(line).year) shown.push(vector((cell) => isOf(cell) && cell.at <= at))
          }
        }
        for (const [i, { line, at }] of cells.entries()) {
          const few = counts.find((each) => each.line === line && each.month === year[at])
          if (!few || few.count > rule.to) continue
          const alone = cells.map((_, other) => (other === i ? 1 : 0))
          assert.equal(isWorkedOut(shown, alone), false, `${line} in month ${at + 1}`)
        }
      }),
      { numRuns: 200, seed: 20_190_401 },
    )
  })
})
