import type { Refusal } from '../../../core/refusal.ts'
import { button, errorAt, errorSummary, form, textInput } from '../../../ui/form.ts'
import { html, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { passwordLength } from '../secrets/password-rule.ts'
import type { Kind } from './store.ts'

const headings: Readonly<Record<Kind, string>> = {
  'first-administrator': 'Set up your group',
  first: 'Welcome to Steward',
  lost: 'Choose a new password',
}

const intros: Readonly<Record<Kind, string>> = {
  'first-administrator':
    'You become the group’s first administrator: you add people and appoint them, and can hand this on later.',
  first: 'You have been invited to your group’s pages. Choose a password; a second step follows.',
  lost: 'Choose a new password; a second step follows. From then on your old password, codes and passkeys count no more.',
}

/** What a link leads to. */
export const invitationPage = ({
  csrf,
  token,
  kind,
  person,
  typed,
  refusals = [],
}: {
  csrf: string
  token: string
  kind: Kind
  person: { name: string; email: string } | null
  typed: { name: string; email: string }
  refusals?: readonly Refusal[]
}): Html => {
  const heading = headings[kind]
  return page({
    title: heading,
    body: html`${errorSummary(refusals)}
      <h1 class="nhsuk-heading-l">${heading}</h1>
      ${person && html`<p>${person.name}, you sign in as <strong>${person.email}</strong>.</p>`}
      <p>${intros[kind]}</p>
      ${form({
        action: '/invitation',
        csrf,
        body: html`<input type="hidden" name="token" value="${token}" /> ${
            person === null && [
              textInput({
                name: 'name',
                label: 'Your name',
                value: typed.name,
                autocomplete: 'name',
                spellcheck: false,
                error: errorAt(refusals, 'name'),
              }),
              textInput({
                name: 'email',
                label: 'Mail address',
                value: typed.email,
                type: 'email',
                autocomplete: 'username',
                spellcheck: false,
                error: errorAt(refusals, 'email'),
              }),
            ]
          }
          ${
            person &&
            html`<input
              type="hidden"
              name="username"
              autocomplete="username"
              value="${person.email}"
            />`
          }
          ${textInput({
            name: 'password',
            label: 'Choose a password',
            hint: `At least ${passwordLength.least} characters. Three random words make a good one. It need not have capitals, digits or signs.`,
            type: 'password',
            autocomplete: 'new-password',
            error: errorAt(refusals, 'password'),
          })}
          ${button({ text: 'Continue' })}`,
      })}`,
  })
}
