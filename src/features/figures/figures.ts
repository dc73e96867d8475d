/** The front door: what other features may use of figures. */
export { groupIn, monthAsked, monthIn } from './asked.ts'
export { countOf, formatExact, formatUnrounded, formatValue } from './amounts.ts'
export {
  definitions,
  feedsOf,
  figureOfSource,
  sourcesOf,
  type Source,
  type Unit,
} from './definitions.ts'
export { evaluate, type Counts, type Evaluated } from './evaluate.ts'
export { cutText, monthsText, namesOf, titleOf, whereText, type Names } from './names.ts'
export { placeNames, type PlaceNames } from './place-names.ts'
export { members, selection, type Member } from './selection.ts'
export type { Part, Split } from './splits.ts'
export { monthTotals, type Total } from './totals.ts'
export { jsonText } from './json.ts'
export { demand, openBuild } from './opening.ts'
