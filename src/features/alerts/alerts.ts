/** Word by mail when a measure changes beyond its ordinary variation. */
export { changesOf, usualRule, type AlertRule, type MeasureChange } from './changes.ts'
export { commands } from './commands.ts'
export { rights, routes } from './routes.ts'
export { sendAlerts } from './send.ts'
