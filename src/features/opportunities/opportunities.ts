/** Opportunities: activity that might be avoided, shortened or moved, where it lies above its peers, and what that is worth. */
export { openOpportunities, prepareOpportunities, type Opened } from './open.ts'
export { rights, routes } from './routes.ts'
