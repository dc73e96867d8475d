/** The front door: the lines behind a figure, and what they add up to. */
export { reaches } from './reach.ts'
export { rights, routes } from './routes.ts'
export { sumsOfRows, type RowSum } from './store.ts'
