/** Disease registers: where a prevalence comes from, row by row. */
export { registerPath } from './register.ts'
export { rights, routes } from './routes.ts'
