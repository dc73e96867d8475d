import { sql } from 'kysely'
import { practicesOf, type Viewer } from '../scope.ts'
import type { Db } from './ledger.ts'
import { schema } from './migrate.ts'

const listed = (values: readonly (string | null)[]): string =>
  [...new Set(values.filter((value) => value !== null))].join(',')

/** Whether the viewer is the operator or the program itself, who see every row. */
export const seesEverything = ({ via }: Viewer): boolean => via === 'command' || via === 'program'

/**
 * Makes the transaction the viewer's: from here on its statements run without the owner's rights, and
 * row-level security knows who asks. All of it ends with the transaction.
 */
export const enter = async (db: Db, viewer: Viewer): Promise<void> => {
  const roles = listed(viewer.appointments.map(({ role }) => role))
  const localities = listed(viewer.appointments.map(({ locality }) => locality))
  await sql`select
    set_config('search_path', ${`${schema}, pg_temp`}, true),
    set_config('TimeZone', 'UTC', true),
    set_config('steward.everything', ${seesEverything(viewer) ? 'on' : ''}, true),
    set_config('steward.person', ${viewer.person === null ? '' : String(viewer.person)}, true),
    set_config('steward.roles', ${roles}, true),
    set_config('steward.practices', ${listed(practicesOf(viewer))}, true),
    set_config('steward.localities', ${localities}, true),
    set_config('role', 'steward_app', true)`.execute(db)
}
