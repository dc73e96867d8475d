import type { Pence } from '../../core/money.ts'
import { addMonths, financialYear, monthRange, type Month } from '../../core/month.ts'
import { serviceLines, type ServiceLine } from '../../engines/capitation/service-line.ts'
import { balanceOver, type Balance } from '../../engines/capitation/savings/balance.ts'
import { literal, sqlFile } from '../../stores/duck.ts'
import type { Audit, Db } from '../../stores/ledger/ledger.ts'
import type { Scope, Viewer } from '../../stores/scope.ts'
import { perBuild } from '../../warehouse/per-build.ts'
import type { Served } from '../../warehouse/served.ts'
import {
  loadActuals,
  readInForce,
  rulesOf,
  type BudgetInForce,
  type GroupRules,
} from '../budgets/budgets.ts'
import { settleYear, type Account } from './account.ts'
import { releasesOf, type Release } from './releases.ts'

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
  settled: { on: string; by: string; build: string } | null
}

const sum = (amounts: readonly Pence[]): Pence => amounts.reduce((all, one) => all + one, 0n)

const excess = async (
  served: Served,
  span: { from: Month; to: Month },
  limit: Pence | null,
): Promise<Map<string, Pence>> => {
  const months = monthRange(span.from, span.to)
  const files = (['admitted', 'outpatient', 'emergency'] as const).flatMap((kind) =>
    served.pricedFiles(kind, months),
  )
  if (limit === null || files.length === 0) return new Map()
  const parquet = `read_parquet([${files.map(literal).join(', ')}], union_by_name = true)`
  const rows = await served.duck.all<{ practice: string; pence: bigint }>(
    sqlFile(import.meta.url, 'sql/excess.sql').replaceAll('{files}', parquet),
    { ...span, limit },
  )
  return new Map(rows.map(({ practice, pence }) => [practice, pence]))
}

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
    perBuild(served, `excess ${from} ${to} ${rules.rules.values.stopLossPence}`, () =>
      excess(served, { from, to }, rules.rules.values.stopLossPence),
    ),
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
        stopLossPence: sum(
          [practice, ...budget.heirOf(practice)].map((code) => above.get(code) ?? 0n),
        ),
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

const settledOf = async (db: Db, group: string, year: string): Promise<Savings['settled']> => {
  const row = await db
    .selectFrom('savings_account')
    .select(['on_date', 'settled_by_name', 'build'])
    .where('group_code', '=', group)
    .where('year', '=', year)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { on: row.on_date, by: row.settled_by_name, build: row.build } : null
}

/** Each practice's balance over the years that the rules give: earlier ones as settled, this one as it stands. */
const balancesOf = async (
  db: Db,
  group: string,
  year: string,
  account: Account,
  years: number | null,
): Promise<Map<string, Balance>> => {
  if (years === null) return new Map()
  const earlier = await db
    .selectFrom('savings_share')
    .innerJoin('savings_account', 'savings_account.id', 'savings_share.account')
    .select([
      'savings_account.id as id',
      'savings_account.year as year',
      'savings_share.practice as practice',
      'savings_share.net_pence as net',
    ])
    .where('savings_account.group_code', '=', group)
    .where('savings_account.year', '<', year)
    .orderBy('savings_account.id')
    .execute()
  return new Map(
    account.settlement.practices.map(({ practice, netPence }) => {
      const own = new Map(
        earlier
          .filter((row) => row.practice === practice)
          .map((row) => [row.year, BigInt(row.net)]),
      )
      own.set(year, netPence)
      const results = [...own].map(([name, net]) => ({
        year: name,
        budgetPence: net,
        outturnPence: 0n,
      }))
      return [practice, balanceOver(results, years)]
    }),
  )
}

/** Keeps a year as settled: the group's account and every practice's steps, in one transaction. */
export const saveSettlement = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  savings: Savings,
  given: { build: string; on: string; why: string },
): Promise<number> => {
  const { settlement } = savings.account
  const { practices, ...rest } = settlement
  const { id } = await db
    .insertInto('savings_account')
    .values({
      group_code: savings.group,
      year: savings.year,
      version: savings.version.id,
      rules: savings.rules.id,
      build: given.build,
      account: JSON.stringify(rest, (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
      on_date: given.on,
      settled_by: viewer.person,
      settled_by_name: viewer.name,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const outturns = new Map(
    savings.account.results.map(({ outturn }) => [outturn.practice, outturn]),
  )
  await db
    .insertInto('savings_share')
    .values(
      practices.map((one) => ({
        account: id,
        practice: one.practice,
        budget_pence: Number(outturns.get(one.practice)?.budgetPence ?? 0n),
        outturn_pence: Number(outturns.get(one.practice)?.outturnPence ?? 0n),
        gross_pence: Number(one.grossPence),
        in_scope_pence: Number(one.inScopePence),
        after_stop_loss_pence: Number(one.afterStopLossPence),
        net_pence: Number(one.netPence),
        share_pence: Number(one.sharePence),
        settled_pence: Number(one.settledPence),
      })),
    )
    .execute()
  await audit({
    action: 'savings.settled',
    subject: `savings-account:${id}`,
    after: { year: savings.year, settledPence: String(settlement.settledPence) },
    why: given.why,
  })
  return id
}
