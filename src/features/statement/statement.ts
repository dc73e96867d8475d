/** The practice statement: what was done for a practice's patients in a month, and what it cost. */
export { commands } from './commands.ts'
export { monthIn, openStatement, routes, withServed } from './routes.ts'
export { demandScope, loadFacts, nameOf, perBuild, type Facts } from './facts.ts'
export { groupPath, localityPath, statementPath } from './paths.ts'
export { periodsOf, type Periods } from './store.ts'
