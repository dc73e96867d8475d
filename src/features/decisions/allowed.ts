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

/** What the viewer may vote for: the own vote, those of practices led; everyone's for an officer. */
export const mineOf = (viewer: Viewer, ballot: OpenBallot | null): readonly RollEntry[] => {
  if (!ballot) return []
  if (isOfficer(viewer)) return ballot.roll
  const practices = holds(viewer, 'practice-lead') ? practicesOf(viewer) : []
  return ballot.roll.filter(
    ({ person, practice }) =>
      (person !== null && person === viewer.person) ||
      (practice !== null && practices.includes(practice)),
  )
}
