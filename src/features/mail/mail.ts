/** The front door: queueing a message with the change that gives the reason, and sending what waits. */
export { queueMail, type Message } from './store.ts'
