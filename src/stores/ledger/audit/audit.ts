import { sql } from 'kysely'
import type { Viewer } from '../../scope.ts'
import type { Change, Db } from '../ledger.ts'

const canonical = (value: unknown): unknown => {
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(([, held]) => held !== undefined)
  return Object.fromEntries(
    fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, held]) => [name, canonical(held)]),
  )
}

/** What is entered and hashed: JSON with its names in order and no spaces, bigint as text. */
export const contentOf = (viewer: Viewer, change: Change, at: Date): string =>
  JSON.stringify(
    canonical({
      at: at.toISOString(),
      person: viewer.person,
      name: viewer.name,
      roles: [...new Set(viewer.appointments.map(({ role }) => role))].sort(),
      via: viewer.via,
      from: viewer.from,
      action: change.action,
      subject: change.subject,
      before: change.before ?? null,
      after: change.after ?? null,
      why: change.why ?? null,
    }),
  )

/** Enters changes at the end of the chain, as the last thing of their transaction. */
export const enterChanges = async (db: Db, contents: readonly string[]): Promise<void> => {
  for (const content of contents) await sql`select audit_enter(${content})`.execute(db)
}
