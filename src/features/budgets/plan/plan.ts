import type { Pence } from '../../../core/money.ts'
import type { BlankRule } from '../../../engines/capitation/need.ts'
import type { Scope, ServiceLine } from '../../../engines/capitation/service-line.ts'
import type { Method } from '../../../engines/capitation/budgets.ts'

/** What the management team chooses for one line. */
export type LineChoice = {
  scope: Scope
  envelopePence: Pence
  method: Method['kind']
  /** What a glide starts from. */
  from: 'historic' | 'per head'
}

/** A year's budgets as they are chosen: everything that the rules leave open, and nothing that they fix. */
export type BudgetPlan = {
  group: string
  year: string
  blanks: BlankRule
  /** A practice that would lose more than this share of its base year is named. */
  warnAt: number
  lines: Readonly<Record<ServiceLine, LineChoice>>
}
