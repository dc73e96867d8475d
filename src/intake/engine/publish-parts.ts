import { join } from 'node:path'
import { AppError } from '../../core/refusal.ts'
import { type Duck, literal } from '../../stores/duck.ts'
import { publish } from '../../stores/files.ts'
import type { Home } from '../../stores/home.ts'
import type { LoadPart } from '../../stores/lake.ts'
import { restThreads } from '../../stores/threads.ts'
import type { Layout } from './layout.ts'
import { lakeFields } from './rows.ts'
import { fieldName } from './staging.ts'

/** Rows that a writer holds before they go to disk; two threads hold some for one another until their turn. */
const rowGroupRows = 15_360

/** What was written to the lake: its parts, its exact sums, and the day of its extract. */
export type Published = {
  parts: LoadPart[]
  sums: Record<string, string>
  extractDate: string | null
}

type PartRow = {
  period: string | null
  part: string | null
  from: string | null
  to: string | null
  extract: string | null
  rows: bigint
}

const partsSql = `select load_period as period, load_part as part, count(*) as rows,
    min(load_from) as "from", max(load_to) as "to", max(load_extract) as extract
  from rows group by load_period, load_part order by load_period, load_part`

/** Names of periods and parts become names of files. */
const safe = (text: string): string => text.replaceAll(/[^A-Za-z0-9-]/g, '_')

const writePart = async (
  duck: Duck,
  home: Home,
  layout: Layout,
  id: string,
  row: PartRow,
  only: boolean,
): Promise<LoadPart> => {
  const { period, part } = row
  if (period === null || part === null) throw new Error(`${layout.id} gave rows without a period`)
  const name = part === 'all' ? `${id}.parquet` : `${id}-${safe(part)}.parquet`
  const file = join(layout.feed, safe(period), name)
  const unfinished = join(home.tmp, `part.${name}`)
  const fields = [...lakeFields(layout).map(fieldName), 'source_line'].join(', ')
  const where = only ? '' : 'where load_period = $period and load_part = $part'
  const copied = await duck.run(
    `copy (select ${fields} from rows ${where}) to ${literal(unfinished)} (format parquet, compression zstd, row_group_size ${rowGroupRows})`,
    only ? {} : { period, part },
  )
  if (copied !== Number(row.rows)) {
    throw new AppError({
      code: 'control-total',
      message: `${row.rows} rows of ${period} were to be stored and ${copied} were; nothing was loaded.`,
      remedy: 'Report this with the layout of the file: it is a fault of Steward.',
    })
  }
  publish(unfinished, join(home.lake, file))
  return { period, part, file, rows: copied, from: row.from, to: row.to }
}

const sumsOf = async (
  duck: Duck,
  home: Home,
  layout: Layout,
  parts: readonly LoadPart[],
): Promise<Record<string, string>> => {
  const fields = layout.sums ?? []
  if (fields.length === 0) return {}
  const files = parts.map(({ file }) => literal(join(home.lake, file))).join(', ')
  const sums = fields.map(
    (field) =>
      `cast(coalesce(sum(cast(${fieldName(field)} as HUGEINT)), 0) as VARCHAR) as ${fieldName(field)}`,
  )
  const [row] = await duck.all(`select ${sums.join(', ')} from read_parquet([${files}])`)
  return Object.fromEntries(fields.map((field) => [field, String(row?.[field] ?? '0')]))
}

/** Writes the view `rows` into the lake, one immutable file for each period and part. */
export const publishParts = async (
  duck: Duck,
  home: Home,
  layout: Layout,
  id: string,
): Promise<Published> => {
  const rows = await duck.all<PartRow>(partsSql)
  await restThreads(duck)
  const parts: LoadPart[] = []
  for (const row of rows) {
    parts.push(await writePart(duck, home, layout, id, row, rows.length === 1))
  }
  const extracts = rows.map(({ extract }) => extract).filter((each) => each !== null)
  return {
    parts,
    sums: await sumsOf(duck, home, layout, parts),
    extractDate: extracts.sort().at(-1) ?? null,
  }
}
