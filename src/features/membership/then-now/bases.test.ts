import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addMonths, type Month } from '../../../core/month.ts'
import { spellsOf } from '../rules/places.ts'
import { countedAs, onlyIn, perThousand, sumsOf } from './bases.ts'

const at = (id: number, practice: string, from: Month, locality: string | null) => ({
  id,
  practice,
  from,
  place: locality === null ? null : { group: 'CW', locality },
  undoes: null,
})
const membership = {
  spells: spellsOf([
    at(1, 'A', '2018-04', 'N'),
    at(2, 'A', '2019-04', 'S'),
    at(3, 'B', '2018-04', 'N'),
    at(4, 'B', '2019-01', null),
    at(5, 'C', '2019-03', 'S'),
  ]),
  successions: [{ practice: 'B', successor: 'A', from: '2019-01' as Month }],
}
const months = Array.from({ length: 12 }, (_, i) => addMonths('2018-06', i))
const rows = ['A', 'B', 'C', 'D'].flatMap((practice) =>
  months.map((month) => ({ practice, month, cost_e5: 100_000n, patients: 1000n })),
)
const span = ['2018-06', '2019-05'] as const

describe('as the group was then and as it is now', () => {
  test('then: each practice counts while it was a member, in the locality of the month', () => {
    const counted = countedAs(membership, 'CW', { kind: 'then' }, ...span)
    const sums = sumsOf(counted, rows)
    // A ten months in N and two in S, B seven in N, C three in S: a pound each.
    assert.equal(sums.get('N')?.pence, 1700n)
    assert.equal(sums.get('S')?.pence, 500n)
    assert.equal(sums.get('')?.pence, 2200n)
  })
  test('now: members count for all months and bring those of practices that ended in them', () => {
    const counted = countedAs(membership, 'CW', { kind: 'now', month: '2019-05' }, ...span)
    const sums = sumsOf(counted, rows)
    assert.deepEqual([...sums.keys()].toSorted(), ['', 'S'])
    assert.equal(sums.get('')?.pence, 3600n)
    assert.equal(perThousand(sums.get('') ?? { pence: 0n, patientMonths: 0n, practices: 0 }), 100n)
  })
  test('the practice-months that differ account for the whole difference', () => {
    const was = countedAs(membership, 'CW', { kind: 'then' }, ...span)
    const is = countedAs(membership, 'CW', { kind: 'now', month: '2019-05' }, ...span)
    const count = (of: { months: number }[]): number =>
      of.reduce((sum, each) => sum + each.months, 0)
    assert.equal(count(onlyIn(is, was)) - count(onlyIn(was, is)), 14)
  })
  test('a later entry leaves what was counted before its month as it was', () => {
    const month = fc.integer({ min: 0, max: 11 }).map((n) => addMonths('2018-06', n))
    fc.assert(
      fc.property(month, fc.constantFrom('N', 'S', null), (from, locality) => {
        const later = {
          ...membership,
          spells: spellsOf([at(1, 'A', '2018-04', 'N'), at(2, 'D', from, locality)]),
        }
        const bare = { ...membership, spells: spellsOf([at(1, 'A', '2018-04', 'N')]) }
        const before = addMonths(from, -1)
        if (before < '2018-06') return
        const as = (of: typeof bare) =>
          sumsOf(countedAs(of, 'CW', { kind: 'then' }, '2018-06', before), rows)
        assert.deepEqual(as(later), as(bare))
      }),
    )
  })
})
