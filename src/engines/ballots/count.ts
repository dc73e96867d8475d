import { accept, refuse, type Result } from '../../core/refusal.ts'
import type { Fraction } from '../quorum/rule.ts'
import type { Ballot, BallotOutcome, BallotRules, Count } from './ballot.ts'

/** The fewest whole votes that reach a share of a number, or exceed it where it must be exceeded. */
const least = (share: Fraction, of: bigint, strictly: boolean): bigint => {
  const [up, down] = [BigInt(share.numerator) * of, BigInt(share.denominator)]
  return strictly ? up / down + 1n : (up + down - 1n) / down
}

const sum = (weights: readonly bigint[]): bigint => weights.reduce((all, one) => all + one, 0n)

const faultOf = ({ options, electors, votes, casting }: Ballot): Result<null> => {
  const known = new Set(electors.map(({ voter }) => voter))
  const seen = new Set<string>()
  if (new Set(options).size < 2 || new Set(options).size !== options.length)
    return refuse('ballot-options', 'A ballot needs two or more options, each once.', 'Name them.')
  if (known.size !== electors.length)
    return refuse('elector-twice', 'Someone is entitled to vote twice.', 'Correct the roll.')
  for (const { voter, option } of votes) {
    if (!known.has(voter))
      return refuse('not-entitled', `${voter} may not vote in this ballot.`, 'Leave the vote out.')
    if (seen.has(voter))
      return refuse('voted-twice', `${voter} has two votes in this count.`, 'Keep the newest.')
    if (option !== null && !options.includes(option))
      return refuse('unknown-option', `${option} is not an option.`, 'Choose one of the options.')
    seen.add(voter)
  }
  return casting !== null && !options.includes(casting)
    ? refuse('unknown-option', `${casting} is not an option.`, 'Choose one of the options.')
    : accept(null)
}

/**
 * Counts a ballot by the constitution's rules in whole votes. An option is decided when its weight
 * reaches the majority. A casting vote, where the rules give one, is one more vote for an option that
 * is level at the top, and the majority must be reached with it. Without enough turnout nothing is decided. Refuses a vote by nobody entitled and a second vote.
 */
export const countBallot = (ballot: Ballot, rules: BallotRules): Result<Count> => {
  const sound = faultOf(ballot)
  if (!sound.ok) return sound
  const weighs = rules.method === 'weighted by list'
  const weights = new Map(
    ballot.electors.map(({ voter, patients }) => [voter, weighs ? patients : 1n] as const),
  )
  const weightOf = (voter: string): bigint => weights.get(voter) ?? 0n
  const options = ballot.options.map((option) => {
    const own = ballot.votes.filter((vote) => vote.option === option)
    return { option, votes: own.length, weight: sum(own.map(({ voter }) => weightOf(voter))) }
  })
  const entitled = { votes: ballot.electors.length, weight: sum([...weights.values()]) }
  const voted = sum(ballot.votes.map(({ voter }) => weightOf(voter)))
  const base =
    rules.majority.of === 'everyone entitled'
      ? entitled.weight
      : sum(options.map(({ weight }) => weight))
  const needed = least(rules.majority.share, base, rules.majority.strictly)
  const turnoutNeeded = least(rules.turnout, entitled.weight, false)
  const judge = (): BallotOutcome => {
    if (voted < turnoutNeeded || voted === 0n) return { kind: 'turnout too small' }
    const top = options.reduce((best, { weight }) => (weight > best ? weight : best), 0n)
    const first = options.filter(({ weight }) => weight === top).map(({ option }) => option)
    const [only] = first
    if (first.length === 1 && only !== undefined)
      return top >= needed && top > 0n
        ? { kind: 'decided', option: only, byCastingVote: false }
        : { kind: 'no majority' }
    const { casting } = ballot
    if (!rules.castingVote || casting === null || !first.includes(casting))
      return { kind: 'level', options: first }
    const { share, strictly, of } = rules.majority
    const withIt = of === 'votes cast' ? base + 1n : base
    return top + 1n >= least(share, withIt, strictly)
      ? { kind: 'decided', option: casting, byCastingVote: true }
      : { kind: 'level', options: first }
  }
  return accept({
    options,
    abstentions: ballot.votes.filter(({ option }) => option === null).length,
    entitled,
    turnout: { votes: ballot.votes.length, weight: voted, needed: turnoutNeeded },
    needed,
    outcome: judge(),
  })
}
