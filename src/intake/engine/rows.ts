import type { Duck } from '../../stores/duck.ts'
import type { Layout } from './layout.ts'
import type { Staged } from './stage.ts'
import { fieldName, noFault, stagedFrom } from './staging.ts'

/** A line of the file: its own number where a pipe gave one, else its place below the header. */
const lineSql = (headerLines: number): string =>
  `coalesce(source_line, file_row_number + 1 + ${headerLines})`

/** Staged rows with the number of their line; repeated rows carry the line of the first. */
export const prepareLines = async (
  duck: Duck,
  staged: Staged,
  layout: Layout,
  headerLines: number,
): Promise<{ repeats: number }> => {
  await duck.run(`create or replace temp view lines as
    select * exclude (source_line, file_row_number), ${lineSql(headerLines)} as source_line
    from ${stagedFrom(staged.file)}`)
  if (!layout.key) {
    await duck.run('create or replace temp view good as select * from lines where fault = 0')
    return { repeats: 0 }
  }
  const key = layout.key.map(fieldName).join(', ')
  // Most files repeat nothing, and hashes alone show it in a fraction of the memory that keys take.
  await duck.run(`create or replace temp table repeats as
    with suspects as (
      select hash(${key}) as hashed from lines where fault = ${noFault}
      group by hash(${key}) having count(*) > 1)
    select source_line, first_line from (
      select source_line,
        min(source_line) over (partition by ${key}) as first_line
      from lines where fault = ${noFault} and hash(${key}) in (select hashed from suspects))
    where source_line <> first_line`)
  await duck.run(`create or replace temp view good as
    select * from lines
    where fault = ${noFault} and source_line not in (select source_line from repeats)`)
  const [row] = await duck.all<{ n: bigint }>('select count(*) as n from repeats')
  return { repeats: Number(row?.n ?? 0n) }
}

/** Fields that are written to the lake, in order. */
export const lakeFields = (layout: Layout): string[] => [
  ...layout.columns.filter(({ passing }) => !passing).map(({ field }) => field),
  ...(layout.computed ?? []).filter(({ passing }) => !passing).map(({ field }) => field),
  ...Object.keys(layout.spread?.types ?? {}),
]

const spreadSql = ({ spread }: Layout): string => {
  if (!spread) return 'select * from good'
  const rows = spread.rows.map((row) => {
    const fields = Object.entries(row).map(
      ([field, sql]) => `${fieldName(field)}: cast(${sql} as ${spread.types[field] ?? 'VARCHAR'})`,
    )
    return `{${fields.join(', ')}}`
  })
  const where = spread.unless === undefined ? '' : `where not coalesce(${spread.unless}, false)`
  return `select * from (select *, unnest([${rows.join(', ')}], recursive := true) from good) ${where}`
}

/** A view `rows` of all that goes into the lake, with its period, part and dates. */
export const prepareRows = async (
  duck: Duck,
  layout: Layout,
  period: string | null,
): Promise<void> => {
  const bySql = layout.period.by === 'rows' ? layout.period.sql : "getvariable('period')"
  if (period !== null) await duck.run('set variable period = $period', { period })
  const { dates, part, extractDate } = layout
  await duck.run(`create or replace temp view rows as
    select *, cast(${bySql} as VARCHAR) as load_period,
      ${part === undefined ? "'all'" : `cast(${part} as VARCHAR)`} as load_part,
      cast(${dates?.from ?? 'null'} as DATE) as load_from,
      cast(${dates?.to ?? 'null'} as DATE) as load_to,
      cast(${extractDate ?? 'null'} as DATE) as load_extract
    from (${spreadSql(layout)})`)
}

/** What the layout says of accepted rows that stand out, with their number and the first few of their lines. */
export const remarksOn = async (duck: Duck, layout: Layout): Promise<string[]> => {
  const said: string[] = []
  for (const remark of layout.remarks ?? []) {
    const found = await duck.all<{ line: bigint; n: bigint }>(
      `select source_line as line, count(*) over () as n from good where ${remark.sql} order by 1 limit 3`,
    )
    const [first] = found
    if (!first) continue
    const more = Number(first.n) > found.length ? ' and others' : ''
    said.push(remark.says(Number(first.n), `${found.map(({ line }) => line).join(', ')}${more}`))
  }
  return said
}

/** The month of the newest date over all good lines; null where none has a date. */
export const newestMonth = async (duck: Duck, sql: string): Promise<string | null> => {
  const [row] = await duck.all<{ month: string | null }>(
    `select strftime(max(${sql}), '%Y-%m') as month from good`,
  )
  return row?.month ?? null
}
