import type { Members } from '../../core/figure.ts'
import type { Month } from '../../core/month.ts'
import type { Ledger } from '../../stores/ledger/ledger.ts'
import type { Scope, Viewer } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import { loadActuals, readInForce, type BudgetInForce } from '../budgets/budgets.ts'
import { riskOfSet, type RiskOfSet } from '../risk/risk.ts'
import { savingsUnder, type Savings } from '../savings/savings.ts'
import { compare, loadOutlook, type BudgetPart, type Comparison } from '../statement/statement.ts'

/** What a board reads of a group's month: against budget, to the year's end, by practice, and its risk. */
export type Position = {
  month: Month
  budget: BudgetInForce
  part: Extract<BudgetPart, { kind: 'in force' }>
  practices: readonly { practice: string; comparison: Comparison }[]
  risk: RiskOfSet | null
  savings: Savings | null
  /** Whether it is as it may leave the group. */
  released: boolean
  /** Whose budgets and costs are added up: of the practices of the budget, or of those that are members now. */
  members: Members
}

/** A budget with those practices alone that are members of the group now. */
const ofMembers = async (
  served: Served,
  group: string,
  budget: BudgetInForce,
): Promise<BudgetInForce> => {
  const rows = await served.duck.all<{ practice: string }>(
    'select distinct practice from membership where group_code = $group',
    { group },
  )
  const members = new Set(rows.map(({ practice }) => practice))
  return {
    ...budget,
    practices: budget.practices.filter((practice) => members.has(practice)),
    cells: budget.cells.filter(({ practice }) => members.has(practice)),
    commitments: budget.commitments.filter(({ practice }) => members.has(practice)),
  }
}

/** Reads the group's position for a month; null where no budget is in force. */
export const loadPosition = async (
  scope: Scope,
  served: Served,
  reader: { ledger: Ledger; viewer: Viewer; definitions: string },
  asked: { group: string; month: Month },
): Promise<Position | null> => {
  const { ledger, viewer, definitions } = reader
  const { group, month } = asked
  const read = await ledger.read(viewer, async (db) => {
    const budget = await readInForce(db, { group, month, definitions })
    const under = { group, month, definitions }
    return budget && { budget, savings: await savingsUnder(scope, served, db, budget, under) }
  })
  if (read === null) return null
  const { savings } = read
  const budget =
    served.membersNow === true ? await ofMembers(served, group, read.budget) : read.budget
  const codes = [...budget.practices].sort()
  const first = budget.cells.reduce<Month>(
    (least, cell) => (cell.month < least ? cell.month : least),
    month,
  )
  const actuals = await loadActuals(scope, served, codes, first, month, definitions)
  const whole = await compare(scope, served, budget, actuals, codes, month)
  const practices = []
  for (const practice of codes) {
    practices.push({
      practice,
      comparison: await compare(scope, served, budget, actuals, [practice], month),
    })
  }
  const outlook = await loadOutlook(
    scope,
    served,
    budget,
    whole,
    actuals,
    { kind: 'group', code: group },
    definitions,
  )
  return {
    month,
    budget,
    part: {
      kind: 'in force',
      version: {
        id: budget.version.id,
        number: budget.version.number,
        title: budget.version.title,
      },
      pack: budget.rules.pack,
      assumed: budget.rules.assumed,
      comparison: whole,
      outlook,
      says: [],
      heirOf: [],
    },
    practices,
    risk: await riskOfSet(scope, served, codes, month),
    savings: served.membersNow === true ? null : savings,
    released: false,
    members: served.membersNow === true ? 'now' : 'then',
  }
}
