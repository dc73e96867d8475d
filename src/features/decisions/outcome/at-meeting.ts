import { accept, refuse, type Result } from '../../../core/refusal.ts'
import type { Audit, Db } from '../../../stores/ledger/ledger.ts'
import type { Viewer } from '../../../stores/scope.ts'
import { isOwn } from '../allowed.ts'
import type { Body, Constitution } from '../constitution.ts'
import type { RollEntry } from '../electors.ts'
import { settleBallot, tallyOf } from './settlement.ts'
import { bringProposal, castVote, noteState, openBallot, type Proposal } from '../store.ts'
import type { SetAside } from '../tables.ts'

/** What a meeting did with an item that it was to decide. */
export type AtMeeting = {
  proposal: Proposal
  body: Body
  today: string
  reason: string
  binds: string | null
  reviewOn: string | null
  setAside: readonly SetAside[]
} & (
  | {
      did: 'voted'
      roll: readonly RollEntry[]
      /** Choice by voter, null for an abstention. */
      votes: ReadonlyMap<string, string | null>
      casting: { voter: string; choice: string } | null
    }
  | { did: 'referred'; referredTo: string }
)

/**
 * Records what a meeting decided, with its votes counted twice by the body's ballot, or that it could
 * not decide and who may. Gives the decision's number; refuses votes that cannot be counted.
 */
export const recordAtMeeting = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  constitution: Constitution,
  made: AtMeeting,
): Promise<Result<number>> => {
  const { today, reason, binds, reviewOn, setAside } = made
  const standing = {
    reason,
    binds,
    onDate: today,
    reviewOn,
    setAside,
    rules: constitution.edition,
  }
  if (made.did === 'referred') {
    const id = await bringProposal(db, audit, viewer, today, made.proposal)
    await noteState(db, audit, viewer, id, {
      ...standing,
      state: 'referred',
      choice: null,
      referredTo: made.referredTo,
      tally: null,
    })
    return accept(id)
  }
  const { roll, votes, casting, body } = made
  const counted = settleBallot(
    {
      options: made.proposal.options.map(({ key }) => key),
      electors: roll.map(({ voter, patients }) => ({ voter, patients: BigInt(patients) })),
      votes: [...votes].map(([voter, option]) => ({ voter, option })),
      casting: casting?.choice ?? null,
    },
    body.ballot,
  )
  if (!counted.ok) return counted
  const { outcome } = counted.value
  if (outcome.kind === 'level' && body.ballot.castingVote)
    return refuse(
      'vote-level',
      'The votes are level.',
      'Whoever presides has a casting vote: choose what it is for.',
      'casting',
    )
  const id = await bringProposal(db, audit, viewer, today, made.proposal)
  const kind = body.ballotKey
  const opened = { decision: id, kind, ballot: body.ballot, roll, opensOn: today, closesOn: today }
  const ballot = await openBallot(db, audit, opened)
  const entries = new Map(roll.map((entry) => [entry.voter, entry]))
  const isNoted = (voter: string): boolean => {
    const entry = entries.get(voter)
    return entry === undefined || !isOwn(viewer, entry)
  }
  for (const [voter, choice] of votes) {
    const vote = { decision: id, ballot, voter, choice, today, noted: isNoted(voter) }
    await castVote(db, audit, viewer, vote)
  }
  if (casting !== null) {
    const { voter, choice } = casting
    const vote = { decision: id, ballot, voter, choice, today, noted: isNoted(voter) }
    await castVote(db, audit, viewer, { ...vote, casting: true })
  }
  await noteState(db, audit, viewer, id, {
    ...standing,
    state: outcome.kind === 'decided' ? 'decided' : 'no majority',
    choice: outcome.kind === 'decided' ? outcome.option : null,
    referredTo: null,
    tally: tallyOf(counted.value, body.ballot.title),
  })
  return accept(id)
}
