import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Month } from '../../../core/month.ts'
import { financialYear } from '../../../core/month.ts'
import type { Kind, RulePack } from '../../../engines/pricing/rules.ts'
import { openDuck, type Duck, type Row } from '../../../stores/duck.ts'
import { columns, writeParquet } from './invented-month.ts'
import { priceMonth, type PriceInputs } from '../price-month.ts'
import { loadRulePacks, rulePackFor } from '../rule-pack.ts'
import { asColumns, priceMonthPlainly } from '../twin.ts'

/** A few records with the prices they need, written as the lake's columns; what is left out is null. */
export type Example = {
  kind: Kind
  month: Month
  records: readonly Row[]
  prices?: readonly Row[]
  /** Department, currency, £0.0001. */
  unitCosts?: readonly (readonly [string, string, number])[]
  /** Provider and millionths. */
  factors?: readonly (readonly [string, number])[]
  criticalCare?: readonly Row[]
  successors?: readonly Row[]
  practices?: readonly Row[]
  rulePack?: RulePack
}

export type BothEngines = {
  duck: Duck
  folder: string
  /** Lines by line key, every column as text, nulls as "", from the SQL and from the plain engine. */
  price(
    example: Example,
  ): Promise<{ sql: Map<string, Columns>; plain: Map<string, Columns>; undischarged: bigint }>
}

export type Columns = Record<string, string>

const numbered = (rows: readonly Row[]): Row[] =>
  rows.map((row, i) => ({ source_line: i + 2, ...row }))

const byKey = (lines: readonly Columns[]): Map<string, Columns> =>
  new Map(lines.map((line) => [line['line_key'] ?? '', line]))

/** Opens a DuckDB and a folder in which examples are priced by both engines; for tests. */
export const openBothEngines = async (): Promise<BothEngines> => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-pricing-'))
  const duck = await openDuck({ tmp: folder, memory: '256MB' })
  const packs = loadRulePacks()
  const written = new Map<string, string>()
  return {
    duck,
    folder,
    async price(example) {
      const { kind, month } = example
      const write = async (name: keyof typeof columns, rows: readonly Row[]): Promise<string> => {
        const file = join(folder, `${name}.parquet`)
        const text = JSON.stringify(rows)
        if (written.get(name) !== text)
          await writeParquet(duck, file, columns[name], numbered(rows))
        written.set(name, text)
        return file
      }
      const year = financialYear(month)
      const records = example.records.map((row, i) => ({
        record_key: `R${i + 1}`,
        provider: 'WXA',
        practice_derived: 'P10001',
        grouped: true,
        excluded: 'N',
        ...row,
      }))
      const prices = (example.prices ?? []).map((row) => ({
        year,
        short_stay_applies: false,
        ...row,
      }))
      const costs = (example.unitCosts ?? []).map(([department, currency, unit_e4]) => ({
        department,
        currency,
        unit_e4,
      }))
      const factors = (example.factors ?? []).map(([provider, mff_ppm]) => ({ provider, mff_ppm }))
      const care = (example.criticalCare ?? []).map((row) => ({ provider: 'WXA', ...row }))
      const inputs: PriceInputs = {
        records: [{ file: await write(kind, records), loadId: 'example' }],
        criticalCare: [await write('criticalCare', care)],
        priceAdmitted: { file: await write('priceAdmitted', prices), label: `book ${year}` },
        priceAttendance: { file: await write('priceAttendance', costs), label: 'unit costs' },
        mff: await write('mff', factors),
        successors: [await write('successors', example.successors ?? [])],
        practices: [await write('practices', example.practices ?? [])],
      }
      const rulePack = example.rulePack ?? rulePackFor(packs, year).pack
      const target = join(folder, 'priced.parquet')
      const { controls } = await priceMonth(duck, { kind, month, inputs, rulePack, target })
      const rows = await duck.all('select * from read_parquet($target)', { target })
      const plain = await priceMonthPlainly(duck, { kind, month, inputs, rulePack })
      return {
        sql: byKey(
          rows.map((row) =>
            Object.fromEntries(
              Object.entries(row).map(([k, v]) => [k, v === null ? '' : String(v)]),
            ),
          ),
        ),
        plain: byKey(plain.map(asColumns)),
        undischarged: controls.undischarged.reduce((sum, { episodes }) => sum + episodes, 0n),
      }
    },
  }
}
