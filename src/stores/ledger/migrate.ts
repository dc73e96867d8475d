import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { AppError } from '../../core/refusal.ts'

/** One step of the ledger's shape, known by its name and by the hash of its text. */
export type Migration = { name: string; hash: string; sql: string }

const folder = join(import.meta.dirname, 'migrations')
const lock = 73_002

/** The schema that holds every table of the ledger. */
export const schema = 'steward'

/** Every migration of this version, in order of name. */
export const migrations = (from = folder): Migration[] =>
  readdirSync(from)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(from, name), 'utf8')
      return {
        name: name.slice(0, -'.sql'.length),
        hash: createHash('sha256').update(sql).digest('hex'),
        sql,
      }
    })

type Applied = { name: string; hash: string }

const prepare = `
  create schema if not exists ${schema};
  create table if not exists ${schema}.migration (
    name text primary key,
    hash text not null,
    at timestamptz not null default now()
  );
  alter table ${schema}.migration enable row level security;
  alter table ${schema}.migration force row level security;
  do $$ begin
    execute format('create policy owner_only on ${schema}.migration to %I using (true)', current_user);
  exception when duplicate_object then null; end $$;
`

const applied = async (client: pg.Client): Promise<Applied[] | null> => {
  const there = await client.query<{ there: boolean }>(
    'select to_regclass($1) is not null as there',
    [`${schema}.migration`],
  )
  if (there.rows[0]?.there !== true) return null
  return (await client.query<Applied>(`select name, hash from ${schema}.migration order by name`))
    .rows
}

/** What is still to be done, after the ledger was found to be one of this version or of an older one. */
const pendingOf = (all: readonly Migration[], done: readonly Applied[]): Migration[] => {
  for (const { name, hash } of done) {
    const known = all.find((each) => each.name === name)
    if (!known) {
      throw new AppError({
        code: 'ledger-newer',
        message: `The ledger was changed by a newer version of Steward (its migration ${name} is not known here).`,
        remedy: 'Run that version, or restore a backup that was made by this one.',
        where: name,
      })
    }
    if (known.hash !== hash) {
      throw new AppError({
        code: 'ledger-migration-changed',
        message: `The migration ${name} is not the one that this ledger was made with.`,
        remedy: 'Put the file back as it was; a change of the tables is a new migration.',
        where: name,
      })
    }
  }
  const names = new Set(done.map(({ name }) => name))
  return all.filter(({ name }) => !names.has(name))
}

const apply = async (client: pg.Client, { name, hash, sql }: Migration): Promise<void> => {
  try {
    await client.query('begin')
    await client.query(`set local search_path = ${schema}, pg_temp`)
    await client.query(sql)
    await client.query(`insert into ${schema}.migration (name, hash) values ($1, $2)`, [name, hash])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    const text = error instanceof Error ? error.message : String(error)
    throw new Error(`migration ${name}: ${text}`, { cause: error })
  }
}

/**
 * Brings the ledger to the shape of this version, one process at a time; each migration is one
 * transaction with its record. Gives the names of those applied now.
 *
 * @throws AppError `ledger-migration-changed`, `ledger-newer`
 */
export const migrate = async (
  connection: pg.ClientConfig,
  all: readonly Migration[] = migrations(),
): Promise<string[]> => {
  const client = new pg.Client(connection)
  client.on('error', () => {})
  await client.connect()
  try {
    const before = await applied(client)
    if (before && pendingOf(all, before).length === 0) return []
    await client.query('select pg_advisory_lock($1)', [lock])
    await client.query(prepare)
    const pending = pendingOf(all, (await applied(client)) ?? [])
    for (const migration of pending) await apply(client, migration)
    return pending.map(({ name }) => name)
  } finally {
    await client.end()
  }
}
