import { join } from 'node:path'
import { formatMonth } from '../../core/month.ts'
import type { Progress } from '../../core/progress.ts'
import { literal, type Duck } from '../../stores/duck.ts'
import type { Home } from '../../stores/home.ts'
import type { Pricing } from '../inputs/plan.ts'
import { summaryOf, type PricedMonth } from '../manifest.ts'
import { priceMonthPlainly } from '../pricing/twin.ts'
import { compare, type Check } from './check.ts'

/** More rows than the plain engine is asked to price in one go. */
const mostRows = 250_000

const yearStartOf = (month: string): number =>
  Number(month.slice(0, 4)) - (month.slice(5) < '04' ? 1 : 0)

/** The latest of each group, the smallest first. */
const latestBy = (
  priced: readonly PricedMonth[],
  group: (each: PricedMonth) => string,
): PricedMonth[] =>
  [
    ...Map.groupBy(
      priced.toSorted((a, b) => (a.month < b.month ? 1 : -1)),
      group,
    ).values(),
  ]
    .flatMap((months) => months.slice(0, 1))
    .sort((a, b) => a.rows - b.rows)

/**
 * The latest month of each kind, then of each kind and price year, then the rest, as far as they stay
 * within the limit of rows; all months where all do.
 */
export const sampleOf = (priced: readonly PricedMonth[], limit = mostRows): PricedMonth[] => {
  const ordered = new Set([
    ...latestBy(priced, ({ kind }) => kind),
    ...latestBy(priced, ({ kind, month }) => `${kind} ${yearStartOf(month)}`),
    ...priced,
  ])
  let rows = 0
  return [...ordered].filter((each) => {
    if (rows + each.rows > limit) return false
    rows += each.rows
    return true
  })
}

/** A sample of months priced again by the plain engine, which shares no line of code with the SQL. */
export const verifyPrices = async (
  home: Home,
  duck: Duck,
  pricings: readonly Pricing[],
  sample: readonly PricedMonth[],
  onProgress: Progress,
): Promise<Check[]> => {
  const checks: Check[] = []
  for (const [done, { kind, month, key, file }] of sample.entries()) {
    onProgress(`Pricing ${kind} care of ${formatMonth(month)} again`, done, sample.length)
    const pricing = pricings.find((each) => each.key === key && each.kind === kind)
    if (!pricing) {
      const why = 'The rules or the program have changed since this month was priced.'
      checks.push({ what: `${kind} ${month}: plain engine`, outcome: 'not possible', detail: why })
      continue
    }
    const lines = await priceMonthPlainly(duck, {
      kind,
      month,
      inputs: pricing.inputs,
      rulePack: pricing.pack.pack,
    })
    const plain = new Map<string, bigint>()
    for (const { practice, status, costPence } of lines) {
      const name = `${practice ?? ''} ${status}`
      plain.set(name, (plain.get(name) ?? 0n) + (costPence ?? 0n))
    }
    const rows = await duck.all<{
      practice: string | null
      status: string
      pence: bigint
      lines: bigint
    }>(
      `select practice, status, sum(cost_pence) as pence, sum(lines) as lines
       from read_parquet(${literal(join(home.priced, summaryOf(file)))}) group by 1, 2`,
    )
    const wrong = rows.filter(
      ({ practice, status, pence }) => plain.get(`${practice ?? ''} ${status}`) !== pence,
    )
    const counted = rows.reduce((sum, row) => sum + row.lines, 0n)
    checks.push(
      compare(
        `${kind} ${month}: lines of the plain engine`,
        ['engine', BigInt(lines.length)],
        ['SQL', counted],
      ),
      {
        what: `${kind} ${month}: pence of each practice by the plain engine`,
        outcome: wrong.length === 0 && rows.length === plain.size ? 'agrees' : 'differs',
        detail:
          wrong.length === 0
            ? `${plain.size} sums by practice and status`
            : `other pence for ${wrong
                .slice(0, 5)
                .map(({ practice, status }) => `${practice ?? 'not attributed'}, ${status}`)
                .join('; ')}`,
      },
    )
  }
  onProgress('Pricing a sample again', sample.length, sample.length)
  return checks
}
