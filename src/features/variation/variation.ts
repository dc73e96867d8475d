/** Variation: measures among practices, their replies, similar practices, profiles, sets, the group's own measures. */
export {
  firstMonth,
  measurePath,
  askedIn,
  askedOf,
  askedQuery,
  queryOf,
  type Asked,
} from './asked.ts'
export { loadReleasable, releasedAsked } from './disclosed.ts'
export { allMeasures, amongOf } from './finding.ts'
export { everySeries, membersSeries, seriesOf } from './series.ts'
export { loadVariation, type Variation } from './load.ts'
export { bandsOf, chartOf } from './measure/charts.ts'
export { ofPlace, pricesOf, type PlaceSet, type PricedSet } from './prices/prices.ts'
export { prepareVariation } from './prepare.ts'
export { explainedCounts } from './replies/store.ts'
export { rights, routes } from './routes.ts'
export { poundsText, saysOf } from './words.ts'
