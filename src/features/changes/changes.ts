/** The front door: what has changed since the statement before. */
export { rights, routes } from './routes.ts'
