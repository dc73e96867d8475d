/** The front door: where each person begins. */
export { rights, routes } from './routes.ts'
