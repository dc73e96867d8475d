import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { parse } from 'yaml'
import { z } from 'zod'
import { voteMethods, type BallotRules } from '../../engines/ballots/ballot.ts'
import { conflictsOf } from '../../engines/conflicts/matching.ts'
import { interestKinds, purposes } from '../../engines/conflicts/rules.ts'
import { standingOf } from '../../engines/conflicts/standing.ts'
import { evaluateQuorum, missingOf } from '../../engines/quorum/evaluate.ts'
import { parseQuorum, shareOf } from '../../engines/quorum/parse.ts'
import type { Member, Quorum } from '../../engines/quorum/rule.ts'
import { readConflictRules } from '../interests/rules.ts'
import { settleBallot } from './outcome/settlement.ts'

const folder = new URL('../../../docs/methods/', import.meta.url)
const pages = readdirSync(folder).filter((name) => name.startsWith('governance-'))
const text = z.string()
const texts = z.array(text)
const whole = z.int()
const subject = z.union([
  z.object({ kind: z.literal('provider'), code: text }),
  z.object({ kind: z.literal('practice'), code: text }),
  z.object({ kind: z.literal('contract'), code: text, holder: text }),
])
const today = '2020-04-20'

const ruleOf = (
  lines: Parameters<typeof parseQuorum>[0],
  words: Record<string, string[]>,
): Quorum => {
  const read = parseQuorum(lines, words)
  assert.ok(read.ok, read.ok ? '' : read.refusal.message)
  return read.value
}

/** How each kind of example is worked: what the page says, and what the engines make of it. */
const worked: Readonly<Record<string, (example: unknown) => { made: unknown; said: unknown }>> = {
  quorum: (example) => {
    const given = z
      .object({
        words: z.record(text, texts),
        rule: z.array(z.union([text, z.object({ either: texts })])),
        there: texts,
        expect: z.object({ met: z.boolean(), missing: texts }),
      })
      .parse(example)
    const members = given.there.map((roles, person): Member => ({
      person,
      roles: roles.split(' '),
      voting: true,
    }))
    const verdict = evaluateQuorum(ruleOf(given.rule, given.words), members, members)
    const missing = missingOf(verdict).map(({ says }) => says)
    return { made: { met: verdict.met, missing }, said: given.expect }
  },
  interests: (example) => {
    const given = z
      .object({
        item: z.object({
          purpose: z.enum(purposes),
          sensitive: z.boolean(),
          subjects: z.array(subject),
        }),
        there: z.array(z.object({ person: whole, roles: texts })),
        interests: z.array(
          z.object({ person: whole, kind: z.enum(interestKinds), subjects: z.array(subject) }),
        ),
        quorum: text,
        expect: z.object({
          proposals: z.record(text, text),
          deciding: z.array(whole),
          presiding: text,
          outcome: text,
        }),
      })
      .parse(example)
    const found = conflictsOf(
      given.item,
      given.there.map(({ person }) => ({ person, practices: [] })),
      given.interests.map((one, id) => ({
        ...one,
        id,
        says: '',
        from: today,
        until: null,
        recorded: today,
        confirmed: today,
      })),
      today,
      readConflictRules({ definitions: '/nowhere' }),
    )
    const members = given.there.map((one): Member => ({ ...one, voting: true }))
    const rulings = found.map(({ person, proposal }) => ({ person, handling: proposal }))
    const standing = standingOf(ruleOf([given.quorum], {}), members, members, rulings)
    return {
      made: {
        proposals: Object.fromEntries(found.map(({ person, proposal }) => [person, proposal])),
        deciding: standing.deciding.map(({ person }) => person),
        presiding: standing.presiding.as,
        outcome: standing.outcome,
      },
      said: given.expect,
    }
  },
  ballot: (example) => {
    const given = z
      .object({
        votes: z.array(z.object({ voter: text, patients: whole, option: text.optional() })),
        turnout: text,
        majority: text,
        casting: text.optional(),
        expect: z.partialRecord(z.enum(voteMethods), z.object({ needed: whole, outcome: text })),
      })
      .parse(example)
    assert.equal(given.majority, 'more than half of votes cast')
    const turnout = shareOf(given.turnout)
    assert.ok(turnout)
    const rules: Omit<BallotRules, 'method'> = {
      turnout,
      majority: { share: { numerator: 1, denominator: 2 }, strictly: true, of: 'votes cast' },
      castingVote: given.casting !== undefined,
    }
    const made = voteMethods
      .filter((method) => given.expect[method] !== undefined)
      .map((method) => {
        const counted = settleBallot(
          {
            options: ['for', 'against'],
            casting: given.casting ?? null,
            electors: given.votes.map(({ voter, patients }) => ({
              voter,
              patients: BigInt(patients),
            })),
            votes: given.votes.flatMap(({ voter, option }) =>
              option === undefined ? [] : [{ voter, option: option === 'abstain' ? null : option }],
            ),
          },
          { ...rules, method },
        )
        assert.ok(counted.ok)
        const { needed, outcome } = counted.value
        const words = outcome.kind === 'decided' ? outcome.option : outcome.kind
        return [method, { needed: Number(needed), outcome: words }]
      })
    return { made: Object.fromEntries(made), said: given.expect }
  },
}

describe('the worked examples of quorum, interests and votes', () => {
  test('are on a page for each', () => assert.equal(pages.length, 3))

  for (const page of pages) {
    const said = readFileSync(new URL(page, folder), 'utf8')
    const examples = [...said.matchAll(/^```vector\n([^]*?)^```/gm)].map(([, block = '']) => block)
    test(`${page} says its formula, its source, and examples that the engines give`, () => {
      for (const heading of ['## Formula in words', '## Source', '## Worked example'])
        assert.ok(said.includes(heading), heading)
      assert.ok(examples.length > 0)
      for (const block of examples) {
        const example: unknown = parse(block)
        const { method } = z.object({ method: text }).parse(example)
        const work = worked[method]
        assert.ok(work, method)
        const result = work(example)
        assert.deepEqual(result.made, result.said)
      }
    })
  }
})
