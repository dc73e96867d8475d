import { addMonths, monthRange, type Month } from '../../core/month.ts'
import { literal, sqlFile, type Duck } from '../../stores/duck.ts'
import type { Served } from '../served.ts'
import type { Kind } from '../manifest.ts'
import { baseColumn, recordTables, ruleSql } from './compile.ts'
import type { Base, RecordSet } from './definition.ts'

/** The months that are counted, both ends included. */
export type Period = { from: Month; to: Month }

const shapes: Readonly<Record<RecordSet, { kind: Kind; file: string; history: number }>> = {
  // Frailty looks two years back, frequent attendance one.
  spells: { kind: 'admitted', file: 'spells.sql', history: 25 },
  outpatients: { kind: 'outpatient', file: 'outpatients.sql', history: 0 },
  emergency: { kind: 'emergency', file: 'emergency.sql', history: 13 },
}

const list = (files: readonly string[]): string => `[${files.map(literal).join(', ')}]`

/**
 * Puts the records of a build that definitions look at into temporary tables, with as much history as they need.
 * Whether a record belongs to a base is a column of it, so that no definition works it out again.
 * False where the build has no such records in the period, and then there is no table.
 */
export const readRecords = async (
  duck: Duck,
  served: Pick<Served, 'pricedFiles' | 'lakeFiles'>,
  period: Period,
  set: RecordSet,
  bases: ReadonlyMap<string, Base>,
): Promise<boolean> => {
  const { kind, file, history } = shapes[set]
  const first = addMonths(period.from, -history)
  const months = monthRange(first, period.to)
  const lines = served.pricedFiles(kind, months)
  const counted = served.pricedFiles(kind, monthRange(period.from, period.to))
  if (counted.length === 0 || served.lakeFiles(kind).length === 0) return false
  const dates = { from: period.from, to: period.to, ...(history > 0 ? { history: first } : {}) }
  const text = sqlFile(import.meta.url, `sql/${file}`).replace('{lines}', list(lines))
  const within = [...bases.values()]
    .filter(({ of }) => of === set)
    .map(({ id, where }) => {
      const rules = where.map((rule) => ruleSql({ bases, of: set }, rule, 'item'))
      return `${['true', ...rules].join(' and ')} as ${baseColumn(id)}`
    })
  const read = async (lake: readonly string[]): Promise<number> =>
    lake.length === 0
      ? 0
      : await duck.run(
          `create or replace temp table ${recordTables[set]} as
          select item.*, ${within.join(', ')} from (${text.replace('{lake}', list(lake))}) as item`,
          dates,
        )
  const [expected] = await duck.all<{ lines: bigint }>(
    sqlFile(import.meta.url, 'sql/lines.sql').replace('{lines}', list(lines)),
    { history: first, to: period.to },
  )
  // A line's record lies in the month's own files as a rule; where one does not, all of them are read.
  const near = await read(served.lakeFiles(kind, months))
  const found = near === Number(expected?.lines) ? near : await read(served.lakeFiles(kind))
  if (found !== Number(expected?.lines))
    throw new Error(`${found} of ${expected?.lines} ${set} lines have their record in the lake`)
  return true
}

/** Fields of a set of records that are empty in every record of a month that is counted, and in which months. */
export const emptyFields = async (
  duck: Duck,
  of: RecordSet,
  fields: readonly string[],
): Promise<Map<string, Month[]>> => {
  const counts = fields.map((field) => `count(${field}) as ${field}`).join(', ')
  const rows = await duck.all<{ month: Month } & Record<string, bigint | string>>(
    `select month, ${counts} from ${recordTables[of]} where counted group by month order by month`,
  )
  const empty = new Map<string, Month[]>()
  for (const field of fields) {
    const months = rows.filter((row) => row[field] === 0n).map(({ month }) => month)
    if (months.length > 0) empty.set(field, months)
  }
  return empty
}
