import { formatMonth, type Month } from '../../../core/month.ts'
import type { Refusal } from '../../../core/refusal.ts'
import {
  button,
  errorAt,
  errorSummary,
  form,
  radios,
  select,
  textArea,
  textInput,
} from '../../../ui/form.ts'
import { html, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { insetText } from '../../../ui/nhsuk.ts'
import type { Kind } from '../rules/decide.ts'
import type { Locality } from '../store.ts'
import { monthsAround } from './members.ts'

/** What was typed, as it was typed. */
export type TypedChange = {
  kind: string
  practice: string
  from: string
  locality: string
  successors: string
  why: string
}

export type ChangeView = {
  csrf: string
  typed: TypedChange
  refusals: readonly Refusal[]
  localities: readonly Locality[]
  thisMonth: Month
  lastClosed: Month | null
}

const kindWords: readonly (readonly [Kind, string, string])[] = [
  ['joins', 'It joins the group', 'From the first day of the month.'],
  ['moves', 'It moves to another locality', 'From the first day of the month.'],
  ['leaves', 'It leaves the group', 'The month is the first without it.'],
  ['merges', 'It merges into another practice', 'The month is the first without it.'],
  ['disperses', 'Its list is dispersed among several', 'The month is the first without it.'],
]

const fields = ({ typed, refusals, localities, thisMonth }: ChangeView): Html => {
  const error = (name: string): string | undefined => errorAt(refusals, name)
  return html`${textInput({
    name: 'practice',
    label: 'Practice code',
    hint: 'As in the practice directory, for example A81001.',
    width: 10,
    spellcheck: false,
    value: typed.practice,
    error: error('practice'),
  })}
  ${radios({
    name: 'kind',
    label: 'What happens?',
    value: typed.kind,
    error: error('kind'),
    items: kindWords.map(([value, text, hint]) => ({ value, text, hint })),
  })}
  ${select({
    name: 'from',
    label: 'From which month?',
    value: typed.from,
    error: error('from'),
    items: [
      { value: '', text: 'Choose a month' },
      ...monthsAround(thisMonth).map((value) => ({ value, text: formatMonth(value) })),
    ],
  })}
  ${select({
    name: 'locality',
    label: 'Locality (if it joins or moves)',
    value: typed.locality,
    error: error('locality'),
    items: [
      { value: '', text: 'Choose a locality' },
      ...localities.map(({ group, locality, name }) => ({
        value: `${group} ${locality}`,
        text: name,
      })),
    ],
  })}
  ${textInput({
    name: 'successors',
    label: 'Who takes on its patients? (if it merges or its list is dispersed)',
    hint: 'Practice codes, with commas between them.',
    spellcheck: false,
    value: typed.successors,
    error: error('successors'),
  })}
  ${textArea({
    name: 'why',
    label: 'On what ground?',
    hint: 'For example the decision, and where it is minuted.',
    rows: 2,
    value: typed.why,
    error: error('why'),
  })}`
}

/** The form by which a practice joins, moves, leaves, merges or is dispersed. */
export const changePage = (view: ChangeView): Html =>
  page({
    title: 'Enter a change of membership',
    section: 'members',
    breadcrumbs: [{ text: 'Members', href: '/members' }],
    body: html`${errorSummary(view.refusals)}
      <h1 class="nhsuk-heading-l">Enter a change of membership</h1>
      ${insetText({
        html: html`<p>
          Memberships begin on the first and end on the last day of a month. A practice is in one
          locality of one group at a time.
          ${
            view.lastClosed !== null &&
            `Figures are closed to ${formatMonth(view.lastClosed)}: an entry for that month or before changes them at the next close, and only from its month on.`
          }
        </p>`,
      })}
      ${form({
        action: '/members/change',
        csrf: view.csrf,
        body: html`${fields(view)} ${button({ text: 'Enter it' })}`,
      })}`,
  })
