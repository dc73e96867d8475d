import pg from 'pg'
import { schema } from './migrate.ts'
import type { TestLedger } from './test-ledger.ts'

/** Runs a statement as the owner of the ledger, past everything that the program keeps to. */
export const behind = async (
  { connection }: Pick<TestLedger, 'connection'>,
  ...statements: string[]
): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    let rows: Record<string, unknown>[] = []
    await client.query(`set search_path = ${schema}`)
    for (const statement of statements) ({ rows } = await client.query(statement))
    return rows
  } finally {
    await client.end()
  }
}
