import type { Generated } from 'kysely'

/** One message to one person. */
interface MailTable {
  id: Generated<number>
  to_person: number | null
  to_address: string | null
  subject: string
  text: string
  /** What it is about, as the audit names it: "concern:12". */
  about: string | null
  /** The meter's key of the time that reading it asks for. */
  prompt: string
  queued_on: string
  queued_at: Generated<string>
}

/** One try to send a message. */
interface MailAttemptTable {
  id: Generated<number>
  mail_id: number
  outcome: 'sent' | 'failed' | 'no address'
  detail: string | null
  at: Generated<string>
}

declare module '../../stores/ledger/tables.ts' {
  interface Tables {
    mail: MailTable
    mail_attempt: MailAttemptTable
  }
}
