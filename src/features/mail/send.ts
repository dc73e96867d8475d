import type { Transporter } from 'nodemailer'
import type { Db, Ledger } from '../../stores/ledger/ledger.ts'
import type { Viewer } from '../../stores/scope.ts'
import { recordAttempt, waitingMail, type StoredMail } from './store.ts'

/** Gives one message to whoever carries it; rejects with the reason when it cannot. */
export type Carrier = (message: {
  to: string
  subject: string
  text: string
  /** The same for every try of one message, so that a second copy can be known as one. */
  name: string
}) => Promise<void>

/** Where mail goes out: an SMTP server by its address (smtps://user:password@host) and the sender's address. */
export type MailSettings = { server: string; from: string }

/** The settings of the environment: STEWARD_SMTP and STEWARD_MAIL_FROM; null when mail stays here. */
export const mailSettings = (environment: NodeJS.ProcessEnv): MailSettings | null => {
  const [server, from] = [environment['STEWARD_SMTP'], environment['STEWARD_MAIL_FROM']]
  return server && from ? { server, from } : null
}

/** Sends over SMTP; a message that the server refuses or that takes over 20 seconds is tried again later. */
export const smtpCarrier = ({ server, from }: MailSettings): Carrier => {
  const waits = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }
  // Loaded with the first message, so that commands which send none start at once.
  let transport: Transporter | null = null
  const host = from.replace(/^.*@/, '').replace(/[^\w.-].*$/, '')
  return async ({ name, ...message }) => {
    transport ??= (await import('nodemailer')).createTransport({ url: server, ...waits })
    await transport.sendMail({ ...message, from, messageId: `<${name}@${host}>` })
  }
}

const program: Viewer = {
  person: null,
  name: 'mail',
  appointments: [],
  via: 'program',
  from: 'this machine',
}

/** A message is tried so often, and then shown as failed in the outbox. */
export const mostAttempts = 8
const atOnce = 20

/** The address of a person of the ledger; null where none is known. */
export type AddressOf = (db: Db, person: number) => Promise<string | null>

const reasonOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split('\n')[0] ?? 'unknown') : 'unknown'

const sendOne = async (
  ledger: Ledger,
  mail: StoredMail,
  addressOf: AddressOf,
  carry: Carrier,
): Promise<'sent' | 'failed' | 'no address'> => {
  const { to_person: person, to_address: address } = mail
  const to =
    address ?? (person === null ? null : await ledger.read(program, (db) => addressOf(db, person)))
  const outcome = await (async () => {
    if (to === null) return { kind: 'no address', detail: null } as const
    try {
      await carry({
        to,
        subject: mail.subject,
        text: mail.text,
        name: `steward-${mail.id}-${Date.parse(mail.queued_at)}`,
      })
      return { kind: 'sent', detail: null } as const
    } catch (error) {
      return { kind: 'failed', detail: reasonOf(error) } as const
    }
  })()
  await ledger.write(program, (db, audit) =>
    recordAttempt(db, audit, mail.id, outcome.kind, outcome.detail),
  )
  return outcome.kind
}

/**
 * Sends what waits, the oldest first, each at least once: a stop between sending and writing it down
 * sends it again under the same message id. Gives how many were sent and how many were not.
 */
export const sendWaiting = async (
  ledger: Ledger,
  addressOf: AddressOf,
  carry: Carrier,
): Promise<{ sent: number; failed: number }> => {
  const waiting = await ledger.read(program, (db) => waitingMail(db, mostAttempts, atOnce))
  const counts = { sent: 0, failed: 0 }
  for (const mail of waiting) {
    const outcome = await sendOne(ledger, mail, addressOf, carry)
    if (outcome === 'sent') counts.sent++
    else counts.failed++
  }
  return counts
}
