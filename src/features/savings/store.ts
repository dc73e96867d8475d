import type { Pence } from '../../core/money.ts'
import { addMonths, financialYear, type Month } from '../../core/month.ts'
import { serviceLines, type ServiceLine } from '../../engines/capitation/service-line.ts'
import type { Balance } from '../../engines/capitation/savings/balance.ts'
import type { Db } from '../../stores/ledger/ledger.ts'
import type { Scope } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import {
  loadActuals,
  readInForce,
  rulesOf,
  type BudgetInForce,
  type GroupRules,
} from '../budgets/budgets.ts'
import { settleYear, type Account } from './account.ts'
import { claimsOf } from './claims.ts'
import { releasesOf, type Release } from './releases.ts'
import { balancesOf, settledOf, type SettledYear } from './settled.ts'

/** A year's savings as the figures have it, and as it was settled if it was. */
export type Savings = {
  group: string
  year: string
  from: Month
  to: Month
  /** True once every month of the year is built. */
  complete: boolean
  version: { id: number; title: string; number: number }
  rules: GroupRules
  /** Assumed parameters that the year's budgets were set by. */
  budgetsAssumed: readonly string[]
  account: Account
  balances: ReadonlyMap<string, Balance>
  releases: readonly Release[]
  settled: SettledYear | null
}

const sum = (amounts: readonly Pence[]): Pence => amounts.reduce((all, one) => all + one, 0n)

/** What a year's budgets and costs come to under the rules that they were set by; null where no budget is in force. */
export const loadSavings = async (
  scope: Scope,
  served: Served,
  db: Db,
  asked: { group: string; month: Month; definitions: string },
): Promise<Savings | null> => {
  const budget = await readInForce(db, asked)
  return budget && savingsUnder(scope, served, db, budget, asked)
}

/** The same under a budget that has been read already. */
export const savingsUnder = async (
  scope: Scope,
  served: Served,
  db: Db,
  budget: BudgetInForce,
  { group, month, definitions }: { group: string; month: Month; definitions: string },
): Promise<Savings> => {
  const from = budget.cells.reduce<Month>(
    (least, { month: own }) => (own < least ? own : least),
    month,
  )
  const end = addMonths(from, 11)
  const to = month < end ? month : end
  const year = financialYear(from)
  const codes = [...new Set(budget.cells.map(({ practice }) => practice))].sort()
  const rules = await rulesOf(db, budget.version.rules, definitions)
  const [actuals, above] = await Promise.all([
    loadActuals(scope, served, codes, from, to, definitions),
    claimsOf(served, {
      from,
      to,
      limit: rules.rules.values.stopLossPence,
      lines: serviceLines.filter((line) => budget.scopeOf(line) === 'in scope'),
      definitions,
    }),
  ])
  const patients = new Map(
    (
      await db
        .selectFrom('budget_share')
        .select(['practice', 'patients'])
        .where('version', '=', budget.version.id)
        .execute()
    ).map((row) => [row.practice, BigInt(row.patients) / 1_000_000n]),
  )
  const cells = Map.groupBy(
    budget.cells.filter((cell) => cell.month <= to),
    ({ practice }) => practice,
  )
  const unbilled = (practice: string, line: ServiceLine): Pence =>
    sum(
      budget.commitments.flatMap((one) =>
        one.practice === practice && one.line === line && one.month >= from && one.month <= to
          ? [one.pence]
          : [],
      ),
    )
  const claims = actuals.counted(above)
  const blocked = new Set(serviceLines.filter((line) => budget.scopeOf(line) === 'blocked back'))
  const practices = codes.map((practice) => {
    const own = cells.get(practice) ?? []
    // A line that was excluded has no budget, so what it cost is no part of the result.
    const budgeted = serviceLines.filter((line) => own.some((cell) => cell.line === line))
    const costs = budgeted.map((line) => ({
      line,
      pence: (actuals.of(practice, line, from, to) ?? 0n) + unbilled(practice, line),
    }))
    return {
      patients: patients.get(practice) ?? 0n,
      outturn: {
        practice,
        budgetPence: sum(own.map(({ pence }) => pence)),
        outturnPence: sum(costs.map(({ pence }) => pence)),
        blockedBudgetPence: sum(
          own.flatMap(({ line, pence }) => (blocked.has(line) ? [pence] : [])),
        ),
        blockedOutturnPence: sum(
          costs.flatMap(({ line, pence }) => (blocked.has(line) ? [pence] : [])),
        ),
        stopLossPence: claims.get(practice) ?? 0n,
        premiumPence: 0n,
        adjustmentPence: 0n,
      },
    }
  })
  const pool = budget.version.facts.slices.find(({ name }) => name === 'risk pool')?.pence ?? 0n
  const account = settleYear(practices, rules.rules, pool)
  return {
    group,
    year,
    from,
    to,
    complete: to === end,
    version: {
      id: budget.version.id,
      title: budget.version.title,
      number: budget.version.number,
    },
    rules,
    budgetsAssumed: budget.rules.assumed,
    account,
    balances: await balancesOf(db, group, year, account, rules.rules.values.yearsToBalance),
    releases: await releasesOf(served, group, from, to),
    settled: await settledOf(db, group, year),
  }
}
