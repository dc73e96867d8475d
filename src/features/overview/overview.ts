/** The overview of a group, its localities and its practices. */
export { openOverview, routes } from './routes.ts'
