import { formatDate } from '../../../core/month.ts'
import type { Refusal } from '../../../core/refusal.ts'
import { button, errorAt, errorSummary, form, radios, textArea } from '../../../ui/form.ts'
import { html, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import type { Sitting } from '../sitting/sitting.ts'
import { counted } from '../words.ts'

/** Minutes as markup: "#" and "##" are headings, every other line a paragraph. */
export const minutesHtml = (body: string): Html =>
  html`${body.split(/\r?\n/).map((line) => {
    if (line.trim() === '') return html``
    if (line.startsWith('## ')) return html`<h2 class="nhsuk-heading-s">${line.slice(3)}</h2>`
    if (line.startsWith('# ')) return html`<p><strong>${line.slice(2)}</strong></p>`
    return html`<p>${line}</p>`
  })}`

/** The minutes of a meeting: to read, and for whoever keeps them to write and approve. */
export const minutesPage = (view: {
  sitting: Sitting
  keeper: boolean
  csrf: string
  refusals: readonly Refusal[]
  /** What stands in the box: typed, saved or drafted. */
  text: string
  state: string
}): Html => {
  const { sitting, keeper, csrf, refusals, text, state } = view
  const { minutes, series, meeting } = sitting
  const approved = minutes?.state === 'approved'
  const shown = approved || keeper
  return page({
    title: 'Minutes',
    section: 'meetings',
    breadcrumbs: [
      { text: 'Meetings', href: '/meetings' },
      { text: `${series.name}, ${formatDate(meeting.onDate)}`, href: `/meetings/${meeting.id}` },
    ],
    body: html`${errorSummary(refusals)}
      <h1 class="nhsuk-heading-l">Minutes</h1>
      <p>
        ${approved ? 'Approved.' : minutes ? `Draft, saved ${counted(minutes.wordings, 'time')}.` : 'Not saved yet: this is drafted from what was recorded.'}
      </p>
      ${shown ? html`<section class="steward-section">${minutesHtml(text)}</section>` : html`<p>They are not approved yet.</p>`}
      ${
        keeper &&
        form({
          action: `/meetings/${meeting.id}/minutes`,
          csrf,
          body: html`${textArea({
            name: 'body',
            label: 'The minutes',
            labelSize: 'm',
            hint: 'A line that begins with ## is a heading. Every wording is kept.',
            value: text,
            error: errorAt(refusals, 'body'),
            rows: 24,
          })}
          ${radios({
            name: 'state',
            label: 'Are they approved?',
            labelSize: 's',
            value: state,
            error: errorAt(refusals, 'state'),
            items: [
              { value: 'draft', text: 'No, they are a draft' },
              { value: 'approved', text: 'Yes, the meeting has approved them' },
            ],
          })}
          ${button({ text: 'Save' })}`,
        })
      }`,
  })
}
