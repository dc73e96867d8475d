import { AppError } from '../../core/refusal.ts'
import { holds, practicesOf, type Viewer } from '../../stores/scope.ts'
import type { RouteRights } from '../context.ts'
import type { Series } from './store/series.ts'

const officers = ['administrator', 'management-team', 'accountable-officer', 'chair'] as const

/** Who may ask the addresses of meetings; who keeps a series is asked of the series itself as well. */
export const rights: RouteRights = {
  'GET /meetings': ['signed in'],
  'GET /meetings/series/new': ['signed in'],
  'POST /meetings/series/new': ['signed in'],
  'GET /meetings/series/:id': ['signed in'],
  'POST /meetings/series/:id/meetings': ['signed in'],
  'POST /meetings/series/:id/members': ['signed in'],
  'GET /meetings/:id': ['signed in'],
  'GET /meetings/:id/plan': ['signed in'],
  'POST /meetings/:id/plan': ['signed in'],
  'GET /meetings/:id/attendance': ['signed in'],
  'POST /meetings/:id/attendance': ['signed in'],
  'POST /meetings/:id/apologies': ['signed in'],
  'GET /meetings/:id/items/new': ['signed in'],
  'POST /meetings/:id/items/new': ['signed in'],
  'POST /meetings/:id/draft': ['signed in'],
  'POST /meetings/:id/actions': ['signed in'],
  'GET /meetings/:id/minutes': ['signed in'],
  'POST /meetings/:id/minutes': ['signed in'],
  'GET /meetings/items/:item': ['signed in'],
  'GET /meetings/items/:item/edit': ['signed in'],
  'POST /meetings/items/:item/edit': ['signed in'],
  'POST /meetings/items/:item/rulings': ['signed in'],
  'POST /meetings/items/:item/decision': ['signed in'],
  'POST /meetings/items/:item/papers': ['signed in'],
  'GET /meetings/papers/:paper': ['signed in'],
  'POST /meetings/papers/:paper/withdraw': ['signed in'],
  'POST /meetings/actions/:action': ['signed in'],
  'GET /meetings/calendar': ['signed in'],
  'POST /meetings/calendar': ['signed in'],
  'GET /calendar/:token': ['anyone'],
}

/** Whether the viewer is an officer of the group. */
export const isOfficer = (viewer: Viewer): boolean => holds(viewer, ...officers)

/** Whether the viewer keeps the agenda and papers of a series: officers, its chair and deputy, a practice its own. */
export const keeps = (
  viewer: Viewer,
  series: Pick<Series, 'body' | 'place' | 'members'>,
): boolean =>
  isOfficer(viewer) ||
  series.members.some(
    ({ person, roles }) =>
      person === viewer.person && (roles.includes('chair') || roles.includes('deputy')),
  ) ||
  (series.body === 'practice' &&
    holds(viewer, 'practice-lead', 'practice-manager') &&
    series.place !== null &&
    practicesOf(viewer).includes(series.place))

/** Whether the viewer may look at meetings at all. */
export const isSignedIn = (viewer: Viewer): boolean => viewer.person !== null || isOfficer(viewer)

/** What somebody is told who may not do this. */
export const notAllowed = (
  message = 'Only those who keep the agenda of this meeting may do this.',
): AppError =>
  new AppError({
    code: 'not-allowed',
    message,
    remedy: 'Ask its chair, its deputy or the secretary of the board.',
  })
