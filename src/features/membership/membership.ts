/** The front door: who belongs where and since when, as the ledger has it. */
export { holdsIn, placeIn, type Place, type Spell } from './rules/places.ts'
export { readMembership, type Locality, type Membership } from './store.ts'
