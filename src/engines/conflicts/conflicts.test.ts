import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Member, Quorum } from '../quorum/rule.ts'
import { addDays, daysBetween, monthsLater } from './calendar.ts'
import { conflictsOf, type Attender, type Matter } from './matching.ts'
import { clocksOf, isShown, recordBy, type Interest } from './register.ts'
import { decides, handlings, stricter, type ConflictRules, type Handling } from './rules.ts'
import { ruledBy, standingOf } from './standing.ts'
import { meets, type Subject } from './subject.ts'

const rules: ConflictRules = {
  proposals: {
    financial: { decision: 'leave', assurance: 'speak', information: 'note' },
    'non-financial professional': { decision: 'speak', assurance: 'note', information: 'note' },
    'non-financial personal': { decision: 'speak', assurance: 'note', information: 'note' },
    indirect: { decision: 'speak', assurance: 'note', information: 'note' },
  },
  sensitive: 'no papers',
  ended: 'note',
  recordWithinDays: 28,
  refreshMonths: 12,
  shownMonths: 6,
}
const today = '2020-04-20'
const interest = (own: Partial<Interest>): Interest => ({
  id: 1,
  person: 1,
  kind: 'financial',
  says: 'Holds shares',
  subjects: [{ kind: 'provider', code: 'WXN' }],
  from: '2019-06-01',
  until: null,
  recorded: '2019-06-10',
  confirmed: '2019-06-10',
  ...own,
})
const matter = (...subjects: Subject[]): Matter => ({
  purpose: 'decision',
  subjects,
  sensitive: false,
})
const people: Attender[] = [1, 2, 3].map((person) => ({ person, practices: [`W5100${person}`] }))
const proposals = (about: Matter, ...interests: Interest[]): Record<number, Handling> =>
  Object.fromEntries(
    conflictsOf(about, people, interests, today, rules).map((one) => [one.person, one.proposal]),
  )

describe('an item and an interest', () => {
  test('meet over the same provider, a contract and its holder, two contracts of one holder', () => {
    const provider: Subject = { kind: 'provider', code: 'WXN' }
    const contract: Subject = { kind: 'contract', code: 'HIP-1', holder: 'WXN' }
    const other: Subject = { kind: 'contract', code: 'EYE-2', holder: 'WXN' }
    const unheld: Subject = { kind: 'contract', code: 'HIP-1', holder: null }
    for (const [one, two] of [
      [provider, provider],
      [provider, contract],
      [contract, other],
      [contract, unheld],
    ] as const) {
      assert.ok(meets(one, two) && meets(two, one))
    }
    assert.ok(!meets(provider, unheld))
    assert.ok(!meets(provider, { kind: 'practice', code: 'WXN' }))
  })

  test('propose by kind and purpose; with several interests the strictest', () => {
    const about = matter({ kind: 'contract', code: 'HIP-1', holder: 'WXN' })
    const professional = interest({ kind: 'non-financial professional' })
    assert.deepEqual(proposals(about, professional), { 1: 'speak' })
    assert.deepEqual(proposals(about, professional, interest({ id: 2 })), { 1: 'leave' })
    assert.deepEqual(proposals({ ...about, purpose: 'information' }, interest({})), { 1: 'note' })
    assert.deepEqual(proposals({ ...about, sensitive: true }, professional), { 1: 'no papers' })
    assert.deepEqual(proposals(matter({ kind: 'provider', code: 'WXA' }), interest({})), {})
  })

  test('an indirect interest is matched like any other', () => {
    const about = matter({ kind: 'provider', code: 'WXN' })
    assert.deepEqual(proposals(about, interest({ kind: 'indirect', person: 3 })), { 3: 'speak' })
  })

  test('one that ended within six months is noted; an older or future one is not matched', () => {
    const about = matter({ kind: 'provider', code: 'WXN' })
    assert.deepEqual(proposals(about, interest({ until: '2019-10-20' })), { 1: 'note' })
    assert.deepEqual(proposals(about, interest({ until: '2019-10-19' })), {})
    assert.deepEqual(proposals(about, interest({ from: '2020-05-01' })), {})
  })

  test('a scheme that pays every practice concerns everybody who works in one', () => {
    assert.deepEqual(proposals(matter({ kind: 'practice', code: 'all' })), {
      1: 'leave',
      2: 'leave',
      3: 'leave',
    })
    assert.deepEqual(proposals(matter({ kind: 'practice', code: 'W51002' })), { 2: 'leave' })
  })
})

describe('the register', () => {
  test('an interest is recorded within 28 days of arising', () => {
    assert.equal(recordBy('2020-02-01', rules), '2020-02-29')
    const clocks = (recorded: string) =>
      clocksOf(interest({ from: '2020-02-01', recorded }), today, rules)
    assert.deepEqual([clocks('2020-02-29').late, clocks('2020-03-01').late], [false, true])
    assert.equal(clocks('2020-03-01').daysToRecord, 29)
  })
  test('one is to be confirmed each year', () => {
    const state = (confirmed: string): string =>
      clocksOf(interest({ confirmed }), today, rules).state
    assert.equal(state('2019-04-20'), 'current')
    assert.equal(state('2019-04-19'), 'refresh overdue')
  })
  test('one that ended is shown for six months and then kept only', () => {
    const shown = (until: string): boolean => isShown(interest({ until }), today, rules)
    assert.deepEqual(['2020-04-19', '2019-10-20', '2019-10-19'].map(shown), [true, true, false])
  })
  test('months end where the calendar ends them', () => {
    assert.equal(monthsLater('2019-08-31', 6), '2020-02-29')
    assert.equal(monthsLater('2019-11-30', 12), '2020-11-30')
    fc.assert(
      fc.property(fc.integer({ min: -900, max: 900 }), (days) => {
        assert.equal(daysBetween(today, addDays(today, days)), days)
      }),
    )
  })
})

const board: Member[] = [
  { person: 1, roles: ['elected-gp', 'chair'], voting: true },
  { person: 2, roles: ['elected-gp'], voting: true },
  { person: 3, roles: ['lay-member', 'deputy'], voting: true },
  { person: 4, roles: ['nurse-member'], voting: true },
  { person: 5, roles: ['accountable-officer'], voting: true },
]
const three: Quorum = { kind: 'at least', count: 3, of: { kind: 'voting' } }

describe('an item once the chair has ruled', () => {
  test('loses two members and stays quorate; a conflicted chair passes to the deputy', () => {
    const standing = standingOf(three, board, board, [
      { person: 1, handling: 'leave' },
      { person: 2, handling: 'speak' },
      { person: 4, handling: 'note' },
    ])
    assert.equal(standing.outcome, 'quorate')
    assert.deepEqual(standing.presiding, { person: 3, as: 'deputy' })
    assert.deepEqual(
      standing.deciding.map(({ person }) => person),
      [3, 4, 5],
    )
  })
  test('is not quorate: lost to interests where enough were there, else too few there', () => {
    const rulings = [
      { person: 1, handling: 'leave' },
      { person: 2, handling: 'leave' },
    ] as const
    const there = board.slice(0, 4)
    assert.equal(standingOf(three, board, there, rulings).outcome, 'lost to interests')
    assert.equal(standingOf(three, board, there.slice(0, 2), rulings).outcome, 'too few there')
  })
  test('the chair’s own interest is ruled on by the deputy, and by nobody where none is there', () => {
    assert.equal(ruledBy(2, board), 1)
    assert.equal(ruledBy(1, board), 3)
    assert.equal(ruledBy(1, board.slice(0, 2)), null)
  })
  test('a chair who stands aside from an item rules on nobody’s interest in it: the deputy does', () => {
    assert.equal(ruledBy(2, board, new Set([1])), 3)
    assert.equal(ruledBy(3, board, new Set([1])), null)
    assert.equal(ruledBy(2, board, new Set([1, 3])), null)
    assert.equal(ruledBy(2, board, new Set([3])), 1)
  })
  test('chair and deputy both set aside: those who decide elect one of them', () => {
    const { presiding } = standingOf(three, board, board, [
      { person: 1, handling: 'leave' },
      { person: 3, handling: 'no papers' },
    ])
    assert.deepEqual(presiding, { person: null, as: 'elected' })
  })
})

const handling = fc.constantFrom(...handlings)
const someRulings = fc
  .dictionary(fc.constantFrom('1', '2', '3', '4', '5', '9'), handling)
  .map((all) =>
    Object.entries(all).map(([person, own]) => ({ person: Number(person), handling: own })),
  )

describe('any rulings', () => {
  test('nobody set aside decides or presides, and nobody else is lost', () => {
    fc.assert(
      fc.property(someRulings, (rulings) => {
        const { deciding, presiding, setAside } = standingOf(three, board, board, rulings)
        for (const { person } of deciding)
          assert.ok(rulings.every((one) => one.person !== person || decides(one.handling)))
        assert.equal(deciding.length + setAside.length, board.length)
        if (presiding.person !== null)
          assert.ok(deciding.some(({ person }) => person === presiding.person))
      }),
    )
  })
  test('a stricter ruling never makes an item quorate', () => {
    fc.assert(
      fc.property(someRulings, handling, fc.nat(4), (rulings, other, which) => {
        const harder = rulings.map((one, i) =>
          i === which ? { ...one, handling: stricter(one.handling, other) } : one,
        )
        const met = (own: typeof rulings): boolean => standingOf(three, board, board, own).after.met
        assert.ok(met(rulings) || !met(harder))
      }),
    )
  })
})
