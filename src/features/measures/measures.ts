/** Measures as data, worked out over a build: definitions, series, comparisons. */
export { loadMeasures } from './catalogue.ts'
export {
  isAttended,
  isPrevalence,
  isPrescribed,
  measureSchema,
  faultsOf,
  type Measure,
  type Side,
} from './definition.ts'
export { chanceOf, type ChanceView, type Placed } from './figures/chance.ts'
export { compare, intervalOf, type Compared, type Comparison } from './figures/compare.ts'
export {
  countedMonths,
  placesOf,
  stayAt,
  type Among,
  type Members,
  type Places,
  type Stay,
} from './figures/places.ts'
export { tallyOf, type Tally } from './figures/tally.ts'
export { comparedTo, comparedWords, ofText, unitText, valueText } from './figures/values.ts'
export { monthOfRegister } from './cells/registers.ts'
export { knownCodes, type KnownCode } from './cells/prescribing.ts'
export { keptSeries, type KeptSeries } from './kept-series.ts'
export { bnfRecoding } from './reference.ts'
export type { MeasureSeries, PracticeSeries } from './series-shape.ts'
export { computeSeries, monthsOf } from './series.ts'
export { authors, keepVersion, ownMeasures, versionsOf, type OwnVersion } from './own/store.ts'
export { importMeasure } from './import/openprescribing.ts'
export { unitWeights } from './reference.ts'
