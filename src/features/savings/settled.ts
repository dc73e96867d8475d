import { z } from 'zod'
import type { Pence } from '../../core/money.ts'
import { balanceOver, type Balance } from '../../engines/capitation/savings/balance.ts'
import type { Audit, Db } from '../../stores/ledger/ledger.ts'
import type { Viewer } from '../../stores/scope.ts'
import type { Account } from './account.ts'

/** When and by whom a year was settled, from which build, and what was paid. */
export type SettledYear = { on: string; by: string; build: string; paidPence: Pence }

const accountShape = z.object({ settledPence: z.string().transform(BigInt) })

/** How a year was settled last; null where it was not. */
export const settledOf = async (
  db: Db,
  group: string,
  year: string,
): Promise<SettledYear | null> => {
  const row = await db
    .selectFrom('savings_account')
    .select(['on_date', 'settled_by_name', 'build', 'account'])
    .where('group_code', '=', group)
    .where('year', '=', year)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const { settledPence } = accountShape.parse(row.account)
  return { on: row.on_date, by: row.settled_by_name, build: row.build, paidPence: settledPence }
}

/** Each practice's balance over the years that the rules give: earlier ones as settled, this one as it stands. */
export const balancesOf = async (
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

/** A year as it stands, to be settled: of which group, under which version and rules, with what account. */
export type Settling = {
  group: string
  year: string
  version: { id: number }
  rules: { id: number }
  account: Account
}

/** Keeps a year as settled: the group's account and every practice's steps, in one transaction. */
export const saveSettlement = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  savings: Settling,
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
