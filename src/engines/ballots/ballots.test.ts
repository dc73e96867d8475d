import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { voteMethods, type Ballot, type BallotRules } from './ballot.ts'
import { countBallot } from './count.ts'
import { recountBallot } from './recount.ts'

const half = { numerator: 1, denominator: 2 }
const twoThirds = { numerator: 2, denominator: 3 }
const rules = (own: Partial<BallotRules> = {}): BallotRules => ({
  method: 'one practice one vote',
  turnout: half,
  majority: { share: half, strictly: true, of: 'votes cast' },
  castingVote: true,
  ...own,
})
/** Practices with their patients and vote: "A:8000:for", "B:3000" (no vote), "C:500:-" (abstains). */
const ballot = (casting: string | null, ...lines: string[]): Ballot => {
  const read = lines.map((line) => line.split(':'))
  return {
    options: ['for', 'against'],
    casting,
    electors: read.map(([voter = '', patients = '0']) => ({ voter, patients: BigInt(patients) })),
    votes: read.flatMap(([voter = '', , option]) =>
      option === undefined ? [] : [{ voter, option: option === '-' ? null : option }],
    ),
  }
}
const outcome = (own: Ballot, by: BallotRules): string => {
  const counted = countBallot(own, by)
  assert.ok(counted.ok, counted.ok ? '' : counted.refusal.message)
  assert.deepEqual(recountBallot(own, by), counted.value.outcome)
  const { outcome: found } = counted.value
  return found.kind === 'decided' ? found.option : found.kind
}

describe('a vote of practices', () => {
  const practices = ['A:20000:for', 'B:3000:against', 'C:4000:against', 'D:5000:-', 'E:900']

  test('goes by heads or by lists, as the constitution says', () => {
    assert.equal(outcome(ballot(null, ...practices), rules()), 'against')
    assert.equal(outcome(ballot(null, ...practices), rules({ method: 'weighted by list' })), 'for')
  })
  test('abstentions count to the turnout and not to the majority', () => {
    const counted = countBallot(ballot(null, ...practices), rules())
    assert.ok(counted.ok)
    const { turnout, abstentions, needed, entitled } = counted.value
    assert.deepEqual(
      [turnout.votes, turnout.needed, abstentions, needed, entitled.votes],
      [4, 3n, 1, 2n, 5],
    )
  })
  test('too small a turnout decides nothing, and none at all never does', () => {
    assert.equal(outcome(ballot(null, 'A:1:for', 'B:1', 'C:1'), rules()), 'turnout too small')
    const any = rules({ turnout: { numerator: 0, denominator: 1 } })
    assert.equal(outcome(ballot(null, 'A:1', 'B:1'), any), 'turnout too small')
  })
  test('two thirds of everyone entitled is exact: four of six, not of seven', () => {
    const by = rules({ majority: { share: twoThirds, strictly: false, of: 'everyone entitled' } })
    const four = ['A:1:for', 'B:1:for', 'C:1:for', 'D:1:for', 'E:1', 'F:1:against']
    assert.equal(outcome(ballot(null, ...four), by), 'for')
    assert.equal(outcome(ballot(null, ...four, 'G:1'), by), 'no majority')
  })
  test('level options fall to a casting vote where the rules give one', () => {
    const level = ['A:1:for', 'B:1:against']
    assert.equal(outcome(ballot('against', ...level), rules()), 'against')
    assert.equal(outcome(ballot(null, ...level), rules()), 'level')
    assert.equal(outcome(ballot('for', ...level), rules({ castingVote: false })), 'level')
  })
  test('a casting vote changes nothing where options are not level', () => {
    assert.equal(outcome(ballot('against', 'A:1:for', 'B:1:for', 'C:1:against'), rules()), 'for')
  })
  test('a casting vote is one more vote, and does not stand in for a majority of the rest', () => {
    const by = rules({ majority: { share: half, strictly: true, of: 'everyone entitled' } })
    const level = ['A:1:for', 'B:1:against']
    assert.equal(outcome(ballot('for', ...level), by), 'for')
    assert.equal(outcome(ballot('for', ...level, 'C:1', 'D:1'), by), 'level')
    const two = rules({ majority: { share: twoThirds, strictly: false, of: 'votes cast' } })
    assert.equal(outcome(ballot('for', ...level), two), 'for')
    assert.equal(outcome(ballot('for', ...level, 'C:1:for', 'D:1:against'), two), 'level')
  })
  test('a second vote, a stranger’s vote and an unknown option are refused', () => {
    const own = ballot(null, 'A:1:for', 'B:1:against')
    const code = (votes: Ballot['votes']): string => {
      const counted = countBallot({ ...own, votes }, rules())
      return counted.ok ? 'counted' : counted.refusal.code
    }
    assert.equal(code([...own.votes, { voter: 'A', option: 'for' }]), 'voted-twice')
    assert.equal(code([{ voter: 'Z', option: 'for' }]), 'not-entitled')
    assert.equal(code([{ voter: 'A', option: 'perhaps' }]), 'unknown-option')
  })
})

const fraction = fc.constantFrom(
  half,
  twoThirds,
  { numerator: 0, denominator: 1 },
  { numerator: 3, denominator: 4 },
)
const anyRules: fc.Arbitrary<BallotRules> = fc.record({
  method: fc.constantFrom(...voteMethods),
  turnout: fraction,
  majority: fc.record({
    share: fc.constantFrom(half, twoThirds),
    strictly: fc.boolean(),
    of: fc.constantFrom('votes cast' as const, 'everyone entitled' as const),
  }),
  castingVote: fc.boolean(),
})
const anyBallot: fc.Arbitrary<Ballot> = fc
  .array(
    fc.record({
      patients: fc.bigInt({ min: 0n, max: 30_000n }),
      says: fc.constantFrom('A', 'B', 'C', 'nothing', 'not there'),
    }),
    { maxLength: 15 },
  )
  .chain((electors) =>
    fc.constantFrom('A', 'B', null).map((casting) => ({
      options: ['A', 'B', 'C'],
      casting,
      electors: electors.map(({ patients }, i) => ({ voter: String(i), patients })),
      votes: electors.flatMap(({ says }, i) =>
        says === 'not there'
          ? []
          : [{ voter: String(i), option: says === 'nothing' ? null : says }],
      ),
    })),
  )

describe('any ballot', () => {
  test('is counted alike both ways, and every vote is somewhere', () => {
    fc.assert(
      fc.property(anyBallot, anyRules, (own, by) => {
        const counted = countBallot(own, by)
        assert.ok(counted.ok)
        const { options, abstentions, turnout, outcome: found } = counted.value
        assert.deepEqual(recountBallot(own, by), found)
        assert.equal(
          options.reduce((sum, { votes }) => sum + votes, abstentions),
          turnout.votes,
        )
      }),
      { numRuns: 500 },
    )
  })
  test('does not depend on the order of votes or electors', () => {
    fc.assert(
      fc.property(anyBallot, anyRules, (own, by) => {
        const turned = {
          ...own,
          electors: own.electors.toReversed(),
          votes: own.votes.toReversed(),
        }
        assert.equal(outcome(own, by), outcome(turned, by))
      }),
    )
  })
  test('an option that gains a vote from another never loses its decision', () => {
    fc.assert(
      fc.property(anyBallot, anyRules, fc.nat(), (own, by, which) => {
        const before = outcome(own, by)
        if (!own.options.includes(before)) return
        const votes = own.votes.map((vote, i) =>
          i === which % own.votes.length ? { ...vote, option: before } : vote,
        )
        assert.equal(outcome({ ...own, votes }, by), before)
      }),
    )
  })
})
