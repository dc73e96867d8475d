/** Disease registers: where a prevalence comes from, row by row. */
export { registerAnswerSchema, registerPaths } from './exports.ts'
export { registerPath } from './register.ts'
export { rights, routes } from './routes.ts'
