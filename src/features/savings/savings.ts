/** The front door of savings: what practices and the group may keep of a year. */
export { settleYear, type Account } from './account.ts'
export { rights, routes } from './routes.ts'
export { loadSavings, savingsUnder, type Savings } from './store.ts'
