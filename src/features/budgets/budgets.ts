/** The front door of budgets: what statements, forecasts, risk and savings may use of them. */
export { loadCosts, penceOf, placesOf, type LineCost } from './costs/costs.ts'
export { heirsOf, withHeirs, type Heirs } from './costs/successors.ts'
export { readPack, readPacks } from './packs.ts'
