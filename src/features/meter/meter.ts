/** The front door: the minutes that Steward asks of people, and the levels of involvement. */
export { asksNothing } from './counting.ts'
export { levelOf, readMeterRule, type MeterRule } from './rule.ts'
export { minutesAsked, rights, routes } from './routes.ts'
export { minutesText, type LevelView } from './view.ts'
export { statementsOpened } from './store.ts'
