import { accept, refuse, type Result } from '../../../core/refusal.ts'
import { monthOf } from '../../../core/month.ts'
import type { Db, Ledger } from '../../../stores/ledger/ledger.ts'
import { operator, practicesOf, type Appointment, type Viewer } from '../../../stores/scope.ts'
import { queueMail } from '../../mail/mail.ts'
import { placeIn, readMembership } from '../../membership/membership.ts'
import { addNote, moveOn, raise } from '../act.ts'
import { choicesFrom } from '../course/states.ts'
import { numberIn, refusedLetter } from '../letters.ts'
import { longestTitle, longestWords, patientFaults } from '../raised.ts'
import { readConcern } from '../read.ts'
import type { ConcernRule } from '../rule.ts'
import { suggestedTopic } from '../text/themes.ts'
import type { ReadMail } from './read-mail.ts'

/** What a mail became. */
export type Received = {
  became: 'raised' | 'reopened' | 'added' | 'known already'
  id: number
}

type Sender = Viewer & { person: number }

/** The person whose current address it is, with the appointments of the day; null where it is nobody's. */
const senderOf = async (db: Db, address: string, today: string): Promise<Sender | null> => {
  const person = await db
    .selectFrom('person_now')
    .select(['id', 'name'])
    .where('email', '=', address)
    .where('closed', '=', false)
    .orderBy('id')
    .executeTakeFirst()
  if (!person) return null
  const rows = await db
    .selectFrom('appointment_now')
    .select(['role', 'practice', 'locality', 'topic', 'from_date', 'to_date'])
    .where('person', '=', person.id)
    .orderBy('id')
    .execute()
  const appointments = rows
    .filter(({ from_date: from, to_date: to }) => from <= today && (to === null || to >= today))
    .map(({ role, practice, locality, topic }): Appointment => ({
      role,
      practice,
      locality,
      topic,
    }))
  return { person: person.id, name: person.name, appointments, via: 'mail', from: address }
}

const tellRefused = (
  ledger: Ledger,
  mail: ReadMail,
  sender: Sender | null,
  messages: readonly string[],
  on: string,
): Promise<void> =>
  ledger.write(operator, async (db, audit) => {
    const letter = refusedLetter(messages)
    const to =
      sender === null ? { toPerson: null, toAddress: mail.from } : { toPerson: sender.person }
    await queueMail(db, { ...to, ...letter, about: null, prompt: 'concern-mail', on })
    await audit({
      action: 'concern.mail-refused',
      subject: sender === null ? 'mail' : `person:${sender.person}`,
    })
  })

/** An answer to a letter: it opens its idea or concern again where that claims an end, else it adds to it. */
const answer = async (
  ledger: Ledger,
  sender: Sender,
  id: number,
  words: string,
  rule: ConcernRule,
  on: string,
): Promise<Result<Received> | null> => {
  const concern = await ledger.read(sender, (db) => readConcern(db, id))
  if (!concern) return null
  const mover = { raiser: concern.raisedBy === sender.person, handler: false }
  if (choicesFrom(concern.state, mover).includes('reopened')) {
    const moved = await moveOn(
      ledger,
      sender,
      id,
      { to: 'reopened', reply: words, into: null },
      rule,
      on,
    )
    return moved.ok ? accept({ became: 'reopened', id }) : moved
  }
  await addNote(ledger, sender, id, words, 'mail', on)
  return accept({ became: 'added', id })
}

const fresh = async (
  ledger: Ledger,
  sender: Sender,
  mail: ReadMail,
  rule: ConcernRule,
  on: string,
): Promise<Result<Received>> => {
  const membership = await ledger.read(operator, readMembership)
  const practice = practicesOf(sender)[0] ?? null
  const own = practice === null ? null : placeIn(membership.spells, practice, monthOf(on))
  const appointed = sender.appointments.find(({ locality }) => locality !== null)?.locality
  const named =
    membership.localities.find(({ locality }) => locality === (own?.locality ?? appointed)) ??
    membership.localities[0]
  if (!named) {
    return refuse(
      'locality-missing',
      'No locality is known yet that could take it.',
      'Enter the members of the group first.',
    )
  }
  const title = mail.subject.replaceAll(/^(?:(?:re|fwd?):\s*)+/gi, '').slice(0, longestTitle)
  const id = await raise(
    ledger,
    sender,
    {
      kind: /^\s*idea\b/i.test(title) ? 'idea' : 'concern',
      title: title === '' ? mail.text.slice(0, 60) : title,
      words: mail.text.slice(0, longestWords),
      group: named.group,
      locality: named.locality,
      topic: suggestedTopic(rule, `${title} ${mail.text}`),
      about: null,
    },
    {
      person: sender.person,
      name: sender.name,
      practice,
      via: 'mail',
      messageId: mail.messageId === '' ? null : mail.messageId,
      on,
    },
    rule,
  )
  return accept({ became: 'raised', id })
}

/**
 * Takes a mail in: from somebody known it raises a concern (or an idea, where its subject begins so), or
 * answers the one that its subject names. A mail that names a patient is not kept, and its sender is told.
 * The same mail twice counts once. Refusals: sender-unknown, patient-identified, words-missing, locality-missing.
 */
export const receiveMail = async (
  ledger: Ledger,
  mail: ReadMail,
  rule: ConcernRule,
  on: string,
): Promise<Result<Received>> => {
  const { sender, before } = await ledger.read(operator, async (db) => ({
    sender: await senderOf(db, mail.from, on),
    before: await db
      .selectFrom('concern')
      .select('id')
      .where('message_id', '=', mail.messageId)
      .executeTakeFirst(),
  }))
  if (before) return accept({ became: 'known already', id: before.id })
  if (sender === null) {
    await tellRefused(
      ledger,
      mail,
      null,
      ['Steward does not know this address. Write from the address that the group has of you.'],
      on,
    )
    return refuse(
      'sender-unknown',
      'The sender’s address belongs to nobody in the group.',
      'Add the address to the person, or ask them to write from the one that is known.',
    )
  }
  const { refusals } = patientFaults({ subject: mail.subject, words: mail.text }, on, true)
  const [named] = refusals
  if (named) {
    await tellRefused(
      ledger,
      mail,
      sender,
      refusals.map(({ message, remedy }) => `${message} ${remedy}`),
      on,
    )
    return { ok: false, refusal: named }
  }
  if (mail.text === '') {
    return refuse('words-missing', 'The mail has no text of its own.', 'Write what happened.')
  }
  const number = numberIn(mail.subject)
  const answered =
    number === null ? null : await answer(ledger, sender, number, mail.text, rule, on)
  return answered ?? fresh(ledger, sender, mail, rule, on)
}
