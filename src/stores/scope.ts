/**
 * Whose figures and rows may be read. Every function that reads asks for one, so that a new kind of
 * viewer cannot be forgotten. On the loopback address without sign-in there is one viewer.
 */
export type Scope = { kind: 'everything' }

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
