/** The register of interests: for the agenda's matching, the published page and the sample world. */
export { commands } from './commands.ts'
export { loadOrganisations } from './organisations.ts'
export { rights, routes } from './routes.ts'
export { handlingWords, kindWords, readConflictRules } from './rules.ts'
export { addSample } from './sample.ts'
export { readEntries, readPeople, tellToday, type Entry, type Person } from './store.ts'
export {
  readSubjects,
  subjectWords,
  touchesOf,
  typedSubjects,
  type Known,
  type NamedSubject,
  type TypedSubjects,
} from './subjects.ts'
