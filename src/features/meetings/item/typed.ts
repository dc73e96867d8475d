import type { Refusal } from '../../../core/refusal.ts'
import { purposes, type Purpose } from '../../../engines/conflicts/rules.ts'
import { listOf, textOf, type FormBody } from '../../../ui/form-body.ts'
import {
  readSubjects,
  typedSubjects,
  type Known,
  type TypedSubjects,
} from '../../interests/interests.ts'
import type { Item, Wording } from '../store/items.ts'
import { needs, wrong } from '../words.ts'

/** An item as it is typed. */
export type TypedItem = TypedSubjects & {
  title: string
  purpose: string
  about: string
  owner: string
  minutes: string
  position: string
  flags: readonly string[]
}

/** What was typed about an item. */
export const typedItem = (body: FormBody): TypedItem => ({
  title: textOf(body, 'title'),
  purpose: textOf(body, 'purpose'),
  about: textOf(body, 'about'),
  owner: textOf(body, 'owner'),
  minutes: textOf(body, 'minutes'),
  position: textOf(body, 'position'),
  organisations: textOf(body, 'organisations'),
  contracts: textOf(body, 'contracts'),
  everyPractice: listOf(body, 'flags').includes('every-practice'),
  flags: listOf(body, 'flags'),
})

/** An item as it would be typed, to change it. */
export const typedOf = (item: Item): TypedItem => {
  const subjects = typedSubjects(item.subjects)
  return {
    ...subjects,
    title: item.title,
    purpose: item.purpose,
    about: item.about,
    owner: item.owner === null ? '' : String(item.owner),
    minutes: String(item.minutes),
    position: String(item.position),
    flags: [
      ...(subjects.everyPractice ? ['every-practice'] : []),
      ...(item.sensitive ? ['sensitive'] : []),
      ...(item.closed ? ['closed'] : []),
    ],
  }
}

const purposeOf = (text: string): Purpose | null =>
  purposes.find((purpose) => purpose === text) ?? null

const wholeOf = (text: string, most: number): number | null =>
  /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= most ? Number(text) : null

/** An item out of what was typed, or everything that is wrong with it. */
export const readItem = (
  typed: TypedItem,
  known: Known,
  people: ReadonlySet<number>,
  origin: string | null,
): { ok: true; value: Wording } | { ok: false; refusals: readonly Refusal[] } => {
  const purpose = purposeOf(typed.purpose)
  const minutes = wholeOf(typed.minutes, 300)
  const owner = typed.owner === '' ? null : Number(typed.owner)
  const { subjects, refusals: unknown } = readSubjects(typed, known)
  const refusals = [
    ...needs(typed.title, 'title', 'The title', 200),
    ...(purpose ? [] : [wrong('purpose', 'The purpose is missing.', 'Choose one.')]),
    ...(typed.about.length > 5000
      ? [wrong('about', 'The summary is too long.', 'Keep it under 5,000 characters.')]
      : []),
    ...(owner === null || people.has(owner)
      ? []
      : [wrong('owner', 'Nobody of that name works with the group.', 'Choose a person.')]),
    ...(minutes === null
      ? [wrong('minutes', 'The time is not a number of minutes.', 'Write 1 to 300.')]
      : []),
    ...unknown,
  ]
  if (!purpose || minutes === null || refusals.length > 0) return { ok: false, refusals }
  const { title, about, flags } = typed
  const sensitive = flags.includes('sensitive')
  const closed = flags.includes('closed')
  const rest = { owner, minutes, subjects, sensitive, closed, origin }
  return { ok: true, value: { title, purpose, about, ...rest } }
}
