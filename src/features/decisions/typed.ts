import type { Refusal } from '../../core/refusal.ts'
import { dateOf, isEmptyDate, textOf, typedDate, type FormBody } from '../../ui/form-body.ts'
import type { TypedDate } from '../../ui/form.ts'
import { plainOptions } from './outcome/settlement.ts'
import type { Option } from './tables.ts'

const refusal = (where: string, message: string, remedy: string): Refusal => ({
  code: 'decision-form',
  message,
  remedy,
  where,
})

/** What is wrong with a text that must be there, of at most so many characters. */
export const missing = (text: string, where: string, what: string, most: number): Refusal[] =>
  text.length >= 3 && text.length <= most
    ? []
    : [refusal(where, `${what} is missing or too long.`, `Write 3 to ${most} characters.`)]

/** A day that may be left empty and must not be before another. */
export const laterDay = (
  typed: TypedDate,
  where: string,
  notBefore: string,
): { day: string | null; refusals: Refusal[] } => {
  if (isEmptyDate(typed)) return { day: null, refusals: [] }
  const day = dateOf(typed)
  return day !== null && day >= notBefore
    ? { day, refusals: [] }
    : {
        day: null,
        refusals: [
          refusal(where, 'The day is not one from today on.', 'Write day, month and year.'),
        ],
      }
}

/** Options as typed, one on each line; agree or not when none are. */
export const readOptions = (text: string): { options: readonly Option[]; refusals: Refusal[] } => {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (lines.length === 0) return { options: plainOptions, refusals: [] }
  const options = lines.map((line, i) => ({ key: `option-${i + 1}`, text: line }))
  return lines.length > 1 && lines.length <= 8 && new Set(lines).size === lines.length
    ? { options, refusals: [] }
    : {
        options,
        refusals: [
          refusal(
            'options',
            'Options are not two to eight different ones.',
            'Write one on each line, or none for a plain “agree” or “do not agree”.',
          ),
        ],
      }
}

/** The form that asks the practices to vote, as typed. */
export type TypedProposal = {
  title: string
  proposal: string
  options: string
  kind: string
  closes: TypedDate
}

/** What was typed to ask the practices to vote. */
export const typedProposal = (body: FormBody): TypedProposal => ({
  title: textOf(body, 'title'),
  proposal: textOf(body, 'proposal'),
  options: textOf(body, 'options'),
  kind: textOf(body, 'kind'),
  closes: typedDate(body, 'closes'),
})

/** What is wrong with a proposal that practices are to vote on; its options and last day. */
export const readProposal = (
  typed: TypedProposal,
  kinds: readonly string[],
  today: string,
): { options: readonly Option[]; closesOn: string; refusals: readonly Refusal[] } => {
  const { options, refusals: wrongOptions } = readOptions(typed.options)
  const closes = laterDay(typed.closes, 'closes', today)
  return {
    options,
    closesOn: closes.day ?? today,
    refusals: [
      ...missing(typed.title, 'title', 'The title', 200),
      ...missing(typed.proposal, 'proposal', 'The proposal', 5000),
      ...wrongOptions,
      ...(kinds.includes(typed.kind)
        ? []
        : [refusal('kind', 'The kind of vote is missing.', 'Choose one.')]),
      ...closes.refusals,
      ...(closes.day === null && closes.refusals.length === 0
        ? [refusal('closes', 'The last day is missing.', 'Write day, month and year.')]
        : []),
    ],
  }
}
