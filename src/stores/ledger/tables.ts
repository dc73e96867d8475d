import type { Generated } from 'kysely'

/** An entry of the audit; every column but the chain's is read out of `content`. */
export interface AuditTable {
  number: number
  /** The hash of the entry before, empty for the first. */
  previous: string
  /** SHA-256 of previous hash, number and content, each on a line. */
  hash: string
  content: string
  /** When, as ISO text in UTC. */
  at: Generated<string>
  person: Generated<number | null>
  name: Generated<string>
  roles: Generated<string[]>
  via: Generated<string>
  came_from: Generated<string>
  action: Generated<string>
  subject: Generated<string>
  before: Generated<unknown>
  after: Generated<unknown>
  why: Generated<string | null>
}

/** The one row that names the newest entry of the audit; number 0 while there is none. */
export interface AuditNewestTable {
  number: number
  hash: string
}

/**
 * The ledger's tables by name. A feature adds its own by declaring this module again:
 * `declare module '…/stores/ledger/tables.ts' { interface Tables { concern: ConcernTable } }`.
 */
export interface Tables {
  audit: AuditTable
  audit_newest: AuditNewestTable
}
