import type { ColumnType, Generated } from 'kysely'
import type { BallotRules, Count } from '../../engines/ballots/ballot.ts'

/** A column of JSON: read as a value, written as its text. */
type Json<T> = ColumnType<T, string, never>
type MaybeJson<T> = ColumnType<T | null, string | null, never>

/** An option of a decision. */
export type Option = { key: string; text: string }

/** What a decision is about, with its name for people. */
export type About = {
  kind: 'provider' | 'practice' | 'contract'
  code: string
  holder?: string | null
  name: string
}

/** A member who was set aside for interests, as the log says it. */
export type SetAside = { name: string; handling: string; reason: string }

/** Where a decision stands. */
export const decisionStates = [
  'open',
  'decided',
  'no majority',
  'referred',
  'withdrawn',
  'replaced',
] as const
export type DecisionState = (typeof decisionStates)[number]

/** A count as it is published: whole votes and weights as text. */
export type Tally = {
  title: string
  options: readonly { option: string; votes: number; weight: string }[]
  abstentions: number
  entitled: { votes: number; weight: string }
  turnout: { votes: number; weight: string; needed: string }
  needed: string
  outcome: Count['outcome']
}

type DecisionTable = {
  id: Generated<number>
  body: string
  title: string
  proposal: string
  options: Json<readonly Option[]>
  subjects: Json<readonly About[]>
  meeting: number | null
  item: number | null
  /** Whether it is for members and officers alone. */
  closed: Generated<boolean>
  made_on: string
  made_by: number | null
  made_at: Generated<string>
}

type DecisionStateTable = {
  id: Generated<number>
  decision: number
  state: DecisionState
  choice: string | null
  reason: string
  binds: string | null
  on_date: string
  review_on: string | null
  referred_to: string | null
  set_aside: MaybeJson<readonly SetAside[]>
  tally: MaybeJson<Tally>
  rules: string
  noted_by: number | null
  noted_at: Generated<string>
}

type BallotTable = {
  id: Generated<number>
  decision: number
  kind: string
  title: string
  rules: Json<BallotRules>
  opens_on: string
  closes_on: string | null
  opened_at: Generated<string>
}

type ElectorTable = {
  ballot: number
  voter: string
  name: string
  person: number | null
  practice: string | null
  patients: number
}

type VoteTable = {
  id: Generated<number>
  ballot: number
  voter: string
  choice: string | null
  casting: Generated<boolean>
  /** Written down by an officer, not cast by whom it belongs to. */
  noted: Generated<boolean>
  cast_on: string
  cast_by: number | null
  cast_at: Generated<string>
}

declare module '../../stores/ledger/tables.ts' {
  interface Tables {
    decision: DecisionTable
    decision_state: DecisionStateTable
    ballot: BallotTable
    ballot_elector: ElectorTable
    ballot_vote: VoteTable
  }
}
