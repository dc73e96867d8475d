/** The front door: queueing a message with the change that gives the reason, and sending what waits. */
export { commands } from './commands.ts'
export { rights, routes } from './routes.ts'
export { queueMail, type Message } from './store.ts'
