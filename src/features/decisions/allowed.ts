import { holds, practicesOf, type Viewer } from '../../stores/scope.ts'
import type { RouteRights } from '../context.ts'
import type { RollEntry } from './electors.ts'
import type { OpenBallot } from './store.ts'

const officers = ['administrator', 'management-team', 'accountable-officer', 'chair'] as const

/** Who may ask the addresses of decisions. */
export const rights: RouteRights = {
  'GET /decisions': ['anyone'],
  'GET /decisions.csv': ['anyone'],
  'GET /decisions.json': ['anyone'],
  'GET /decisions/:id': ['anyone'],
  'GET /decisions/new': [...officers],
  'POST /decisions/new': [...officers],
  'POST /decisions/:id/vote': ['signed in'],
  'POST /decisions/:id/count': [...officers],
  'POST /decisions/:id/end': [...officers],
}

/** Whether the viewer keeps the decisions of the group. */
export const isOfficer = (viewer: Viewer): boolean => holds(viewer, ...officers)

/** Whether a vote is the viewer's own: as a person, or as the lead of a practice. */
export const isOwn = (
  viewer: Viewer,
  { person, practice }: Pick<RollEntry, 'person' | 'practice'>,
): boolean =>
  (person !== null && person === viewer.person) ||
  (practice !== null && holds(viewer, 'practice-lead') && practicesOf(viewer).includes(practice))

/** What the viewer may vote for: the own votes; an officer may note those that nobody has cast. */
export const mineOf = (viewer: Viewer, ballot: OpenBallot | null): readonly RollEntry[] => {
  if (!ballot) return []
  const isCast = (voter: string): boolean => ballot.votes.has(voter) && !ballot.noted.has(voter)
  return ballot.roll.filter(
    (entry) => isOwn(viewer, entry) || (isOfficer(viewer) && !isCast(entry.voter)),
  )
}
