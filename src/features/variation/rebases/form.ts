import { formatDate, formatMonth, type Month } from '../../../core/month.ts'
import type { Refusal } from '../../../core/refusal.ts'
import { button, errorAt, form, select, textArea } from '../../../ui/form.ts'
import { html, nothing, type Html } from '../../../ui/html.ts'
import { details } from '../../../ui/nhsuk.ts'
import { queryOf } from '../asked.ts'
import type { Variation } from '../load.ts'
import { openMonths, type TypedRebase } from './rules.ts'

type Options = {
  view: Variation
  csrf: string
  /** Whether the viewer may record and withdraw. */
  may: boolean
  typed: TypedRebase | null
  refusals: readonly Refusal[]
}

/** One of the two forms, closed until it is wanted or was refused. */
const formOf = (
  { view, csrf, typed, refusals }: Options,
  act: TypedRebase['do'],
  words: { summary: string; month: string; button: string },
  months: readonly Month[],
): Html =>
  details({
    summaryText: words.summary,
    open: refusals.length > 0 && typed?.do === act,
    html: form({
      action: `/variation/measures/${encodeURIComponent(view.measure.id)}/rebases?${queryOf(view.asked)}`,
      csrf,
      body: html`${select({
        name: `${act}Month`,
        label: words.month,
        value: typed?.[`${act}Month`] || (months[0] ?? ''),
        error: errorAt(refusals, `${act}Month`),
        items: months.map((month) => ({ value: month, text: formatMonth(month) })),
      })}
      ${textArea({
        name: `${act}Reason`,
        label: 'Why',
        hint: 'What changed in how care is given or counted. Name no patient.',
        value: typed?.[`${act}Reason`],
        rows: 3,
        error: errorAt(refusals, `${act}Reason`),
      })}
      ${button({ text: words.button, kind: 'secondary', name: 'do', value: act })}`,
    }),
  })

const recordWords = {
  summary: 'Begin the limits anew from a month',
  month: 'From',
  button: 'Begin anew',
}
const withdrawWords = {
  summary: 'Withdraw a beginning',
  month: 'Month',
  button: 'Withdraw it',
}

const forms = (options: Options): Html => {
  const { view } = options
  const months = openMonths(view.months, view.control.line, view.rebases).toReversed()
  const standing = view.rebases.map(({ month }) => month)
  return html`${
    months.length === 0
      ? html`<p class="steward-note">
          Limits begin anew only where three months lie before and three from then on; there are not
          enough here.
        </p>`
      : formOf(options, 'record', recordWords, months)
  }
  ${standing.length > 0 && formOf(options, 'withdraw', withdrawWords, standing)}`
}

/** Where the limits of the line begin anew and why, and the form to say so; nothing where there is neither. */
export const rebaseSection = (options: Options): Html => {
  const { view, may } = options
  if (view.rebases.length === 0 && !may) return nothing
  return html`<section class="steward-section" id="rebases">
    ${
      view.rebases.length > 0 &&
      html`<h2 class="nhsuk-heading-s">Limits begin anew</h2>
        <ul class="nhsuk-list nhsuk-list--bullet">
          ${view.rebases.map(
            ({ month, reason, by, on }) =>
              html`<li>
                <strong>${formatMonth(month)}</strong>: ${reason} (${by}, ${formatDate(on)})
              </li>`,
          )}
        </ul>`
    }
    ${may && forms(options)}
  </section>`
}
