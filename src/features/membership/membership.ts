/** The front door: who belongs where and since when, as the ledger has it. */
export { commands } from './commands.ts'
export { signaturesMissing } from './constitution.ts'
export { adoptMembership, importFromLake, ownFileEnding, settleMembership } from './files/settle.ts'
export { asNow, differences, predecessorsOf } from './rules/history.ts'
export { rights, routes } from './routes.ts'
export { addSample } from './sample.ts'
export { holdsIn, placeIn, type Place, type Spell } from './rules/places.ts'
export { readMembership, type Locality, type Membership } from './store.ts'
