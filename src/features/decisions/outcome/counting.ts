import { isDeepStrictEqual } from 'node:util'
import { formatDate } from '../../../core/month.ts'
import { AppError, type Refusal, type Result } from '../../../core/refusal.ts'
import type { Count } from '../../../engines/ballots/ballot.ts'
import type { Audit, Db } from '../../../stores/ledger/ledger.ts'
import type { Viewer } from '../../../stores/scope.ts'
import { settleBallot, tallyOf } from './settlement.ts'
import {
  holdBallot,
  noteState,
  openStanding,
  readBallot,
  type Decision,
  type OpenBallot,
} from '../store.ts'

/** The votes of the practices, counted twice. */
export const countOf = ({ options }: Decision, ballot: OpenBallot): Result<Count> =>
  settleBallot(
    {
      options: options.map(({ key }) => key),
      electors: ballot.roll.map(({ voter, patients }) => ({ voter, patients: BigInt(patients) })),
      votes: [...ballot.votes].map(([voter, option]) => ({ voter, option })),
      casting: ballot.casting,
    },
    ballot.rules,
  )

const refusal = (message: string, remedy: string): Refusal => ({
  code: 'decision-form',
  message,
  remedy,
  where: 'reason',
})

/** Why votes cannot be counted now: the vote is over, or somebody may still cast one. */
export const refusalsToCount = (
  { now }: Decision,
  ballot: OpenBallot | null,
  today: string,
): Refusal[] => {
  if (!ballot || now.state !== 'open')
    return [refusal('This vote is closed.', 'Open a new one to decide it again.')]
  const { closesOn, votes, roll } = ballot
  if (closesOn === null || closesOn < today || votes.size === roll.length) return []
  return [
    refusal(
      `Votes can be cast until ${formatDate(closesOn)}.`,
      'Count them after that day, or when everybody has voted.',
    ),
  ]
}

/** Keeps a count with its reason; refuses where a vote came in since it was made. */
export const keepCount = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  made: {
    decision: Decision
    ballot: OpenBallot
    counted: Count
    reason: string
    binds: string
    reviewOn: string | null
    today: string
  },
): Promise<void> => {
  const { decision, ballot, counted, reason, binds, reviewOn, today } = made
  await holdBallot(db, ballot.id)
  const latest = await readBallot(db, decision.id)
  if (!isDeepStrictEqual(latest?.votes, ballot.votes))
    throw new AppError({
      code: 'votes-changed',
      message: 'Somebody voted while the votes were counted.',
      remedy: 'Go back to the decision and count again.',
    })
  const { outcome } = counted
  const isDecided = outcome.kind === 'decided'
  await noteState(db, audit, viewer, decision.id, {
    ...openStanding,
    state: isDecided ? 'decided' : 'no majority',
    choice: isDecided ? outcome.option : null,
    reason,
    binds: binds === '' || !isDecided ? null : binds,
    onDate: today,
    reviewOn,
    tally: tallyOf(counted, ballot.title),
    rules: decision.now.rules,
  })
}
