import assert from 'node:assert/strict'
import { globSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Kind, RulePack } from '../../engines/pricing/rules.ts'
import type { Duck, Row } from '../../stores/duck.ts'
import { openInventedBooks } from './invented-months/invented-books.ts'
import {
  columns,
  inventPeriods,
  inventRecords,
  writeParquet,
} from './invented-months/invented-month.ts'
import { priceMonth, type PriceInputs } from './price-month.ts'
import { loadRulePacks, rulePackFor } from './rule-pack.ts'
import { asColumns, priceMonthPlainly } from './twin.ts'

const month = '2019-03'

describe('the SQL and the plain engine', () => {
  let duck: Duck
  let folder: string
  let books: Omit<PriceInputs, 'records'>
  const pack = rulePackFor(loadRulePacks(), '2018/19').pack

  before(async () => {
    ;({ duck, folder, books } = await openInventedBooks('2018/19'))
  })
  after(() => {
    duck.close()
    rmSync(folder, { recursive: true })
  })

  /** Both engines on the same rows; the columns of every line must be equal. */
  const compare = async (kind: Kind, inputs: PriceInputs, rulePack: RulePack): Promise<Row[]> => {
    const target = join(folder, 'priced.parquet')
    const { rows, controls } = await priceMonth(duck, { kind, month, inputs, rulePack, target })
    const lines = await duck.all('select * from read_parquet($target)', { target })
    const plain = await priceMonthPlainly(duck, { kind, month, inputs, rulePack })
    const inOrder = (all: Record<string, string>[]): Record<string, string>[] =>
      all.toSorted((a, b) =>
        `${a['line_key']} ${a['load_id']} ${a['source_line']}`.localeCompare(
          `${b['line_key']} ${b['load_id']} ${b['source_line']}`,
        ),
      )
    const mine = inOrder(
      lines.map((row) =>
        Object.fromEntries(Object.entries(row).map(([k, v]) => [k, v === null ? '' : String(v)])),
      ),
    )
    const theirs = inOrder(plain.map(asColumns))
    assert.equal(lines.length, rows)
    assert.equal(mine.length, theirs.length)
    for (const [i, line] of mine.entries())
      assert.deepEqual(line, { ...line, ...theirs[i] }, `line ${i}`)
    const [first] = mine
    const [other] = theirs
    if (first && other) assert.deepEqual(Object.keys(first).sort(), Object.keys(other).sort())
    const cost = plain.reduce((sum, { costPence }) => sum + (costPence ?? 0n), 0n)
    assert.equal(controls.costPence, cost)
    return lines
  }

  const write = async (kind: Kind, seed: string, count: number): Promise<PriceInputs> => {
    const records = []
    for (const part of ['a', 'b']) {
      const file = join(folder, `${kind}-${part}.parquet`)
      await writeParquet(duck, file, columns[kind], inventRecords(kind, seed + part, count / 2))
      records.push({ file, loadId: `load-${part}` })
    }
    const care = join(folder, 'critical-care.parquet')
    await writeParquet(duck, care, columns.criticalCare, inventPeriods(seed, count / 4, count / 2))
    return { ...books, records, criticalCare: [care] }
  }

  const noFactor = { marketForces: { applies: false, onUnitCosts: false } }
  const pricesOnly = { marketForces: { applies: true, onUnitCosts: false } }
  const switches: Record<Kind, Partial<RulePack>[]> = {
    admitted: [
      { topUp: { ...pack.topUp, onExcessDays: false } },
      {
        topUp: { ...pack.topUp, applies: false },
        shortStay: { ...pack.shortStay, applies: false },
      },
      { excessDays: { applies: false } },
      noFactor,
      { priced: false },
    ],
    outpatient: [{ outpatient: { ...pack.outpatient, procedurePrices: false } }, pricesOnly],
    emergency: [pricesOnly, { priced: false }],
  }

  for (const kind of ['admitted', 'outpatient', 'emergency'] as const) {
    test(`price 4,000 invented ${kind} records alike, in every column`, async () => {
      const lines = await compare(kind, await write(kind, 'one', 4_000), pack)
      const statuses = new Set(lines.map(({ status, reason }) => `${status} ${reason}`))
      assert.ok(statuses.size > 8, 'the invented records reach many outcomes')
    })

    test(`price ${kind} records alike when a rule is switched the other way`, async () => {
      const inputs = await write(kind, 'two', 600)
      for (const change of switches[kind]) {
        await compare(kind, inputs, { ...pack, ...change })
      }
    })

    test(`price a month of ${kind} records in parts as they do at once, in the same order`, async () => {
      const inputs = await write(kind, 'four', 400)
      const priceAt = async (atOnce: number): Promise<{ lines: Row[]; practices: number }> => {
        const target = join(folder, 'priced.parquet')
        await priceMonth(duck, { kind, month, inputs, rulePack: pack, target, atOnce })
        const lines = await duck.all('select * from read_parquet($target)', { target })
        return { lines, practices: new Set(lines.map(({ practice }) => practice)).size }
      }
      const [whole, parts] = [await priceAt(100_000), await priceAt(150)]
      assert.ok(whole.practices > 2)
      assert.deepEqual(parts.lines, whole.lines)
      assert.equal(globSync('*.stretches', { cwd: folder }).length, 0)
    })

    test(`price ${kind} records alike when every book and list is missing`, async () => {
      const { records } = await write(kind, 'three', 600)
      const lines = await compare(kind, { records }, pack)
      assert.ok(lines.every(({ status }) => status !== 'priced'))
    })
  }
})
