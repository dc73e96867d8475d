import { parseMonth } from '../../../core/month.ts'
import { refuse, type Refusal, type Result } from '../../../core/refusal.ts'
import { textOf, type FormBody } from '../../../ui/form-body.ts'
import type { TypedChange } from '../pages/change.ts'
import { decideEntry, kinds, type Entry, type Kind } from '../rules/decide.ts'
import type { Membership } from '../store.ts'

export const typedChange = (body: FormBody): TypedChange => ({
  kind: textOf(body, 'kind'),
  practice: textOf(body, 'practice'),
  from: textOf(body, 'from'),
  locality: textOf(body, 'locality'),
  successors: textOf(body, 'successors'),
  why: textOf(body, 'why'),
})

const practiceCode = /^[A-Z]\d{5}$/

const wrong = (code: string, message: string, remedy: string, where: string): Refusal =>
  refuse(code, message, remedy, where).refusal

const codesOf = (text: string): string[] =>
  text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((each) => each !== '')

const faults = (typed: TypedChange, knows: ((code: string) => boolean) | null): Refusal[] => {
  const { successors, kind, from, why } = typed
  const practice = typed.practice.toUpperCase()
  const unknown = (code: string): boolean => knows !== null && !knows(code)
  const strange = codesOf(successors).find((code) => !practiceCode.test(code) || unknown(code))
  return [
    ...(!practiceCode.test(practice)
      ? [
          wrong(
            'practice-code',
            'That is not the code of a practice.',
            'Write a letter and five digits, such as A81001.',
            'practice',
          ),
        ]
      : unknown(practice)
        ? [
            wrong(
              'practice-unlisted',
              `No directory or list that is loaded names ${practice}.`,
              'Check the code, or load a newer practice directory first.',
              'practice',
            ),
          ]
        : []),
    ...(kinds.some((known) => known === kind)
      ? []
      : [wrong('kind-missing', 'It does not say what happens.', 'Choose one.', 'kind')]),
    ...(parseMonth(from) === null
      ? [wrong('month-missing', 'No month is chosen.', 'Choose a month.', 'from')]
      : []),
    ...(strange === undefined
      ? []
      : [
          wrong(
            'successor-unlisted',
            `${strange.slice(0, 10)} is not the code of a practice that is known.`,
            'Write codes such as A81001 with commas between them.',
            'successors',
          ),
        ]),
    ...(why === ''
      ? [
          wrong(
            'ground-missing',
            'It does not say on what ground.',
            'Name the decision or the letter.',
            'why',
          ),
        ]
      : []),
  ]
}

/** What was typed as an entry that may be made: every fault at once, or the one that the rules name. */
export const decideTyped = (
  typed: TypedChange,
  membership: Pick<Membership, 'spells' | 'localities'>,
  knows: ((code: string) => boolean) | null,
): { entry: Entry; kind: Kind } | { refusals: Refusal[] } => {
  const refusals = faults(typed, knows)
  const kind = kinds.find((known) => known === typed.kind)
  const from = parseMonth(typed.from)
  if (refusals.length > 0 || kind === undefined || from === null) return { refusals }
  const place = membership.localities.find(
    ({ group, locality }) => `${group} ${locality}` === typed.locality,
  )
  const decided: Result<Entry> = decideEntry(membership.spells, {
    kind,
    practice: typed.practice.toUpperCase(),
    from,
    place: place ? { group: place.group, locality: place.locality } : null,
    successors: codesOf(typed.successors),
  })
  return decided.ok ? { entry: decided.value, kind } : { refusals: [decided.refusal] }
}
