import { z } from 'zod'
import type { Month } from '../../../core/month.ts'
import type { Refusal } from '../../../core/refusal.ts'
import { practicesOf, type Viewer } from '../../../stores/scope.ts'
import type { FormBody } from '../../../ui/form-body.ts'

/** What a practice may say that its figure comes from. */
export const reasons: Readonly<Record<string, string>> = {
  patients: 'Our patients are different',
  recording: 'How it is recorded or coded',
  supply: 'Supply, price or the hospital’s doing',
  deliberate: 'A choice that we stand by',
  looking: 'We are looking into it',
  changing: 'We are changing it',
}

const typed = z.object({
  practice: z.string().trim().toUpperCase().catch(''),
  reason: z.string().catch(''),
  words: z.string().trim().catch(''),
})

/** What was typed into the form, as it was. */
export type TypedReply = z.infer<typeof typed>

export const typedReply = (body: FormBody): TypedReply => typed.parse(body)

/** The practices that the viewer may speak for: their own; for the operator any. */
export const speaksFor = (viewer: Viewer, practice: string): boolean =>
  viewer.via === 'command' || viewer.via === 'program' || practicesOf(viewer).includes(practice)

/** The same day a year on; from 29 February the 28th. */
export const yearAfter = (date: string): string => {
  const [year = '', month = '', day = ''] = date.split('-')
  return `${Number(year) + 1}-${month}-${month === '02' && day === '29' ? '28' : day}`
}

/** What a reply keeps. */
export type Reply = {
  measure: string
  practice: string
  month: Month
  reason: string
  words: string
  on: string
  reviewOn: string
}

const fault = (where: string, message: string, remedy: string): Refusal => ({
  code: 'reply-invalid',
  message,
  remedy,
  where,
})

/** Decides on a reply: a reason of the list, and words enough to be read a year later. It is looked at again after a year. */
export const decideReply = (
  viewer: Viewer,
  { practice, reason, words }: TypedReply,
  about: { measure: string; month: Month; on: string },
): { ok: true; value: Reply } | { ok: false; refusals: Refusal[] } => {
  const refusals = [
    ...(speaksFor(viewer, practice)
      ? []
      : [fault('practice', 'You do not speak for this practice.', 'Choose one of yours.')]),
    ...(reason in reasons
      ? []
      : [fault('reason', 'Choose what the figure comes from.', 'The nearest will do.')]),
    ...(words.length >= 10 && words.length <= 2_000
      ? []
      : [
          fault(
            'words',
            words.length < 10 ? 'Say it in a sentence.' : 'This is longer than 2,000 letters.',
            'Your peers read it beside the figure. Name no patient.',
          ),
        ]),
    ...(/\b\d{3}\s?\d{3}\s?\d{4}\b/.test(words)
      ? [
          fault(
            'words',
            'This holds what looks like an NHS number.',
            'Take it out: name no patient.',
          ),
        ]
      : []),
  ]
  if (refusals.length > 0) return { ok: false, refusals }
  return {
    ok: true,
    value: { ...about, practice, reason, words, reviewOn: yearAfter(about.on) },
  }
}
