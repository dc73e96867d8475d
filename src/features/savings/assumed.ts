import type { Savings } from './store.ts'

/** Parameters that the settling of a year reads, beside those that its budgets were set by. */
const settling: readonly string[] = [
  'stopLossPence',
  'keptShare',
  'bearer',
  'yearsToBalance',
  'riskPoolShare',
  'uses',
  'approvals',
  'incentivePencePerPatient',
  'minimumSavingsRate',
]

/** The assumed parameters that a year's savings rest on: those of its budgets, and those of the settling. */
export const assumedOf = ({ budgetsAssumed, rules }: Savings): string[] => [
  ...new Set([...budgetsAssumed, ...rules.rules.assumed.filter((name) => settling.includes(name))]),
]
