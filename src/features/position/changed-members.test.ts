import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { monthRange, type Month } from '../../core/month.ts'
import { operator } from '../../stores/scope.ts'
import { readInForce } from '../budgets/budgets.ts'
import { inventedBudgets, type InventedBudgets } from '../budgets/invented-budgets.ts'
import { cutForecast, groupForecastOf } from '../forecast/forecast.ts'
import { inventedContext } from '../invented-context.ts'
import type { Outlook } from '../statement/statement.ts'
import { readPaper, routes } from './position.ts'

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, one) => all + one, 0n)

describe('the year’s end of a group whose members change in the year', () => {
  let invented: InventedBudgets

  before(async () => {
    invented = await inventedBudgets({
      practices: 6,
      others: [routes],
      change: async ({ duck }) => {
        await duck.run(`update membership set from_month = '2019-10' where practice = 'P81006'`)
        await duck.run(`update membership set to_month = '2019-09' where practice = 'P81005'`)
      },
    })
  })
  after(() => invented.remove())

  const outlookOf = async (month: Month): Promise<Outlook> => {
    const { served, ledger } = invented
    const context = inventedContext({ served: async () => served, ledger: async () => ledger })
    const { position } = await readPaper(context, operator, { month })
    assert.ok(position.part.outlook)
    return position.part.outlook
  }
  /** What members of the month are expected to cost in the year, each by itself. */
  const members = async (month: Month, codes: readonly string[]): Promise<bigint> => {
    const whole = await groupForecastOf(invented.served, 'CW', month)
    assert.ok(whole)
    return sum(
      codes.map((code) => cutForecast(whole, { kind: 'practice', code })?.total.outturn ?? 0n),
    )
  }
  const others = ['P81001', 'P81002', 'P81003', 'P81004']
  const costOf = async (practice: string, from: Month, to: Month): Promise<bigint> => {
    const [row] = await invented.served.duck.all<{ pence: bigint }>(
      `select cast(round(sum(e5) / 1000) as bigint) as pence from (
        select practice, month, cost_pence * 1000 as e5 from activity union all
        select practice, month, cost_pence * 1000 from contract union all
        select practice, month, cost_e5 from prescribing
      ) where practice = $practice and month between $from and $to`,
      { practice, from, to },
    )
    return row?.pence ?? 0n
  }
  const budgetOf = async (practice: string, from: Month, to: Month): Promise<bigint> => {
    const budget = await invented.ledger.read(operator, (db) =>
      readInForce(db, { group: 'CW', month: '2019-06' }),
    )
    return sum(
      (budget?.cells ?? []).flatMap((cell) =>
        cell.practice === practice && monthRange(from, to).includes(cell.month) ? [cell.pence] : [],
      ),
    )
  }
  const isNear = (a: bigint, b: bigint): void =>
    assert.ok(a - b <= 20n && b - a <= 20n, `${a} beside ${b}, more than roundings apart`)

  for (const [month, inGroup, outside, next] of [
    ['2019-06', 'P81005', 'P81006', '2019-07'],
    ['2019-12', 'P81006', 'P81005', '2020-01'],
  ] as const)
    test(`in ${month} a budgeted practice that is no member counts as known, then as budgeted`, async () => {
      const outlook = await outlookOf(month)
      assert.deepEqual(outlook.asBudgeted, [outside])
      isNear(
        outlook.variance + outlook.annualBudget,
        (await members(month, [...others, inGroup])) +
          (await costOf(outside, '2019-04', month)) +
          (await budgetOf(outside, next, '2020-03')),
      )
      isNear(sum(outlook.months.map(({ pence }) => pence)), outlook.variance + outlook.annualBudget)
      const { body } = await invented.app.inject(`/position?group=CW&month=${month}`)
      assert.match(body, /the months left are taken as budgeted/)
    })

  test('once the year is whole, its end is what it cost and what its late month still adds', async () => {
    const outlook = await outlookOf('2020-03')
    const whole = await groupForecastOf(invented.served, 'CW', '2020-03')
    const late = whole && cutForecast(whole, { kind: 'group', code: 'CW' })
    const cost = await Promise.all(
      [...others, 'P81005', 'P81006'].map((code) => costOf(code, '2019-04', '2020-03')),
    )
    isNear(outlook.variance + outlook.annualBudget, sum(cost) + (late?.total.added ?? 0n))
  })
})
