import { formatMonth, type Month } from '../../../core/month.ts'
import type { Ledger } from '../../../stores/ledger/ledger.ts'
import type { Scope, Viewer } from '../../../stores/scope.ts'
import type { Said } from '../../../ui/said.ts'
import type { Served } from '../../../warehouse/served.ts'
import { loadActuals, readInForce } from '../../budgets/budgets.ts'
import { namesOf } from '../../figures/figures.ts'
import { statementPath } from '../paths.ts'
import { compare, type Comparison } from './comparison.ts'
import { loadOutlook, type Outlook } from './outlook.ts'
import { budgetSays, chanceSays } from './words.ts'

/** What a statement says of a budget: the comparison, or why there is none. */
export type BudgetPart =
  | { kind: 'none'; why: string }
  | {
      kind: 'in force'
      version: { id: number; number: number; title: string }
      pack: string
      assumed: readonly string[]
      comparison: Comparison
      outlook: Outlook | null
      says: readonly Said[]
      /** Names of the practices that closed or close in the year and are counted with this one. */
      heirOf: readonly string[]
    }

/** Who reads the ledger, where there is one to read. */
export type Reader = { ledger: Ledger; viewer: Viewer; definitions?: string }

/** A practice's budget for the month; says why where none is in force or it has none. */
export const loadBudgetPart = async (
  scope: Scope,
  served: Served,
  reader: Reader | null,
  asked: { practice: string; group: string | null; month: Month; bands?: boolean },
): Promise<BudgetPart> => {
  const { practice, group, month, bands } = asked
  if (reader === null) {
    return {
      kind: 'none',
      why: 'The ledger that holds budgets has not been begun, or cannot be read at the moment.',
    }
  }
  if (group === null) return { kind: 'none', why: 'Budgets are for members of a group.' }
  const { ledger, viewer, definitions } = reader
  const budget = await ledger.read(viewer, (db) =>
    readInForce(db, {
      group,
      month,
      practices: [practice],
      ...(definitions === undefined ? {} : { definitions }),
    }),
  )
  if (budget === null) {
    return { kind: 'none', why: `No budget is in force for ${formatMonth(month)}.` }
  }
  if (budget.cells.length === 0) {
    return {
      kind: 'none',
      why: 'This practice has no budget of its own in this year; its costs count with the practice that took its patients.',
    }
  }
  const first = budget.cells.reduce<Month>(
    (least, cell) => (cell.month < least ? cell.month : least),
    month,
  )
  const actuals = await loadActuals(scope, served, budget.practices, first, month, definitions)
  const comparison = await compare(scope, served, budget, actuals, [practice], month, bands)
  const outlook = await loadOutlook(
    scope,
    served,
    budget,
    comparison,
    actuals,
    { kind: 'practice', code: practice },
    definitions,
  )
  const names = await namesOf(scope, served)
  const lines = `${statementPath(practice, month)}#budget`
  return {
    kind: 'in force',
    version: {
      id: budget.version.id,
      number: budget.version.number,
      title: budget.version.title,
    },
    pack: budget.rules.pack,
    assumed: budget.rules.assumed,
    comparison,
    outlook,
    says: [
      ...budgetSays(comparison, lines),
      ...chanceSays(comparison, lines),
      ...(outlook ? [outlook.says] : []),
    ],
    heirOf: budget.heirOf(practice).map((code) => names.of('practice', code)),
  }
}
