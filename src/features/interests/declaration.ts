import type { Refusal } from '../../core/refusal.ts'
import { interestKinds, type InterestKind } from '../../engines/conflicts/rules.ts'
import { dateOf, textOf, typedDate, type FormBody } from '../../ui/form-body.ts'
import type { TypedDate } from '../../ui/form.ts'
import { readSubjects, type Known, type NamedSubject, type TypedSubjects } from './subjects.ts'

/** An interest as it is declared. */
export type Declaration = {
  kind: InterestKind
  says: string
  subjects: readonly NamedSubject[]
  arose: string
}

/** What was typed into the form, to show it again. */
export type TypedDeclaration = TypedSubjects & {
  person: string
  kind: string
  says: string
  arose: TypedDate
}

/** What somebody typed, as text. */
export const typedDeclaration = (body: FormBody): TypedDeclaration => ({
  person: textOf(body, 'person'),
  kind: textOf(body, 'kind'),
  says: textOf(body, 'says'),
  organisations: textOf(body, 'organisations'),
  contracts: textOf(body, 'contracts'),
  everyPractice: false,
  arose: typedDate(body, 'arose'),
})

const refusal = (code: string, where: string, message: string, remedy: string): Refusal => ({
  code,
  message,
  remedy,
  where,
})

const kindOf = (text: string): InterestKind | null =>
  interestKinds.find((kind) => kind === text) ?? null

/** A declaration out of what was typed, or everything that is wrong with it. */
export const readDeclaration = (
  typed: TypedDeclaration,
  known: Known,
  today: string,
): { ok: true; value: Declaration } | { ok: false; refusals: readonly Refusal[] } => {
  const kind = kindOf(typed.kind)
  const arose = dateOf(typed.arose)
  const { subjects, refusals: wrong } = readSubjects(typed, known)
  const refusals: Refusal[] = [
    ...(kind
      ? []
      : [refusal('interest-kind', 'kind', 'The kind of interest is missing.', 'Choose one.')]),
    ...(typed.says.length < 3 || typed.says.length > 1000
      ? [
          refusal(
            'interest-words',
            'says',
            'The interest is not described.',
            'Say in a sentence what it is, in 3 to 1,000 characters.',
          ),
        ]
      : []),
    ...wrong,
    ...(subjects.length === 0 && wrong.length === 0
      ? [
          refusal(
            'interest-about',
            'organisations',
            'No organisation, practice or contract is named.',
            'Name at least one, so that agenda items can be matched.',
          ),
        ]
      : []),
    ...(arose === null || arose > today
      ? [
          refusal(
            'interest-date',
            'arose',
            'The day it arose is not a day up to today.',
            'Write day, month and year, as in 27 3 2019.',
          ),
        ]
      : []),
  ]
  return kind && arose !== null && refusals.length === 0
    ? { ok: true, value: { kind, says: typed.says, subjects, arose } }
    : { ok: false, refusals }
}
