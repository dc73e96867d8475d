import { AppError } from '../core/refusal.ts'
import type { Ledger } from '../stores/ledger/ledger.ts'
import { operator } from '../stores/scope.ts'
import { plainOptions, readConstitution, recordAtMeeting } from './decisions/decisions.ts'

/** A decision of a body of one member in a test's ledger, carried unless the member votes against; its number. */
export const inventedDecision = async (
  ledger: Ledger,
  made: { title: string; on: string; binds?: string; body?: string; vote?: 'for' | 'against' },
): Promise<number> => {
  const constitution = readConstitution({ definitions: '/nowhere' })
  const { title, on, binds = null, body: key = 'board', vote = 'for' } = made
  const body = constitution.bodies.get(key)
  if (!body) throw new Error(`There is no body ${key}.`)
  const voter = 'person:1'
  const rest = { options: plainOptions, subjects: [], meeting: null, item: null }
  return ledger.write(operator, async (db, audit) => {
    const recorded = await recordAtMeeting(db, audit, operator, constitution, {
      proposal: { body: key, title, proposal: 'As practices were consulted.', ...rest },
      body,
      today: on,
      reason: 'Most of those there were for it.',
      binds,
      reviewOn: null,
      setAside: [],
      did: 'voted',
      roll: [{ voter, name: 'A member', person: 1, practice: null, patients: 0 }],
      votes: new Map([[voter, vote]]),
      casting: null,
    })
    if (!recorded.ok) throw new AppError(recorded.refusal)
    return recorded.value
  })
}
