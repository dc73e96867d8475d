/** The front door: what arrived, what is wanting, and whether everything is accounted for. */
export { commands } from './commands.ts'
export { rights, routes } from './routes.ts'
export { readStatus, type Status } from './status.ts'
export { readQuarantine } from './quarantine.ts'
export { feedName, inState, isMonthly, quarantinedRows } from './words.ts'
