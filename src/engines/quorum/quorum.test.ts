import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { evaluateQuorum, missingOf } from './evaluate.ts'
import { explainQuorum } from './explain.ts'
import { parseQuorum, type QuorumText } from './parse.ts'
import { isOf, type Crowd, type Member, type Quorum, type Words } from './rule.ts'

const words: Words = {
  GP: ['gp', 'elected-gp'],
  'independent GP': ['independent-gp'],
  'lay member': ['lay-member'],
  'lay person': ['lay-person'],
  nurse: ['nurse-member'],
  specialist: ['specialist-member'],
  clinician: ['elected-gp', 'nurse-member', 'specialist-member'],
  'non-executive member': ['lay-member', 'elected-gp', 'nurse-member'],
  'executive member': ['accountable-officer', 'finance-lead'],
  'chief officer': ['accountable-officer'],
  'chief finance officer': ['finance-lead'],
  'chief of service delivery': ['delivery-lead'],
  'head of contracting': ['contracts-lead'],
  chair: ['chair'],
  'vice-chair': ['deputy'],
}

const ruleOf = (text: QuorumText): Quorum => {
  const read = parseQuorum(text, words)
  assert.ok(read.ok, read.ok ? '' : read.refusal.message)
  return read.value
}
const meeting = (...people: string[]): Member[] =>
  people.map((roles, i) => ({
    person: i + 1,
    roles: roles.split(' '),
    voting: !roles.includes('observer'),
  }))
const met = (text: QuorumText, ...people: string[]): boolean => {
  const members = meeting(...people)
  return evaluateQuorum(ruleOf(text), members, members).met
}

describe('the four published quorum rules of primary care committees', () => {
  const first: QuorumText = [
    'at least three members',
    'at least one lay member',
    'at least one chief officer, chief finance officer or chief of service delivery',
  ]
  const second: QuorumText = [
    'at least three non-executive members',
    'at least one GP',
    'at least one chief officer',
    'at least one chief finance officer',
    'at least one head of contracting',
    'at least two non-voting members',
  ]
  const third: QuorumText = [
    'at least 1 lay member',
    'at least 1 GP',
    'at least 1 executive member',
  ]
  const fourth: QuorumText = [
    'at least four members',
    'at least one chief officer or chief finance officer',
    'at least two lay members, lay persons, nurses or specialists',
    'at least one chair or vice-chair',
  ]

  test('site 1: three members, one lay, one of three chiefs', () => {
    assert.ok(met(first, 'lay-member', 'delivery-lead', 'gp'))
    assert.ok(!met(first, 'lay-member', 'gp', 'gp'))
    assert.ok(!met(first, 'lay-member', 'accountable-officer'))
  })
  test('site 2: six counts at once, observers among them', () => {
    const whole = [
      'lay-member',
      'lay-member',
      'elected-gp',
      'accountable-officer',
      'finance-lead',
      'contracts-lead',
      'observer',
      'observer',
    ]
    assert.ok(met(second, ...whole))
    for (const left of whole.keys())
      assert.ok(!met(second, ...whole.filter((_, i) => i !== left)), `without ${whole[left]}`)
  })
  test('site 3: one of each of three kinds', () => {
    assert.ok(met(third, 'lay-member', 'gp', 'finance-lead'))
    assert.ok(!met(third, 'lay-member', 'gp', 'gp'))
  })
  test('site 4: a lay chair counts both as lay and as chair', () => {
    assert.ok(met(fourth, 'lay-member chair', 'nurse-member', 'finance-lead', 'gp'))
    assert.ok(!met(fourth, 'lay-member', 'nurse-member', 'finance-lead', 'gp'))
  })
})

describe('a quorum rule', () => {
  test('says which conditions are missing, with what is there and what is needed', () => {
    const members = meeting('elected-gp', 'elected-gp', 'lay-member', 'nurse-member')
    const rule = ruleOf([
      'at least three voting members',
      { either: ['at least 2 lay members', 'at least 1 specialist'] },
      'clinicians in the majority',
    ])
    const verdict = evaluateQuorum(rule, members, members.slice(0, 3))
    assert.deepEqual(
      missingOf(verdict).map(({ says }) => says),
      ['either at least 2 lay members, or at least 1 specialist'],
    )
    const fewer = evaluateQuorum(rule, members, members.slice(2))
    assert.deepEqual(
      missingOf(fewer).map(({ says, have, need }) => [says, have, need]),
      [
        ['at least 3 voting members', 2, 3],
        ['either at least 2 lay members, or at least 1 specialist', null, null],
        ['clinicians in the majority', 1, 2],
      ],
    )
  })

  test('a share is of all members, whether there or not, in whole people', () => {
    const members = meeting(...Array.from({ length: 9 }, () => 'gp'))
    const counts = (text: string, there: number): boolean =>
      evaluateQuorum(ruleOf([text]), members, members.slice(0, there)).met
    assert.deepEqual(
      [3, 4].map((there) => counts('more than a third of members', there)),
      [false, true],
    )
    assert.deepEqual(
      [2, 3].map((there) => counts('at least a third of the members', there)),
      [false, true],
    )
    assert.deepEqual(
      [5, 6].map((there) => counts('at least 60% of voting members', there)),
      [false, true],
    )
  })

  test('a sentence without a count, an unknown word and an empty rule are refused by name', () => {
    for (const text of ['some members', 'at least 0 members', 'at least 120% of members']) {
      const read = parseQuorum([text], words)
      assert.ok(!read.ok && read.refusal.code === 'quorum-unreadable', text)
    }
    const unknown = parseQuorum([{ either: ['at least 1 wizard', 'at least 1 nurse'] }], words)
    assert.ok(!unknown.ok && /wizard/.test(unknown.refusal.message))
    const inherited = parseQuorum(['at least 1 constructor'], words)
    assert.ok(!inherited.ok)
    assert.ok(!parseQuorum([], words).ok)
  })
})

const roleKeys = [...new Set(Object.values(words).flat())]
const anyMember = fc.record({
  roles: fc.uniqueArray(fc.constantFrom(...roleKeys), { maxLength: 3 }),
  voting: fc.boolean(),
})
const members = fc
  .array(anyMember, { maxLength: 12 })
  .map((all): Member[] => all.map((one, i) => ({ ...one, person: i })))
const crowd: fc.Arbitrary<Crowd> = fc.oneof(
  fc.constantFrom<Crowd>({ kind: 'members' }, { kind: 'voting' }, { kind: 'non-voting' }),
  fc
    .uniqueArray(fc.constantFrom(...Object.keys(words)), { minLength: 1, maxLength: 3 })
    .map((chosen): Crowd => ({
      kind: 'roles',
      words: chosen,
      roles: [...new Set(chosen.flatMap((word) => words[word] ?? []))],
    })),
)
const share = fc.constantFrom(
  ...[
    [1, 4],
    [1, 3],
    [1, 2],
    [2, 3],
    [3, 4],
    [60, 100],
  ].map(([numerator = 0, denominator = 1]) => ({ numerator, denominator })),
)
const counting: fc.Arbitrary<Quorum> = fc.oneof(
  fc.record({
    kind: fc.constant('at least' as const),
    count: fc.integer({ min: 1, max: 12 }),
    of: crowd,
  }),
  fc.record({ kind: fc.constant('share' as const), share, strictly: fc.boolean(), of: crowd }),
)
const condition: fc.Arbitrary<Quorum> = fc.oneof(
  counting,
  fc.record({ kind: fc.constant('majority' as const), of: crowd }),
)

/** The slow twin: fractions are never rounded to whole people, and everyone is counted by hand. */
const twin = (rule: Quorum, all: readonly Member[], there: readonly Member[]): boolean => {
  const tally = (people: readonly Member[], of: Crowd): number => {
    let sum = 0
    for (const one of people) if (isOf(one, of)) sum += 1
    return sum
  }
  if (rule.kind === 'at least') return tally(there, rule.of) >= rule.count
  if (rule.kind === 'share') {
    const left = tally(there, rule.of) * rule.share.denominator
    const right = tally(all, rule.of) * rule.share.numerator
    return rule.strictly ? left > right : left >= right
  }
  if (rule.kind === 'majority') {
    const voters = there.filter(({ voting }) => voting)
    return 2 * tally(voters, rule.of) > voters.length
  }
  if (rule.kind === 'all') return !rule.parts.some((part) => !twin(part, all, there))
  return rule.parts.some((part) => twin(part, all, there))
}

describe('any quorum rule', () => {
  test('a condition reads back from its own words as the same rule', () => {
    fc.assert(
      fc.property(condition, (rule) => {
        assert.deepEqual(ruleOf([explainQuorum(rule)]), {
          kind: 'all',
          parts: [structuredClone(rule)],
        })
      }),
    )
  })
  test('is judged as a slow twin judges it', () => {
    fc.assert(
      fc.property(
        fc.array(condition, { minLength: 1, maxLength: 4 }),
        members,
        fc.func(fc.boolean()),
        (parts, all, isThere) => {
          const there = all.filter(({ person }) => isThere(person))
          for (const kind of ['all', 'any'] as const) {
            const rule: Quorum = { kind, parts }
            const verdict = evaluateQuorum(rule, all, there)
            assert.equal(verdict.met, twin(rule, all, there))
            assert.equal(missingOf(verdict).length === 0, verdict.met)
          }
        },
      ),
    )
  })
  test('of counts and shares is never lost by one more person who counts', () => {
    fc.assert(
      fc.property(fc.array(counting, { minLength: 1 }), members, fc.nat(), (parts, all, cut) => {
        const rule: Quorum = { kind: 'all', parts }
        const some = all.slice(0, cut % (all.length + 1))
        if (evaluateQuorum(rule, all, some).met) assert.ok(evaluateQuorum(rule, all, all).met)
      }),
    )
  })
})
