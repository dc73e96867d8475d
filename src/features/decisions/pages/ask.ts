import type { Refusal } from '../../../core/refusal.ts'
import {
  button,
  dateInput,
  errorAt,
  errorSummary,
  form,
  radios,
  textArea,
  textInput,
} from '../../../ui/form.ts'
import { html, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import type { TypedProposal } from '../typed.ts'

/** The form by which an officer asks the practices to vote between meetings. */
export const askPage = (view: {
  csrf: string
  refusals: readonly Refusal[]
  typed: TypedProposal
  kinds: readonly { key: string; title: string }[]
  practices: number
}): Html => {
  const { csrf, refusals, typed, kinds, practices } = view
  const error = (name: string): string | undefined => errorAt(refusals, name)
  const title = 'Ask the practices to vote'
  return page({
    title: title,
    section: 'meetings',
    breadcrumbs: [{ text: 'Decisions', href: '/decisions' }],
    body: html`${errorSummary(refusals)}
      <h1 class="nhsuk-heading-l">${title}</h1>
      <p>
        ${practices === 0 ? 'No practice is a member on this day, so nobody could vote.' : `The roll is made now: ${practices} member practices, each with the patients on its newest list. The lead of each practice casts its vote.`}
      </p>
      ${form({
        action: '/decisions/new',
        csrf,
        body: html`${textInput({
          name: 'title',
          label: 'What is it about?',
          labelSize: 's',
          value: typed.title,
          error: error('title'),
        })}
        ${textArea({
          name: 'proposal',
          label: 'What is proposed?',
          labelSize: 's',
          value: typed.proposal,
          error: error('proposal'),
          rows: 5,
        })}
        ${textArea({
          name: 'options',
          label: 'Options, one on each line',
          labelSize: 's',
          hint: 'Leave it empty for “agree” or “do not agree”.',
          value: typed.options,
          error: error('options'),
          rows: 3,
        })}
        ${radios({
          name: 'kind',
          label: 'How is it counted?',
          labelSize: 's',
          value: typed.kind,
          error: error('kind'),
          items: kinds.map(({ key, title: text }) => ({ value: key, text })),
        })}
        ${dateInput({
          name: 'closes',
          label: 'Until when may they vote?',
          labelSize: 's',
          value: typed.closes,
          error: error('closes'),
        })}
        ${button({ text: 'Open the vote' })}`,
      })}`,
  })
}
