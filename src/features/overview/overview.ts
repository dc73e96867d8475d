/** The overview of a group, its localities and its practices. */
export { openOverview, rights, routes } from './routes.ts'
