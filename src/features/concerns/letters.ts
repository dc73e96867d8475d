import { formatDate } from '../../core/month.ts'
import type { State } from './course/states.ts'

/** A letter's subject and text. */
export type Letter = { subject: string; text: string }

/** The mark by which an answer to a letter finds its idea or concern again. */
export const markOf = (id: number): string => `[Steward ${id}]`

/** The number in a subject, or null where it names none. */
export const numberIn = (subject: string): number | null => {
  const [, digits] = /\[Steward (\d{1,9})\]/i.exec(subject) ?? []
  return digits === undefined ? null : Number(digits)
}

type About = { id: number; kind: 'idea' | 'concern'; title: string }

const letter = (about: About, lines: readonly (string | false)[]): Letter => ({
  subject: `${markOf(about.id)} ${about.title}`,
  text: lines.filter((line) => line !== false).join('\n\n'),
})

const where = (id: number): string => `Read it in Steward under Concerns, number ${id}.`

const promise = (by: string | null): string | false =>
  by !== null && `You will hear more by ${formatDate(by)}.`

/** To whoever raised it: it arrived, who has it, and by when they hear. */
export const heardLetter = (
  about: About,
  owner: string | null,
  promisedBy: string | null,
): Letter =>
  letter(about, [
    `Thank you. Your ${about.kind} “${about.title}” has arrived as number ${about.id}.`,
    owner === null
      ? 'The management team will find who looks after it.'
      : `${owner} looks after it.`,
    promise(promisedBy),
    where(about.id),
  ])

const opening: Readonly<Record<Exclude<State, 'heard' | 'merged'>, string>> = {
  'looking into it': 'is being looked into.',
  answered: 'has an answer.',
  'becomes a scheme': 'becomes a scheme.',
  done: 'is done.',
  'not now': 'will not be taken further now.',
  reopened: 'was reopened.',
}

/** To whoever raised it: where it stands now, in the words of whoever moved it. */
export const moveLetter = (
  about: About,
  state: Exclude<State, 'heard' | 'merged'>,
  reply: string,
  promisedBy: string | null,
): Letter => {
  const mayReopen = state !== 'looking into it' && state !== 'reopened'
  return letter(about, [
    `Your ${about.kind} “${about.title}” ${opening[state]}`,
    reply !== '' && reply,
    promise(promisedBy),
    mayReopen &&
      'If this does not settle it, answer this mail and say why: it is then opened again. Name no patient.',
    where(about.id),
  ])
}

/**
 * To whoever raised it: it was merged with another, whose answers they now get as well. The other is not named, for
 * mail leaves the house: its page links to it for whoever may open that.
 */
export const mergedLetter = (about: About, reply: string): Letter =>
  letter(about, [
    `Your ${about.kind} “${about.title}” is about the same as one that was raised before, and was merged with it.`,
    reply !== '' && reply,
    'You will hear whatever that one hears. If yours is about something else, answer this mail and say so.',
    where(about.id),
  ])

/** To its owner: something has happened that asks for them. */
export const ownerLetter = (
  about: About,
  what: 'raised' | 'given' | 'reopened' | 'added to',
  words: string,
  promisedBy: string | null,
): Letter => {
  const said = {
    raised: 'was raised and is yours to look after.',
    given: 'is now yours to look after.',
    reopened: 'was reopened by whoever raised it.',
    'added to': 'was added to.',
  }
  return letter(about, [
    `The ${about.kind} “${about.title}” ${said[what]}`,
    words !== '' && words,
    promisedBy !== null && `A word is promised by ${formatDate(promisedBy)}.`,
    where(about.id),
  ])
}

/** To whoever wrote: what they wrote was not kept, and why. Nothing of it is repeated. */
export const refusedLetter = (messages: readonly string[]): Letter => ({
  subject: 'Your mail to Steward was not kept',
  text: [
    'Your mail to Steward was not kept, and nothing of it is stored.',
    ...messages,
    'Please write again, or use the form in Steward under Concerns.',
  ].join('\n\n'),
})
