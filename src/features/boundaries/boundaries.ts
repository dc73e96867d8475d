/** The front door: what a group of other practices would be. */
export { rights, routes } from './routes.ts'
