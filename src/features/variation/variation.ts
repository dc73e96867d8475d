/** Variation: measures among practices, their replies, similar practices, profiles, sets, the group's own measures. */
export { firstMonth, measurePath, askedOf, askedQuery, type Asked } from './asked.ts'
export { disclosed, isOutside } from './disclosed.ts'
export { allMeasures, amongOf, everySeries, seriesOf } from './finding.ts'
export { loadVariation, type Variation } from './load.ts'
export { bandsOf } from './measure/charts.ts'
export { explainedCounts } from './replies/store.ts'
export { rights, routes } from './routes.ts'
export { poundsText, saysOf } from './words.ts'
