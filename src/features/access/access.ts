/** People, what they are appointed to, and how they sign in. */
export { appointmentText, roleName } from './people/roles.ts'
export { samplePerson } from './people/store.ts'
export { addSample, sampleVisitor } from './sample.ts'
export type { AccessTables, AppointmentNow, PersonNow } from './tables.ts'
