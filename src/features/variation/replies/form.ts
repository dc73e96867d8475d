import type { Refusal } from '../../../core/refusal.ts'
import { button, errorAt, form, radios, select, textArea } from '../../../ui/form.ts'
import { html, type Html } from '../../../ui/html.ts'
import { queryOf, type Asked } from '../asked.ts'
import { reasons, type TypedReply } from './rules.ts'

/** The form in which a practice says what its figure comes from. */
export const replyForm = (options: {
  measure: string
  asked: Asked
  csrf: string
  practices: readonly { code: string; name: string }[]
  typed: TypedReply | null
  refusals: readonly Refusal[]
}): Html => {
  const { measure, asked, csrf, practices, typed, refusals } = options
  return html`<section id="reply" aria-labelledby="reply-heading">
    <h3 class="nhsuk-heading-s" id="reply-heading">Write your practice’s reply</h3>
    <p>
      Other practices see it beside your figure, with your name and the date. It is looked at again
      after a year.
    </p>
    ${form({
      action: `/variation/measures/${encodeURIComponent(measure)}/replies?${queryOf(asked)}`,
      csrf,
      body: html`${select({
        name: 'practice',
        label: 'Practice',
        value: typed?.practice ?? asked.practice ?? practices[0]?.code ?? '',
        error: errorAt(refusals, 'practice'),
        items: practices.map(({ code, name }) => ({ value: code, text: name })),
      })}
      ${radios({
        name: 'reason',
        label: 'What does the figure come from?',
        value: typed?.reason,
        error: errorAt(refusals, 'reason'),
        items: Object.entries(reasons).map(([value, text]) => ({ value, text })),
      })}
      ${textArea({
        name: 'words',
        label: 'In your words',
        hint: 'Two or three sentences. Name no patient.',
        value: typed?.words,
        rows: 4,
        error: errorAt(refusals, 'words'),
      })}
      ${button({ text: 'Send the reply' })}`,
    })}
  </section>`
}
