/** The front door: what has changed since the statement before. */
export { rights, routes } from './routes.ts'
export { loadMovements, type Movements, type NamedMovement } from './movements.ts'
export { calledByChance } from './unusual.ts'
