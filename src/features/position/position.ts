/** The front door of papers: the group's position, and each practice's pack. */
export { fourSentences } from './paper.ts'
export { readMoved } from './moved.ts'
export { readPaper } from './read.ts'
export { rights, routes } from './routes.ts'
export { loadPosition, type Position } from './store.ts'
