import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import { AppError } from '../../core/refusal.ts'
import type { Entry } from '../ledger/audit/chain.ts'
import { migrate, migrations, schema } from '../ledger/migrate.ts'
import { valueParsers } from '../ledger/value-parsers.ts'
import { copyIn, copyOut } from './copy.ts'

export const copiedTable = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  columns: z.array(z.string().regex(/^[a-z][a-z0-9_]*$/)).min(1),
  rows: z.number().int().min(0),
  sha256: z.string(),
})

/** One table of the ledger as it stands in a backup. */
export type CopiedTable = z.infer<typeof copiedTable>

/** The ledger in a backup: which migrations shaped it, and its tables in an order in which each needs only those before. */
export const copiedLedger = z.object({
  migrations: z.array(z.string()),
  tables: z.array(copiedTable),
  /** The newest entry of the audit; null in backups of earlier versions. */
  newest: z.object({ number: z.number(), hash: z.string() }).nullable().default(null),
})
export type CopiedLedger = z.infer<typeof copiedLedger>

const withClient = async <T>(
  connection: pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> => {
  const client = new pg.Client({ ...connection, types: valueParsers })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

type Shape = { name: string; columns: string[]; needs: string[] }

/** Every table but the migrations' own, with the columns that are not worked out from others, those needed first. */
const shapes = async (client: pg.Client): Promise<Shape[]> => {
  const { rows } = await client.query<Shape>(
    `select c.relname as name,
      (select array_agg(cast(a.attname as text) order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select array_agg(distinct cast(f.relname as text)) from pg_constraint k
        join pg_class f on f.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid), '{}') as needs
     from pg_class c
     where c.relnamespace = cast($1 as regnamespace) and c.relkind = 'r' and c.relname <> 'migration'
     order by c.relname`,
    [schema],
  )
  const ordered: Shape[] = []
  while (ordered.length < rows.length) {
    const there = new Set(ordered.map(({ name }) => name))
    const next = rows.filter(
      ({ name, needs }) => !there.has(name) && needs.every((n) => there.has(n)),
    )
    if (next.length === 0) throw new Error('tables of the ledger need each other in a circle')
    ordered.push(...next)
  }
  return ordered
}

const quoted = (name: string): string => `${schema}."${name}"`

/** Lets the owner of the tables see and fill all of them until the transaction ends; a superuser may anyway. */
const seeAll = async (client: pg.Client, tables: readonly Shape[]): Promise<void> => {
  const { rows } = await client.query<{ free: boolean }>(
    'select rolsuper or rolbypassrls as free from pg_roles where rolname = current_user',
  )
  if (rows[0]?.free === true) return
  for (const { name } of tables)
    await client.query(`alter table ${quoted(name)} no force row level security`)
}

/**
 * Copies every table of the ledger into files of a folder, all as of one moment. Nothing is changed.
 */
export const exportLedger = (connection: pg.ClientConfig, folder: string): Promise<CopiedLedger> =>
  withClient(connection, async (client) => {
    await client.query('begin isolation level repeatable read')
    const names = await client.query<{ name: string }>(
      `select name from ${schema}.migration order by name`,
    )
    const found = await shapes(client)
    await seeAll(client, found)
    const tables: CopiedTable[] = []
    for (const { name, columns } of found) {
      const target = openSync(join(folder, `${name}.copy`), 'wx', 0o600)
      const hash = createHash('sha256')
      try {
        const listed = columns.map((column) => `"${column}"`).join(', ')
        const query = `select ${listed} from ${quoted(name)} order by ${listed.split(', ')[0]}`
        const rows = await copyOut(client, query, (chunk) => {
          hash.update(chunk)
          writeSync(target, chunk)
        })
        tables.push({ name, columns, rows, sha256: hash.digest('hex') })
      } finally {
        closeSync(target)
      }
    }
    const { rows } = await client.query<Entry>(`select number, hash from ${schema}.audit_newest`)
    await client.query('rollback')
    return { migrations: names.rows.map(({ name }) => name), tables, newest: rows[0] ?? null }
  })

function* chunksOf(file: string): Generator<Buffer> {
  const handle = openSync(file, 'r')
  try {
    for (;;) {
      const chunk = Buffer.alloc(1 << 16)
      const read = readSync(handle, chunk)
      if (read === 0) return
      yield chunk.subarray(0, read)
    }
  } finally {
    closeSync(handle)
  }
}

const identities = `select c.relname as name, a.attname as column
  from pg_attribute a join pg_class c on c.oid = a.attrelid
  where c.relnamespace = cast($1 as regnamespace) and a.attidentity <> ''`

/** Numbers of rows go on after those that were copied in. */
const goOn = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ name: string; column: string }>(identities, [schema])
  for (const { name, column } of rows)
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), greatest(max("${column}"), 1), max("${column}") is not null)
       from ${quoted(name)}`,
      [quoted(name), column],
    )
}

const load = async (client: pg.Client, copied: CopiedLedger, folder: string): Promise<void> => {
  await client.query('begin')
  const found = await shapes(client)
  await seeAll(client, found)
  // What a migration itself put in is in the copy as well; the guards against change stand again afterwards.
  for (const { name } of found)
    await client.query(`alter table ${quoted(name)} disable trigger user`)
  for (const { name } of found.toReversed()) await client.query(`delete from ${quoted(name)}`)
  for (const { name } of found) {
    const table = copied.tables.find((each) => each.name === name)
    if (!table) throw new Error(`the backup has no table ${name}`)
    const rows = await copyIn(
      client,
      quoted(name),
      table.columns.map((column) => `"${column}"`),
      chunksOf(join(folder, `${name}.copy`)),
    )
    if (rows !== table.rows) throw new Error(`${name} has ${rows} rows instead of ${table.rows}`)
  }
  await goOn(client)
  for (const { name } of found) {
    await client.query(`alter table ${quoted(name)} enable trigger user`)
    await client.query(`alter table ${quoted(name)} force row level security`)
  }
  await client.query('commit')
}

/** Whether a ledger has no table yet. */
export const isEmptyLedger = (connection: pg.ClientConfig): Promise<boolean> =>
  withClient(connection, async (client) => {
    const { rows } = await client.query<{ tables: number }>(
      'select count(*) as tables from information_schema.tables where table_schema = $1',
      [schema],
    )
    return rows[0]?.tables === 0
  })

/**
 * Fills an empty ledger from the files of a folder: first in the shape that the backup was made in, then
 * brought to the shape of this version.
 *
 * @throws AppError `backup-newer`
 */
export const importLedger = async (
  connection: pg.ClientConfig,
  copied: CopiedLedger,
  folder: string,
): Promise<void> => {
  const known = migrations()
  const then = copied.migrations.map((name) => {
    const found = known.find((each) => each.name === name)
    if (found) return found
    throw new AppError({
      code: 'backup-newer',
      message: `The backup was made by a newer version of Steward (its migration ${name} is not known here).`,
      remedy: 'Restore it with that version or a later one.',
      where: name,
    })
  })
  await migrate(connection, then)
  await withClient(connection, (client) => load(client, copied, folder))
  await migrate(connection, known)
}
