import type { Fraction } from '../quorum/rule.ts'

/** Whose votes count, and for how much. */
export const voteMethods = [
  'one member one vote',
  'one practice one vote',
  'weighted by list',
] as const
export type VoteMethod = (typeof voteMethods)[number]

/** The rules of a ballot, from definitions/rules/constitution.yaml. */
export type BallotRules = {
  method: VoteMethod
  /** The part of those entitled that must vote, abstentions included; weighted where votes are. */
  turnout: Fraction
  majority: {
    share: Fraction
    /** Whether the share must be exceeded ("more than half") or reached ("at least two thirds"). */
    strictly: boolean
    /** What it is a share of: votes for any option, or everyone entitled. */
    of: 'votes cast' | 'everyone entitled'
  }
  /** Whether whoever presides has a second, casting vote between options that are level. */
  castingVote: boolean
}

/** Someone entitled to vote: a person or a practice, with its registered patients where they weigh. */
export type Elector = { voter: string; patients: bigint }

/** A vote for an option, or no option: an abstention, which counts to the turnout alone. */
export type Vote = { voter: string; option: string | null }

export type Ballot = {
  options: readonly string[]
  electors: readonly Elector[]
  votes: readonly Vote[]
  /** The option that a casting vote is for, where one is given. */
  casting: string | null
}

export type BallotOutcome =
  | { kind: 'decided'; option: string; byCastingVote: boolean }
  | { kind: 'no majority' }
  | { kind: 'level'; options: readonly string[] }
  | { kind: 'turnout too small' }

/** A count: votes as people or practices, weights as what they count for. */
export type Count = {
  options: readonly { option: string; votes: number; weight: bigint }[]
  abstentions: number
  entitled: { votes: number; weight: bigint }
  turnout: { votes: number; weight: bigint; needed: bigint }
  /** The weight that decides. */
  needed: bigint
  outcome: BallotOutcome
}
