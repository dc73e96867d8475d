/** The practice statement, and what the pages of groups and localities share with it. */
export { loadBudgetPart, type BudgetPart, type Reader } from './budget/budget-part.ts'
export { compare, type Compared, type Comparison } from './budget/comparison.ts'
export { loadOutlook, rangeText, type Outlook } from './budget/outlook.ts'
export { budgetSection } from './budget/section.ts'
export { varianceText } from './budget/words.ts'
export { commands } from './commands.ts'
export { statementSheets, yearSheet } from './exports.ts'
export { demandScope, loadFacts, nameOf, type Facts } from './facts.ts'
export {
  exactOf,
  moneyOf,
  namer,
  ratePerThousand,
  type Lists,
  type Namer,
} from './lines/amounts.ts'
export { byService, serviceKeys, serviceName, totalName } from './lines/line-kinds.ts'
export { trendsOf, type TrendView } from './lines/trends.ts'
export { loadNeed, needSays, needSection, type Need } from './need.ts'
export { groupPath, localityPath, statementPath } from './paths.ts'
export { monthChoice, trendFigure, wholeMoney } from './parts.ts'
export { openStatement, readerOf, withServed } from './opening.ts'
export { query, rights, routes } from './routes.ts'
export { loadGroupMonths, periodsOf, trendMonths, type MonthRow, type Periods } from './store.ts'
export { feedNames, noticesOf } from './words/notices.ts'
export {
  beforeText,
  changeText,
  comparedText,
  listText,
  short,
  sinceText,
  yearBeforeText,
  type Money,
} from './words/said.ts'
export { partialSentence } from './words/partial.ts'
export { finalSentence, subjectOf } from './words/says.ts'
export { membersChoice, withMembers } from '../members-choice.ts'
