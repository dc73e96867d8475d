import pg from 'pg'
import { AppError } from '../../core/refusal.ts'
import type { Home } from '../home.ts'
import { witnessed } from './audit/newest-file.ts'
import { connected } from './connected.ts'
import { attach, type Attached } from './engine/embedded.ts'
import type { Ledger } from './ledger.ts'
import { migrate } from './migrate.ts'
import { sealingOf } from './sealing.ts'

type Open = { ledger: Ledger; attached: Attached }

const openEmbedded = async (home: Home): Promise<Open> => {
  const attached = await attach(home)
  try {
    await migrate(attached.connection)
    const sealing = await sealingOf(attached.connection, home)
    return { ledger: connected(attached.connection, sealing), attached }
  } catch (error) {
    await attached.release()
    throw error
  }
}

/** The home's own PostgreSQL; one that was killed is started again at the next use. */
const embedded = async (home: Home): Promise<Ledger> => {
  let open = openEmbedded(home)
  let closed = false
  const { ledger: first } = await open
  const now = async (): Promise<Ledger> => {
    const held = open
    const { ledger, attached } = await held
    if (closed || !attached.lost()) return ledger
    if (open === held) {
      open = openEmbedded(home)
      await ledger.close()
    }
    return (await open).ledger
  }
  return {
    read: async (viewer, work) => (await now()).read(viewer, work),
    write: async (viewer, work) => (await now()).write(viewer, work),
    revision: async () => (await now()).revision(),
    sealing: first.sealing,
    close: async () => {
      if (closed) return
      closed = true
      const { ledger, attached } = await open
      await ledger.close()
      await attached.release()
    },
  }
}

const onServer = async (home: Home, url: string): Promise<Ledger> => {
  const connection: pg.ClientConfig = { connectionString: url, application_name: 'steward' }
  try {
    await migrate(connection)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!/^(ECONN|ENOTFOUND|ENOENT|ETIMEDOUT|EHOSTUNREACH|28|3D000|57P03)/.test(code)) throw error
    throw new AppError(
      {
        code: 'ledger-unreachable',
        message: 'The PostgreSQL server that DATABASE_URL names does not let us in.',
        remedy: 'Check its address, the database, the account and the password, and that it runs.',
      },
      { cause: error },
    )
  }
  return connected(connection, await sealingOf(connection, home))
}

/**
 * Opens what people decide, in the shape of this version: on the server that `url` names, else on the
 * PostgreSQL in the home's folder `ledger`, which is made and started at need. Each write moves the file
 * `audit.newest` of the home on.
 *
 * @throws AppError `ledger-engine`, `ledger-unreachable`, `ledger-migration-changed`, `ledger-newer`
 */
export const openLedger = async (home: Home, { url }: { url?: string } = {}): Promise<Ledger> =>
  witnessed(home, await (url === undefined ? embedded(home) : onServer(home, url)))
