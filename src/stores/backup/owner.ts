import type pg from 'pg'
import type { Home } from '../home.ts'
import { attach } from '../ledger/engine/embedded.ts'

/** Does work as the owner of a ledger, past row-level security: for copies of the whole alone. */
export const asOwner = async <T>(
  home: Home,
  url: string | null,
  work: (connection: pg.ClientConfig) => Promise<T>,
): Promise<T> => {
  if (url !== null) return work({ connectionString: url, application_name: 'steward' })
  const attached = await attach(home)
  try {
    return await work(attached.connection)
  } finally {
    await attached.release()
  }
}
