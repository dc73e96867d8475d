import PostalMime from 'postal-mime'
import { accept, refuse, type Result } from '../../../core/refusal.ts'

/** A mail as far as an idea or concern is made from it. */
export type ReadMail = {
  from: string
  subject: string
  /** What its writer wrote: without the mail that it answers and without a signature. */
  text: string
  messageId: string
}

const largest = 5 * 1024 * 1024

/** Where the mail that is answered, or the signature, begins. */
const tail =
  /^(?:>|--\s?$|_{5,}|-{2,}\s*(?:original message|forwarded message)|on .{5,120} wrote:\s*$|from:\s.+|sent from my )/i

/** The lines before the mail that is answered and before the signature. */
export const ownWords = (text: string): string => {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const end = lines.findIndex((line) => tail.test(line.trim()))
  return (end === -1 ? lines : lines.slice(0, end)).join('\n').trim()
}

const plain = (markup: string): string =>
  markup
    .replaceAll(/<(style|script)\b[^]*?<\/\1>/gi, '')
    .replaceAll(/<(?:br|\/p|\/div|\/li)\b[^>]*>/gi, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** Reads a mail as it travels (RFC 5322 with MIME). Refusals: mail-too-large, mail-unreadable, mail-automatic. */
export const readMail = async (bytes: Uint8Array): Promise<Result<ReadMail>> => {
  if (bytes.byteLength > largest) {
    return refuse('mail-too-large', 'The mail is larger than 5 MB.', 'Send it without attachments.')
  }
  const mail = await PostalMime.parse(bytes)
  const from = mail.from?.address?.trim().toLowerCase() ?? ''
  if (!/^[^\s@]+@[^\s@]+$/.test(from)) {
    return refuse(
      'mail-unreadable',
      'The file is not a mail with a sender.',
      'Save the mail itself as an .eml file and give that.',
    )
  }
  const automatic = mail.headers.some(
    ({ key, value }) => key === 'auto-submitted' && value.trim().toLowerCase() !== 'no',
  )
  if (automatic) {
    return refuse(
      'mail-automatic',
      'The mail was written by a machine, such as an absence note, and is left aside.',
      'Nothing needs to be done.',
    )
  }
  return accept({
    from,
    subject: (mail.subject ?? '').replaceAll(/\s+/g, ' ').trim(),
    text: ownWords(mail.text ?? plain(mail.html ?? '')),
    messageId: mail.messageId ?? '',
  })
}
