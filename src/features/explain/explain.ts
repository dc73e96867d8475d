/** The front door: the explanation of any figure, as a page and as a command. */
export { commands } from './commands.ts'
export { explain, type Explanation } from './explanation.ts'
export { rights, routes } from './routes.ts'
