import { formatDate } from '../../../core/month.ts'
import { button, form, select, textInput } from '../../../ui/form.ts'
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

/** The same, with a form for each that is open. */
export const actionForms = (actions: readonly Action[], csrf: string): Html =>
  html`${actionList(actions)}
  ${actions
    .filter(({ state }) => state === 'open')
    .map(
      ({ id, says }) =>
        html`<details class="nhsuk-details">
          <summary class="nhsuk-details__summary">
            <span class="nhsuk-details__summary-text">What became of: ${says}</span>
          </summary>
          <div class="nhsuk-details__text">
            ${form({
              action: `/meetings/actions/${id}`,
              csrf,
              id: `action-${id}`,
              body: html`${select({
                name: `state-${id}`,
                label: 'State',
                items: actionStates.map((value) => ({ value, text: actionWords[value] })),
              })}
              ${textInput({ name: `note-${id}`, label: 'What was said or done' })}
              ${button({ text: 'Save', small: true })}`,
            })}
          </div>
        </details>`,
    )}`
