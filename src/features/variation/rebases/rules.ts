import { z } from 'zod'
import { formatMonth, parseMonth, type Month } from '../../../core/month.ts'
import type { Refusal } from '../../../core/refusal.ts'
import { holds, practicesOf, type Viewer } from '../../../stores/scope.ts'
import type { FormBody } from '../../../ui/form-body.ts'

/** Roles that may record a rebase of any line; a practice records those of its own. */
export const keepers = ['analyst', 'management-team', 'topic-lead', 'elected-gp'] as const
export const practiceKeepers = ['gp', 'practice-lead', 'practice-manager'] as const

/** A month from which the limits of a line are worked out anew, and why. */
export type Rebase = { month: Month; reason: string; by: string; on: string }

/** The line that a page's months are of, as a rebase names it; null for sets and similar practices, which change. */
export const lineOf = (among: string, practice: string | null): string | null => {
  if (practice !== null) return `practice:${practice}`
  return /^(group|locality):[\w-]{1,40}$/.test(among) ? among : null
}

/** Whether the viewer may record or withdraw a rebase of a line. */
export const mayRebase = (viewer: Viewer, line: string | null): boolean => {
  if (line === null) return false
  if (viewer.via === 'command' || viewer.via === 'program' || holds(viewer, ...keepers)) return true
  return (
    holds(viewer, ...practiceKeepers) &&
    practicesOf(viewer).some((practice) => line === `practice:${practice}`)
  )
}

const fewest = 3

/** Months at which limits may begin anew: three with a value before, since the last beginning, and three from it on. */
export const openMonths = (
  months: readonly Month[],
  line: readonly (number | null)[],
  rebases: readonly Pick<Rebase, 'month'>[],
): Month[] => {
  const known = (from: number, to: number): number =>
    line.slice(from, to).filter((value) => value !== null).length
  const starts = rebases.map(({ month }) => months.indexOf(month)).filter((at) => at > 0)
  return months.filter((_, at) => {
    const before = Math.max(0, ...starts.filter((start) => start <= at))
    const after = Math.min(months.length, ...starts.filter((start) => start > at))
    return known(before, at) >= fewest && known(at, after) >= fewest
  })
}

const typed = z.object({
  do: z.enum(['record', 'withdraw']).catch('record'),
  recordMonth: z.string().catch(''),
  recordReason: z.string().trim().catch(''),
  withdrawMonth: z.string().catch(''),
  withdrawReason: z.string().trim().catch(''),
})

/** What was typed into the two forms of rebases, and which was sent. */
export type TypedRebase = z.infer<typeof typed>

export const typedRebase = (body: FormBody): TypedRebase => typed.parse(body)

const fault = (where: string, message: string, remedy: string): Refusal => ({
  code: 'rebase-invalid',
  message,
  remedy,
  where,
})

/** Decides on a rebase: by whom, at a month that leaves enough on both sides, with a reason that can be read later. */
export const decideRebase = (
  viewer: Viewer,
  given: TypedRebase,
  about: {
    line: string | null
    months: readonly Month[]
    values: readonly (number | null)[]
    rebases: readonly Rebase[]
  },
):
  | { ok: true; value: { line: string; month: Month; reason: string; withdrawn: boolean } }
  | { ok: false; refusals: Refusal[] } => {
  const { do: act } = given
  const month = parseMonth(given[`${act}Month`])
  const reason = given[`${act}Reason`]
  const withdrawn = act === 'withdraw'
  const { line } = about
  if (line === null || !mayRebase(viewer, line))
    return {
      ok: false,
      refusals: [
        fault(
          `${act}Month`,
          'You cannot begin the limits of this line anew.',
          'A practice does it for its own line; an analyst or the management team for any.',
        ),
      ],
    }
  const there = about.rebases.some((one) => one.month === month)
  const open = withdrawn
    ? there
    : month !== null &&
      !there &&
      openMonths(about.months, about.values, about.rebases).includes(month)
  const refusals = [
    ...(month !== null && open
      ? []
      : [
          fault(
            `${act}Month`,
            withdrawn
              ? 'The limits do not begin anew in this month.'
              : month === null
                ? 'Choose a month.'
                : `The limits cannot begin anew in ${formatMonth(month)}.`,
            withdrawn
              ? 'Choose one of those that are listed.'
              : 'There must be three months with a value before it and three from it on.',
          ),
        ]),
    ...(reason.length >= 10 && reason.length <= 500
      ? []
      : [
          fault(
            `${act}Reason`,
            reason.length < 10 ? 'Say why in a sentence.' : 'This is longer than 500 letters.',
            'Say what changed in how care is given or counted. Name no patient.',
          ),
        ]),
  ]
  return month === null || refusals.length > 0
    ? { ok: false, refusals }
    : { ok: true, value: { line, month, reason, withdrawn } }
}
