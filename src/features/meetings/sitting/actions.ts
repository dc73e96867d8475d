import { formatDate } from '../../../core/month.ts'
import type { Refusal } from '../../../core/refusal.ts'
import { textOf, type FormBody } from '../../../ui/form-body.ts'
import { button, errorAt, form, select, textInput } from '../../../ui/form.ts'
import { html, type Html } from '../../../ui/html.ts'
import { dataTable } from '../../../ui/table.ts'
import type { Action } from '../store/actions.ts'
import { actionStates } from '../tables.ts'
import { actionWords } from '../words.ts'

/** Actions with their owners and days, to read. */
export const actionList = (actions: readonly Action[], caption = 'What was promised'): Html =>
  dataTable<Action>({
    caption,
    rows: actions,
    empty: 'Nothing is open.',
    columns: [
      { heading: 'What', cell: ({ says }) => says },
      { heading: 'Who', cell: ({ ownerName }) => ownerName },
      { heading: 'By', cell: ({ due }) => formatDate(due) },
      {
        heading: 'State',
        cell: ({ state, note }) => `${actionWords[state]}${note === '' ? '' : `: ${note}`}`,
      },
    ],
  })

/** The longest text of what became of an action, in characters. */
export const longestNote = 500

/** The same, with a form for each that is open, on the page of a meeting. */
export const actionForms = (
  actions: readonly Action[],
  view: { at: number; csrf: string; typed: FormBody; refusals: readonly Refusal[] },
): Html =>
  html`${actionList(actions)}
  ${actions
    .filter(({ state }) => state === 'open')
    .map(({ id, says }) => {
      const [state, note] = [`state-${id}`, `note-${id}`]
      const isWrong = view.refusals.some(({ where }) => where === state || where === note)
      return html`<details class="nhsuk-details" ${isWrong && html` open`}>
        <summary class="nhsuk-details__summary">
          <span class="nhsuk-details__summary-text">What became of: ${says}</span>
        </summary>
        <div class="nhsuk-details__text">
          ${form({
            action: `/meetings/actions/${id}`,
            csrf: view.csrf,
            id: `action-${id}`,
            body: html`<input type="hidden" name="at" value="${view.at}" /> ${select({
                name: state,
                label: 'State',
                value: textOf(view.typed, state),
                error: errorAt(view.refusals, state),
                items: actionStates.map((value) => ({ value, text: actionWords[value] })),
              })}
              ${textInput({
                name: note,
                label: 'What was said or done',
                value: textOf(view.typed, note),
                error: errorAt(view.refusals, note),
              })}
              ${button({ text: 'Save', small: true })}`,
          })}
        </div>
      </details>`
    })}`
