import type { Refusal } from '../../core/refusal.ts'
import { dateOf, isEmptyDate, textOf, typedDate, type FormBody } from '../../ui/form-body.ts'
import type { TypedDate } from '../../ui/form.ts'

/** What somebody typed about an interest. */
export type TypedNote = { state: string; why: string; ended: TypedDate }

/** What became of an interest, and the day that says. */
export type Note = {
  state: 'confirmed' | 'ended' | 'entered by mistake'
  onDate: string
  why: string
}

/** What was typed, as text. */
export const typedNote = (body: FormBody): TypedNote => ({
  state: textOf(body, 'state'),
  why: textOf(body, 'why'),
  ended: typedDate(body, 'ended'),
})

const refusal = (code: string, where: string, message: string, remedy: string): Refusal => ({
  code,
  message,
  remedy,
  where,
})

/** A note out of what was typed about an interest that arose on a day, or what is wrong with it. */
export const readNote = (typed: TypedNote, arose: string, today: string): Note | Refusal => {
  const { state, why } = typed
  if (state === 'confirmed') return { state, onDate: today, why }
  if (state === 'entered by mistake')
    return why.length >= 3
      ? { state, onDate: today, why }
      : refusal('interest-why', 'why', 'The reason is missing.', 'Say why it was a mistake.')
  if (state !== 'ended')
    return refusal('interest-state', 'state', 'Nothing is chosen.', 'Choose what has become of it.')
  const onDate = isEmptyDate(typed.ended) ? null : dateOf(typed.ended)
  return onDate !== null && onDate >= arose && onDate <= today
    ? { state, onDate, why }
    : refusal(
        'interest-end',
        'ended',
        'The last day is not between the day it arose and today.',
        'Write day, month and year.',
      )
}
