import type { Refusal } from '../../../core/refusal.ts'
import { textOf, type FormBody } from '../../../ui/form-body.ts'
import { button, checkboxes, errorAt, errorSummary, form, textInput } from '../../../ui/form.ts'
import { html, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import type { Person } from './store.ts'

/** What a person is called, where mail reaches them, and whether they are still with the group. */
export const changePage = (
  csrf: string,
  person: Person,
  { body, refusals = [] }: { body: FormBody | null; refusals?: readonly Refusal[] },
): Html =>
  page({
    title: `Change ${person.name}`,
    breadcrumbs: [
      { text: 'People', href: '/people' },
      { text: person.name, href: `/people/${person.id}` },
    ],
    body: html`${errorSummary(refusals)}
      <h1 class="nhsuk-heading-l">Change ${person.name}</h1>
      <p>What they were called before stays with what was done then.</p>
      ${form({
        action: `/people/${person.id}/change`,
        csrf,
        body: [
          textInput({
            name: 'name',
            label: 'Name',
            value: body === null ? person.name : textOf(body, 'name'),
            spellcheck: false,
            error: errorAt(refusals, 'name'),
          }),
          textInput({
            name: 'email',
            label: 'Mail address',
            value: body === null ? (person.email ?? '') : textOf(body, 'email'),
            type: 'email',
            spellcheck: false,
            error: errorAt(refusals, 'email'),
          }),
          checkboxes({
            name: 'closed',
            label: 'Have they left?',
            hint: 'They are signed out at once and cannot sign in again. Their appointments stay in the list of the past.',
            values: (body === null ? person.closed : textOf(body, 'closed') === 'yes')
              ? ['yes']
              : [],
            items: [{ value: 'yes', text: 'Has left the group' }],
          }),
          textInput({
            name: 'why',
            label: 'Why',
            hint: 'Goes into the audit.',
            value: body === null ? '' : textOf(body, 'why'),
            error: errorAt(refusals, 'why'),
          }),
          button({ text: 'Save' }),
        ],
      })}`,
  })
