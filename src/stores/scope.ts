/** What a practice is shown of the other practices of its group, as the group agreed. */
export const sharings = ['named', 'anonymous', 'own only'] as const
export type Sharing = (typeof sharings)[number]

/**
 * Whose figures and rows may be read. Every function that reads asks for one, so that a new kind of
 * viewer cannot be forgotten. Inside the group: figures of practices as far as they are shared, and
 * lines of patients of all, of one's own or of no practice. Outside it: sums of whole localities, in
 * which no count is small. Asked of a build that is cut already (`context.served()`), everything means
 * all that is left in it.
 */
export type Scope =
  | { kind: 'everything' }
  | {
      kind: 'inside'
      practices: readonly string[]
      sharing: Sharing
      lines: 'own' | 'none'
    }
  | { kind: 'outside' }

export const everything: Scope = { kind: 'everything' }

/** What a person may be appointed to; "public" is whoever is not signed in. */
export const roles = [
  'gp',
  'practice-lead',
  'practice-manager',
  'topic-lead',
  'elected-gp',
  'lay-member',
  'nurse-member',
  'specialist-member',
  'chair',
  'accountable-officer',
  'management-team',
  'analyst',
  'patient-group',
  'payer-reader',
  'administrator',
  'public',
] as const
export type Role = (typeof roles)[number]

/** A role that a person holds on the day of asking, and what it is held for. */
export type Appointment = {
  role: Role
  practice: string | null
  locality: string | null
  topic: string | null
}

/** Who asks: a person with the appointments of today, or the program itself. */
export type Viewer = {
  /** The person's number in the ledger; null for the program and for the public. */
  person: number | null
  name: string
  appointments: readonly Appointment[]
  via: 'web' | 'command' | 'mail' | 'program'
  /** Where the request came from, for the audit: an address or "this machine". */
  from: string
}

/** The operator at the command line, and the program's own work: sees and does everything. */
export const operator: Viewer = {
  person: null,
  name: 'operator',
  appointments: [],
  via: 'command',
  from: 'this machine',
}

/** Whoever is not signed in. */
export const publicViewer = (from: string): Viewer => ({
  person: null,
  name: 'public',
  appointments: [{ role: 'public', practice: null, locality: null, topic: null }],
  via: 'web',
  from,
})

/** Whether the viewer holds one of the roles today; the operator holds all. */
export const holds = (viewer: Viewer, ...asked: readonly Role[]): boolean =>
  viewer.via === 'command' ||
  viewer.via === 'program' ||
  viewer.appointments.some(({ role }) => asked.includes(role))

/** The practices that the viewer speaks for today. */
export const practicesOf = (viewer: Viewer): readonly string[] => [
  ...new Set(viewer.appointments.flatMap(({ practice }) => (practice === null ? [] : [practice]))),
]

const runs: readonly Role[] = ['management-team', 'analyst']
const works: readonly Role[] = ['gp', 'practice-lead', 'practice-manager']
const governs: readonly Role[] = [
  'topic-lead',
  'elected-gp',
  'lay-member',
  'nurse-member',
  'specialist-member',
  'chair',
  'accountable-officer',
  'administrator',
]

/**
 * The scope of a viewer under the group's agreement. Those who run the month read everything; those who
 * govern see every practice by name but no lines; those who work in a practice see their own lines, and
 * the others' figures as agreed; everyone else is outside.
 */
export const scopeOf = (viewer: Viewer, agreed: Sharing): Scope => {
  if (holds(viewer, ...runs)) return everything
  const work = holds(viewer, ...works)
  const govern = holds(viewer, ...governs)
  if (!work && !govern) return { kind: 'outside' }
  return {
    kind: 'inside',
    practices: practicesOf(viewer),
    sharing: govern ? 'named' : agreed,
    lines: work ? 'own' : 'none',
  }
}

/** Whether the scope may read lines of this practice's patients; null stands for lines without a practice. */
export const mayReadLines = (scope: Scope, practice: string | null): boolean =>
  scope.kind === 'everything' ||
  (scope.kind === 'inside' &&
    scope.lines === 'own' &&
    practice !== null &&
    scope.practices.includes(practice))
