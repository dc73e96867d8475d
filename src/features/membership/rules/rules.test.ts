import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addMonths, type Month } from '../../../core/month.ts'
import { decideEntry, type Asked } from './decide.ts'
import { asNow, differences, predecessorsOf } from './history.ts'
import { changesFrom, holdsIn, placeIn, spellsOf, type MembershipChange } from './places.ts'

const north = { group: 'CW', locality: 'N' }
const south = { group: 'CW', locality: 'S' }
const change = (
  id: number,
  practice: string,
  from: Month,
  place: MembershipChange['place'],
  undoes: number | null = null,
): MembershipChange => ({ id, practice, from, place, undoes })

const months = fc.integer({ min: 0, max: 40 }).map((n) => addMonths('2017-04', n))
const places = fc.constantFrom(north, south, { group: 'EX', locality: 'E' }, null)
const histories = fc
  .array(fc.record({ practice: fc.constantFrom('A1', 'B2'), from: months, place: places }), {
    maxLength: 14,
  })
  .map((entries) => entries.map((entry, i) => ({ ...entry, id: i + 1, undoes: null })))

describe('where practices are', () => {
  test('a practice is in at most one place in any month, whatever was entered', () => {
    fc.assert(
      fc.property(histories, months, (changes, month) => {
        const held = spellsOf(changes).filter((spell) => holdsIn(spell, month))
        assert.equal(new Set(held.map(({ practice }) => practice)).size, held.length)
      }),
    )
  })
  test('it is where the last entry at or before the month put it', () => {
    fc.assert(
      fc.property(histories, months, (changes, month) => {
        const spells = spellsOf(changes)
        for (const practice of ['A1', 'B2']) {
          const last = changes
            .filter((each) => each.practice === practice && each.from <= month)
            .toSorted((a, b) => (a.from === b.from ? a.id - b.id : a.from < b.from ? -1 : 1))
            .at(-1)
          const found = placeIn(spells, practice, month)
          assert.deepEqual(
            found && { group: found.group, locality: found.locality },
            last?.place ?? null,
          )
        }
      }),
    )
  })
  test('what a file says comes back as it was from the entries it makes', () => {
    fc.assert(
      fc.property(histories, (changes) => {
        const spells = spellsOf(changes)
        const rows = spells.map(({ practice, group, locality, from, to }) => ({
          practice,
          group,
          locality,
          fromDate: `${from}-01`,
          toDate: to && `${to}-28`,
        }))
        const again = changesFrom(rows).map((each, i) => ({ ...each, id: i + 1, undoes: null }))
        assert.deepEqual(spellsOf(again), spells)
      }),
    )
  })
  test('taking an entry back leaves things as they were before it', () => {
    const before = [change(1, 'A1', '2017-04', north), change(2, 'A1', '2019-04', south)]
    const after = [...before, change(3, 'A1', '2019-10', null), change(4, 'A1', '2019-10', null, 3)]
    assert.deepEqual(spellsOf(after), spellsOf(before))
  })
})

const spells = spellsOf([
  change(1, 'A1', '2017-04', north),
  change(2, 'B2', '2017-04', south),
  change(3, 'B2', '2019-04', null),
])
const ask = (asked: Partial<Asked>) =>
  decideEntry(spells, {
    kind: 'joins',
    practice: 'C3',
    from: '2020-05',
    place: north,
    successors: [],
    ...asked,
  })
const codeOf = (asked: Partial<Asked>): string => {
  const decided = ask(asked)
  return decided.ok ? 'accepted' : decided.refusal.code
}

describe('joining, moving and leaving', () => {
  test('a practice joins one group only, and again once it has left', () => {
    assert.equal(codeOf({}), 'accepted')
    assert.equal(codeOf({ practice: 'A1' }), 'already-member')
    assert.equal(
      codeOf({ practice: 'A1', place: { group: 'EX', locality: 'E' } }),
      'already-member',
    )
    assert.equal(codeOf({ practice: 'B2' }), 'accepted')
    assert.equal(codeOf({ practice: 'B2', from: '2018-04' }), 'already-member')
  })
  test('a member moves, a stranger does not, and no move goes nowhere', () => {
    assert.equal(codeOf({ kind: 'moves', practice: 'A1', place: south }), 'accepted')
    assert.equal(codeOf({ kind: 'moves', practice: 'A1', place: north }), 'already-there')
    assert.equal(codeOf({ kind: 'moves' }), 'not-member')
  })
  test('an entry before a later one is refused until that is taken back', () => {
    assert.equal(codeOf({ practice: 'A1', from: '2016-04' }), 'later-entry')
  })
  test('a merger has one successor, a dispersal some, neither itself', () => {
    const merge = { kind: 'merges', practice: 'A1' } as const
    assert.equal(codeOf({ ...merge, successors: ['B2'] }), 'accepted')
    assert.equal(codeOf({ ...merge, successors: [] }), 'successor-missing')
    assert.equal(codeOf({ ...merge, successors: ['B2', 'C3'] }), 'successor-missing')
    assert.equal(codeOf({ ...merge, successors: ['A1'] }), 'own-successor')
    assert.equal(codeOf({ ...merge, kind: 'disperses', successors: ['B2', 'C3'] }), 'accepted')
    assert.equal(codeOf({ kind: 'leaves' }), 'not-member')
  })
  test('what is accepted keeps every practice in one place', () => {
    const asks = fc.record({
      kind: fc.constantFrom('joins', 'moves', 'leaves'),
      practice: fc.constantFrom('A1', 'B2'),
      from: months,
      place: places,
    })
    fc.assert(
      fc.property(fc.array(asks, { maxLength: 12 }), months, (asked, month) => {
        const changes: MembershipChange[] = []
        for (const each of asked) {
          const decided = decideEntry(spellsOf(changes), { ...each, successors: [] })
          if (decided.ok) changes.push({ ...decided.value, id: changes.length + 1, undoes: null })
        }
        const held = spellsOf(changes).filter((spell) => holdsIn(spell, month))
        assert.equal(new Set(held.map(({ practice }) => practice)).size, held.length)
      }),
    )
  })
})

describe('then and now', () => {
  const successions = [
    { practice: 'B2', successor: 'A1', from: '2019-04' as Month },
    { practice: 'D4', successor: 'B2', from: '2018-04' as Month },
  ]
  test('as it is now, a member brings the months of every practice that ended in it', () => {
    assert.deepEqual(predecessorsOf(successions, 'A1'), ['B2', 'D4'])
    assert.deepEqual(
      asNow(spells, successions, '2020-03').map(({ practice, locality }) => [practice, locality]),
      [
        ['A1', 'N'],
        ['B2', 'N'],
        ['D4', 'N'],
      ],
    )
  })
  test('practices that end in each other do not go round for ever', () => {
    const circle = [...successions, { practice: 'A1', successor: 'D4', from: '2018-05' as Month }]
    assert.deepEqual(predecessorsOf(circle, 'A1'), ['B2', 'D4'])
  })
  test('the differences say who joined, left and moved', () => {
    const now = spellsOf([
      change(1, 'A1', '2017-04', north),
      change(2, 'A1', '2019-06', south),
      change(3, 'B2', '2017-04', south),
      change(4, 'B2', '2019-04', null),
      change(5, 'C3', '2019-06', south),
    ])
    assert.deepEqual(differences(now, now, '2018-04', '2020-03'), {
      joined: ['C3'],
      left: ['B2'],
      moved: ['A1'],
    })
  })
})
