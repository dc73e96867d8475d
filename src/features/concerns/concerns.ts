/** The front door: raising ideas and concerns, what is open for a meeting, and what became of all. */
export { raise } from './act.ts'
export {
  answeredSince,
  countWaiting,
  openConcernsOf,
  takeAtMeeting,
  type OpenConcern,
} from './meetings.ts'
export { commands } from './commands.ts'
export { rights, routes } from './routes.ts'
export { addSample } from './sample.ts'
export { findPatientDetails, type PatientDetails } from './text/patient-details.ts'
