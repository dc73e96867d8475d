import { setTimeout as wait } from 'node:timers/promises'
import { join } from 'node:path'
import pg from 'pg'
import { AppError } from '../../../core/refusal.ts'
import type { Home } from '../../home.ts'
import { accountFor, handOver, type Account } from './account.ts'
import { chooseEngine } from './binaries.ts'
import { makeCluster, versionOf } from './cluster.ts'
import { answers, connectionTo, startServer, stopServer, writtenDown } from './server.ts'
import type { Running } from './server.ts'

/** The folder of the ledger's PostgreSQL. */
export const dataOf = (home: Home): string => join(home.root, 'ledger')

/** A server of our own that this process uses. */
export type Attached = {
  connection: pg.ClientConfig
  /** Whether the server has gone since, for example because it was killed. */
  lost(): boolean
  /** Ends the use; whoever leaves last stops the server. */
  release(): Promise<void>
}

const presence = 73_001

const serverOf = async (data: string, account: Account | null): Promise<Running> => {
  const running = writtenDown(data)
  if (running && (await answers(running.socket))) return running
  const engine = chooseEngine(account, versionOf(data))
  if (versionOf(data) === null) await makeCluster(data, engine, account)
  else if (account) handOver(data, account)
  return startServer(data, engine, account)
}

/** Holds a shared lock for as long as the process uses the server: it ends with the process, however that ends. */
const present = async (data: string, running: Running): Promise<Attached> => {
  const client = new pg.Client(connectionTo(running.socket))
  let gone = false
  client.on('error', () => (gone = true))
  client.on('end', () => (gone = true))
  await client.connect()
  await client.query('select pg_advisory_lock_shared($1)', [presence])
  const release = async (): Promise<void> => {
    if (gone) return
    await client.query('select pg_advisory_unlock_shared($1)', [presence])
    const asked = await client.query<{ alone: boolean }>(
      'select pg_try_advisory_lock($1) as alone',
      [presence],
    )
    // Whoever comes now waits for the shared lock, is cut off by the stop, and starts the server again.
    if (asked.rows[0]?.alone === true) await stopServer(data, running)
    else await client.end()
  }
  return { connection: connectionTo(running.socket), lost: () => gone, release }
}

const doesNotStart = (data: string, error: unknown): AppError =>
  new AppError({
    code: 'ledger-engine',
    message: `The ledger's PostgreSQL does not start: ${error instanceof Error ? error.message : String(error)}.`,
    remedy: 'Put right what the log says (a full disk, files of another account), and start again.',
    where: `${data}.log`,
  })

/**
 * The home's own PostgreSQL: found running (another process uses it), or started, or made at first use.
 *
 * @throws AppError `ledger-engine` where no PostgreSQL runs on this machine, or ours does not start
 */
export const attach = async (home: Home): Promise<Attached> => {
  const data = dataOf(home)
  const account = accountFor(data)
  for (let tries = 0; ; tries++) {
    try {
      return await present(data, await serverOf(data, account))
    } catch (error) {
      // Another process may just have stopped, started or made the same server.
      if (error instanceof AppError) throw error
      if (tries === 10) throw doesNotStart(data, error)
      await wait(100)
    }
  }
}
