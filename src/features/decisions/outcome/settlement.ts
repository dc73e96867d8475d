import { isDeepStrictEqual } from 'node:util'
import { accept, type Result } from '../../../core/refusal.ts'
import type { Ballot, BallotRules, Count } from '../../../engines/ballots/ballot.ts'
import { countBallot } from '../../../engines/ballots/count.ts'
import { recountBallot } from '../../../engines/ballots/recount.ts'
import type { Option, Tally } from '../tables.ts'

const levelSorted = (outcome: Count['outcome']): Count['outcome'] =>
  outcome.kind === 'level' ? { ...outcome, options: outcome.options.toSorted() } : outcome

/** A count by both ways of counting; a difference between them is a fault of ours and nothing is decided. */
export const settleBallot = (ballot: Ballot, rules: BallotRules): Result<Count> => {
  const counted = countBallot(ballot, rules)
  if (!counted.ok) return counted
  const again = recountBallot(ballot, rules)
  if (!isDeepStrictEqual(levelSorted(counted.value.outcome), levelSorted(again)))
    throw new Error('a ballot was counted two ways with different outcomes')
  return accept(counted.value)
}

/** A count as the log keeps it. */
export const tallyOf = (count: Count, title: string): Tally => ({
  title,
  options: count.options.map(({ option, votes, weight }) => ({
    option,
    votes,
    weight: String(weight),
  })),
  abstentions: count.abstentions,
  entitled: { votes: count.entitled.votes, weight: String(count.entitled.weight) },
  turnout: {
    votes: count.turnout.votes,
    weight: String(count.turnout.weight),
    needed: String(count.turnout.needed),
  },
  needed: String(count.needed),
  outcome: count.outcome,
})

/** The two options of a plain proposal. */
export const plainOptions: readonly Option[] = [
  { key: 'for', text: 'Agree' },
  { key: 'against', text: 'Do not agree' },
]

/** The outcome of a count in a sentence, with the words of its options. */
export const outcomeWords = (outcome: Count['outcome'], options: readonly Option[]): string => {
  const words = (key: string): string => options.find((one) => one.key === key)?.text ?? key
  if (outcome.kind === 'decided')
    return outcome.byCastingVote
      ? `${words(outcome.option)}, by the casting vote`
      : words(outcome.option)
  if (outcome.kind === 'level') return `Level: ${outcome.options.map(words).join(' and ')}`
  return outcome.kind === 'no majority'
    ? 'No option reached the majority'
    : 'Too few voted for a decision'
}
