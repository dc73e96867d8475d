import { AppError } from '../core/refusal.ts'
import { openDuck, sqlFile, type Duck } from '../stores/duck.ts'
import { codeVersion } from './inputs/code-version.ts'
import type { BuildManifest } from './manifest.ts'
import { runAll } from './tables/statements.ts'

const columnsOf = async (duck: Duck): Promise<string[]> => {
  const rows = await duck.all<{ name: string }>(
    `select table_name || '.' || column_name as name from duckdb_columns()
     where database_name = current_database() and not internal`,
  )
  return rows.map(({ name }) => name)
}

let wanted: Promise<string[]> | undefined

const wantedColumns = async (tmp: string): Promise<string[]> => {
  const duck = await openDuck({ tmp, threads: 1 })
  try {
    await runAll(duck, sqlFile(import.meta.url, 'schema.sql'))
    return await columnsOf(duck)
  } finally {
    duck.close()
  }
}

/**
 * Holds a build against the tables of schema.sql. One that this code made has them all; one that an earlier
 * version made may lack some, and then no page can be read from it.
 *
 * Throws AppError build-older.
 */
export const requireShape = async (
  duck: Duck,
  { id, code }: BuildManifest,
  tmp: string,
): Promise<void> => {
  if (code === Object.values(codeVersion()).join('-')) return
  const there = new Set(await columnsOf(duck))
  const lacks = (await (wanted ??= wantedColumns(tmp))).filter((name) => !there.has(name))
  if (lacks.length === 0) return
  throw new AppError({
    code: 'build-older',
    message: `Build ${id} was made by an earlier version of Steward and has not all that this one shows.`,
    remedy: 'Close the months again: npm run steward -- close.',
  })
}
