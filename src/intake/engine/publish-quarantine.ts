import { join } from 'node:path'
import { type Duck, literal } from '../../stores/duck.ts'
import { publish } from '../../stores/files.ts'
import type { Home } from '../../stores/home.ts'
import type { Layout } from './layout.ts'
import type { Staged } from './stage.ts'

const tables = [
  `create or replace temp table checks as
    select cast(unnest.number as SMALLINT) as fault, unnest."column" as column_name,
      unnest.reason as reason, unnest.remedy as remedy
    from (select unnest(from_json($checks,
      '[{"number":"INTEGER","column":"VARCHAR","reason":"VARCHAR","remedy":"VARCHAR"}]')) as unnest)`,
  `create or replace temp table broken as
    select unnest.line as line, unnest.reason as reason, unnest.remedy as remedy
    from (select unnest(from_json($broken,
      '[{"line":"BIGINT","reason":"VARCHAR","remedy":"VARCHAR"}]')) as unnest)`,
] as const

/** Grain: one row per line that was not accepted; a line that cannot be split shows no content. */
const quarantineSql = (id: string, repeatedKey: string | null): string => `
  select ${literal(id)} as load_id, source_line as line, column_name, fault_value as value, reason, remedy
  from lines join checks using (fault)
  union all
  select ${literal(id)}, line, null, null, reason, remedy from broken
  ${
    repeatedKey === null
      ? ''
      : `union all
  select ${literal(id)}, source_line, ${literal(repeatedKey)}, null, concat('repeats line ', first_line),
    'Keep one of the two lines, whichever is right, and load the file again.' from repeats`
  }
  order by line`

/** Writes the lines that were not accepted, and gives the path of the file within the quarantine. */
export const publishQuarantine = async (
  duck: Duck,
  home: Home,
  layout: Layout,
  id: string,
  staged: Staged,
): Promise<string> => {
  const checks = staged.checks.map((check, i) => ({ number: i + 1, ...check }))
  await duck.run(tables[0], { checks: JSON.stringify(checks) })
  await duck.run(tables[1], { broken: JSON.stringify(staged.broken) })
  const file = join(layout.feed, `${id}.parquet`)
  const unfinished = join(home.tmp, `quarantine.${id}.parquet`)
  const repeatedKey = layout.key ? layout.key.join(', ') : null
  await duck.run(
    `copy (${quarantineSql(id, repeatedKey)}) to ${literal(unfinished)} (format parquet, compression zstd)`,
  )
  publish(unfinished, join(home.quarantine, file))
  return file
}

/** The commonest fault of a file in which nothing could be accepted, as the end of a sentence. */
export const commonestFault = async (duck: Duck, staged: Staged): Promise<string> => {
  const [row] = await duck.all<{ fault: number; line: bigint }>(
    `select fault, min(source_line) as line from lines where fault > 0
     group by fault order by count(*) desc, fault limit 1`,
  )
  const check = row === undefined ? undefined : staged.checks[row.fault - 1]
  if (row !== undefined && check !== undefined)
    return `on line ${row.line}, ${check.column} ${check.reason}`
  const [broken] = staged.broken
  return broken === undefined ? 'it holds no rows' : `line ${broken.line} ${broken.reason}`
}
