import type { Transaction } from 'kysely'
import type { Viewer } from '../scope.ts'
import type { Sealing } from './sealing.ts'
import type { Tables } from './tables.ts'

/** A transaction of the ledger, already cut to what its viewer may see. */
export type Db = Transaction<Tables>

/** What an entry of the audit says was done. */
export type Change = {
  /** What happened, as in "concern.answered". */
  action: string
  /** What it happened to, as in "concern:12". */
  subject: string
  before?: unknown
  after?: unknown
  why?: string
}

/** Enters a change into the audit of the same transaction. */
export type Audit = (change: Change) => Promise<void>

/** What people decide: one PostgreSQL, read and written as a viewer. */
export type Ledger = {
  /** Reads as the viewer: rows outside the viewer's scope are not there. */
  read<T>(viewer: Viewer, work: (db: Db) => Promise<T>): Promise<T>
  /** Writes as the viewer, in one transaction with its audit entries; a write that enters none is undone and is a fault. */
  write<T>(viewer: Viewer, work: (db: Db, audit: Audit) => Promise<T>): Promise<T>
  /** The number of the newest audit entry: with a build it names what a figure is a function of. */
  revision(): Promise<number>
  /** Encrypts the few secrets that must be readable again, under a key that is not in the ledger. */
  sealing: Sealing
  close(): Promise<void>
}
