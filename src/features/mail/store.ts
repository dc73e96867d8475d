import { sql } from 'kysely'
import type { Audit, Db } from '../../stores/ledger/ledger.ts'

/** A message as a feature queues it. */
export type Message = {
  /** A person of the ledger, or an address that belongs to nobody known. */
  toPerson: number | null
  toAddress?: string
  subject: string
  /** Plain text, written to be read on a phone. */
  text: string
  /** What it is about, as the audit names it: "concern:12". */
  about: string | null
  /** The meter's key of the time that reading it asks for (`definitions/rules/meter.yaml`). */
  prompt?: string
  /** The day that stands for today. */
  on: string
}

/**
 * Queues a message in the transaction of the change that gives the reason for it: it is sent if, and only
 * if, that change is kept.
 */
export const queueMail = async (db: Db, message: Message): Promise<void> => {
  const { toPerson, toAddress = null, subject, text, about, prompt = 'mail', on } = message
  await db
    .insertInto('mail')
    .values({
      to_person: toPerson,
      to_address: toAddress,
      subject: subject.replaceAll(/\s+/g, ' ').slice(0, 200),
      text,
      about,
      prompt,
      queued_on: on,
    })
    .execute()
}

/** Where a message stands: kept here until it is sent. */
export type MailState = 'waiting' | 'sent' | 'failed' | 'no address'

export type StoredMail = {
  id: number
  to_person: number | null
  to_address: string | null
  subject: string
  text: string
  about: string | null
  queued_on: string
  queued_at: string
  state: MailState
  attempts: number
  detail: string | null
}

const newest = (db: Db) =>
  db
    .selectFrom('mail')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('mail_attempt')
          .select((each) => [
            each.fn.countAll<number>().as('attempts'),
            sql<string | null>`(array_agg(outcome order by id desc))[1]`.as('outcome'),
            sql<string | null>`(array_agg(detail order by id desc))[1]`.as('detail'),
          ])
          .whereRef('mail_attempt.mail_id', '=', 'mail.id')
          .as('tried'),
      (join) => join.onTrue(),
    )
    .select([
      'mail.id',
      'mail.to_person',
      'mail.to_address',
      'mail.subject',
      'mail.text',
      'mail.about',
      'mail.queued_on',
      'mail.queued_at',
      'tried.attempts',
      'tried.detail',
      sql<MailState>`coalesce(tried.outcome, 'waiting')`.as('state'),
    ])

const withCount = (rows: readonly (Omit<StoredMail, 'attempts'> & { attempts: number | null })[]) =>
  rows.map((row): StoredMail => ({ ...row, attempts: row.attempts ?? 0 }))

/** The newest messages that the viewer may see, at most so many. */
export const readMail = async (db: Db, limit: number, before?: number): Promise<StoredMail[]> => {
  let query = newest(db).orderBy('mail.id', 'desc').limit(limit)
  if (before !== undefined) query = query.where('mail.id', '<', before)
  return withCount(await query.execute())
}

/** One message; undefined where there is none that the viewer may see. */
export const readMessage = async (db: Db, id: number): Promise<StoredMail | undefined> =>
  withCount(await newest(db).where('mail.id', '=', id).execute())[0]

/** The oldest messages that were never sent and have been tried fewer times than the most. */
export const waitingMail = async (db: Db, most: number, limit: number): Promise<StoredMail[]> =>
  withCount(
    await newest(db)
      .where(sql<boolean>`coalesce(tried.outcome, 'waiting') in ('waiting', 'failed')`)
      .where(sql<boolean>`coalesce(tried.attempts, 0) < ${most}`)
      .orderBy('mail.id')
      .limit(limit)
      .execute(),
  )

/** Enters one try to send a message. */
export const recordAttempt = async (
  db: Db,
  audit: Audit,
  mail: number,
  outcome: 'sent' | 'failed' | 'no address',
  detail: string | null,
): Promise<void> => {
  await db
    .insertInto('mail_attempt')
    .values({ mail_id: mail, outcome, detail: detail?.slice(0, 300) ?? null })
    .execute()
  await audit({ action: `mail.${outcome.replace(' ', '-')}`, subject: `mail:${mail}` })
}
