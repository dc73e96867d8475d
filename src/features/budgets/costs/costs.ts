import { divideHalfUp, type Pence } from '../../../core/money.ts'
import type { Month } from '../../../core/month.ts'
import { serviceLines, type ServiceLine } from '../../../engines/capitation/service-line.ts'
import { literal, sqlFile, type Parameters, type Row } from '../../../stores/duck.ts'
import type { Scope } from '../../../stores/scope.ts'
import { perBuild } from '../../../warehouse/per-build.ts'
import type { Served } from '../../../warehouse/served.ts'
import { serviceLineOf, type ServiceLineMap } from '../../service-lines/service-lines.ts'
import type { Succession } from './successors.ts'

/** What care of a line cost for a practice in a month, in £0.00001 so that nothing is rounded twice. */
export type LineCost = { practice: string; line: ServiceLine; month: Month; amount: bigint }

/** £0.00001 to whole pence, once, where an amount is shown. */
export const penceOf = (amount: bigint): Pence => divideHalfUp(amount, 1_000n)

const lines = new Set<string>(serviceLines)
const isLine = (text: string): text is ServiceLine => lines.has(text)
const lineOf = (text: string): ServiceLine => {
  if (isLine(text)) return text
  throw new RangeError(`no service line is called ${text}`)
}

/** Rows of a question in a .sql file beside this module. */
export const ask = async <T extends Row>(
  served: Served,
  file: string,
  params: Parameters = {},
): Promise<T[]> => served.duck.all<T>(sqlFile(import.meta.url, `sql/${file}`), params)

const parquet = (files: readonly string[]): string =>
  `read_parquet([${files.map(literal).join(', ')}], union_by_name = true)`

/** The service line of each point of delivery and treatment function that the build holds, as one parameter. */
export const placesOf = (served: Served, map: ServiceLineMap): Promise<string> =>
  perBuild(served, `places ${JSON.stringify(map)}`, async () => {
    const codes = await ask<{ pod: string; specialty: string }>(served, 'codes.sql')
    return codes
      .map(({ pod, specialty }) =>
        [pod, specialty, serviceLineOf(map, { pod, specialty })].join('|'),
      )
      .join(';')
  })

/** Costs by practice, service line and month, as attributed; what has no practice is left out. */
export const loadCosts = async (
  _: Scope,
  served: Served,
  map: ServiceLineMap,
  from: Month,
  to: Month,
): Promise<LineCost[]> => {
  const places = await placesOf(served, map)
  return perBuild(served, `costs ${from} ${to} ${JSON.stringify(map)}`, async () => {
    const rows = await ask<{ practice: string; line: string; month: Month; e5: bigint }>(
      served,
      'costs.sql',
      { places, prescribing: map.prescribing, from, to },
    )
    return rows.map(({ practice, line, month, e5 }) => ({
      practice,
      line: lineOf(line),
      month,
      amount: e5,
    }))
  })
}

/** By how much a year's costs of a line move when they are taken to the prices of another year. */
export type Repriced = {
  practice: string
  line: ServiceLine
  year: string
  amount: Pence
  moved: number
  kept: number
}

/**
 * Takes priced hospital lines to the prices of another year: line × price of its code then ÷ price in
 * its own year. Lines priced by unit costs that stand in, and codes without both prices, stay.
 */
export const loadRepriced = async (
  _: Scope,
  served: Served,
  map: ServiceLineMap,
  span: { from: Month; to: Month; year: string },
): Promise<Repriced[]> => {
  const books = served.lakeFiles('price-admitted')
  const files = [...served.pricedFiles('admitted'), ...served.pricedFiles('outpatient')]
  if (books.length === 0 || files.length === 0) return []
  const places = await placesOf(served, map)
  const sql = sqlFile(import.meta.url, 'sql/repriced.sql')
    .replaceAll('{files}', parquet(files))
    .replaceAll('{books}', parquet(books))
  const rows = await served.duck.all<{
    practice: string
    line: string
    year: string
    moved_pence: bigint
    moved: bigint
    kept: bigint
  }>(sql, { places, ...span })
  return rows.map(({ practice, line, year, moved_pence: amount, moved, kept }) => ({
    practice,
    line: lineOf(line),
    year,
    amount,
    moved: Number(moved),
    kept: Number(kept),
  }))
}

/** Who took the patients of practices that closed; none where no such file is loaded. */
export const loadSuccessions = async (_: Scope, served: Served): Promise<Succession[]> => {
  const files = served.lakeFiles('successors')
  if (files.length === 0) return []
  const sql = sqlFile(import.meta.url, 'sql/successors.sql').replaceAll('{files}', parquet(files))
  const rows = await served.duck.all<{ practice: string; successor: string; from_date: string }>(
    sql,
  )
  return rows.map(({ practice, successor, from_date: from }) => ({ practice, successor, from }))
}
