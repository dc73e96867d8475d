import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { everything, operator } from '../../../stores/scope.ts'
import { saidText } from '../../../ui/said.ts'
import { inventedBudgets, type InventedBudgets } from '../../budgets/invented-budgets.ts'
import { cutForecast, groupForecastOf, type Forecast } from '../../forecast/forecast.ts'
import { namesOf } from '../../figures/figures.ts'
import { openStatement } from '../statement.ts'
import type { Outlook } from './outlook.ts'

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, one) => all + one, 0n)

describe('where the year ends of a practice that takes over others', () => {
  let invented: InventedBudgets

  before(async () => {
    invented = await inventedBudgets({
      practices: 6,
      change: async (served, folder) => {
        const path = join(folder, 'successors.parquet')
        await served.duck.run(`copy (
          select practice, successor, date '2019-10-01' as from_date
          from (values ('P81003', 'P81001'), ('P81004', 'P81002'), ('P81004', 'P81005')) as v(practice, successor)
        ) to '${path}' (format parquet)`)
        served.lakeFiles = (feed) => (feed === 'successors' ? [path] : [])
        await served.duck.run(
          `update membership set to_month = '2019-09' where practice in ('P81003', 'P81004')`,
        )
      },
    })
  })
  after(() => invented.remove())

  const outlookOf = async (practice: string, month: '2019-06' | '2019-12'): Promise<Outlook> => {
    const { served, ledger } = invented
    const { budget } = await openStatement(served, practice, month, { ledger, viewer: operator })
    assert.ok(budget.kind === 'in force' && budget.outlook)
    return budget.outlook
  }
  const forecast = async (code: string, month: '2019-06' | '2019-12'): Promise<Forecast> => {
    const whole = await groupForecastOf(invented.served, 'CW', month)
    const found = whole && cutForecast(whole, { kind: 'practice', code })
    assert.ok(found)
    return found
  }
  /** What a year is expected to cost, as an outlook has it. */
  const endOf = ({ variance, annualBudget }: Outlook): bigint => variance + annualBudget

  test('before another closes, what that is expected to cost counts in its whole year', async () => {
    const outlook = await outlookOf('P81001', '2019-06')
    const [own, other] = [await forecast('P81001', '2019-06'), await forecast('P81003', '2019-06')]
    assert.ok(other.total.ahead > 0n)
    assert.equal(endOf(outlook), own.total.outturn + other.total.outturn)
    assert.deepEqual(
      outlook.months.map(({ pence }) => pence),
      own.months.map(({ pence }, i) => pence + (other.months[i]?.pence ?? 0n)),
    )
    const width = ({ range95 }: Pick<Outlook, 'range95'>): number =>
      range95 ? Number(range95.to - range95.from) : Number.NaN
    assert.ok(width(outlook) > Math.max(width(own.total), width(other.total)))
    assert.ok(width(outlook) < width(own.total) + width(other.total))
  })

  test('of one whose patients go to several, each counts a share, and the shares are the whole', async () => {
    const heirs = ['P81002', 'P81005']
    const outlooks = await Promise.all(heirs.map((code) => outlookOf(code, '2019-06')))
    const parts = await Promise.all([...heirs, 'P81004'].map((code) => forecast(code, '2019-06')))
    assert.equal(sum(outlooks.map(endOf)), sum(parts.map(({ total }) => total.outturn)))
  })

  test('a statement says whose patients came, in the months that are not like those before', async () => {
    const saysOf = async (practice: string, month: '2019-06' | '2019-12'): Promise<string> =>
      (await openStatement(invented.served, practice, month)).says.map(saidText).join(' ')
    const names = await namesOf(everything, invented.served)
    const [whole, part] = ['P81003', 'P81004'].map((code) => names.of('practice', code))
    assert.match(
      await saysOf('P81001', '2019-12'),
      new RegExp(
        `Patients of ${whole} came to this practice in October 2019; the months before are without them\\.`,
      ),
    )
    assert.match(
      await saysOf('P81005', '2019-12'),
      new RegExp(`Some patients of ${part} came to this practice in October 2019`),
    )
    assert.doesNotMatch(await saysOf('P81001', '2019-06'), /came to this practice/)
    assert.doesNotMatch(await saysOf('P81006', '2019-12'), /came to this practice/)
  })

  test('once another has closed, what it cost until then stays in the months and in the year', async () => {
    const outlook = await outlookOf('P81001', '2019-12')
    const [own, other] = [await forecast('P81001', '2019-12'), await forecast('P81003', '2019-12')]
    assert.equal(other.total.ahead, 0n)
    assert.equal(endOf(outlook), own.total.outturn + other.total.known)
    assert.equal(
      outlook.months[0]?.pence,
      (own.months[0]?.pence ?? 0n) + (other.months[0]?.pence ?? 0n),
    )
  })
})
