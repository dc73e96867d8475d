import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Viewer } from '../scope.ts'
import { contentOf, enterChanges } from './audit/audit.ts'
import type { Audit, Db, Ledger } from './ledger.ts'
import { schema } from './migrate.ts'
import type { Sealing } from './sealing.ts'
import { enter } from './session.ts'
import type { Tables } from './tables.ts'
import { valueParsers } from './value-parsers.ts'

/** A ledger on a database that has its shape already. */
export const connected = (connection: pg.PoolConfig, sealing: Sealing): Ledger => {
  const pool = new pg.Pool({
    max: 10,
    connectionTimeoutMillis: 10_000,
    ...connection,
    types: valueParsers,
  })
  // A connection that breaks while nobody uses it is replaced at the next use.
  pool.on('error', () => {})
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })

  const read = <T>(viewer: Viewer, work: (db: Db) => Promise<T>): Promise<T> =>
    kysely
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (db) => {
        await enter(db, viewer)
        return work(db)
      })

  const write = <T>(viewer: Viewer, work: (db: Db, audit: Audit) => Promise<T>): Promise<T> =>
    kysely
      .transaction()
      .setIsolationLevel('read committed')
      .execute(async (db) => {
        await enter(db, viewer)
        const entries: string[] = []
        const result = await work(db, async (change) => {
          entries.push(contentOf(viewer, change, new Date()))
        })
        if (entries.length === 0) throw new Error('a write entered nothing into the audit')
        await enterChanges(db, entries)
        return result
      })

  const revision = async (): Promise<number> => {
    const { rows } = await sql<{ newest: number | null }>`
      select max(number) as newest from ${sql.table(`${schema}.audit`)}`.execute(kysely)
    return rows[0]?.newest ?? 0
  }
  return { read, write, revision, sealing, close: () => kysely.destroy() }
}
