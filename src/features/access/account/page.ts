import type { Refusal } from '../../../core/refusal.ts'
import { button, errorAt, errorSummary, form, textInput } from '../../../ui/form.ts'
import { html, nothing, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { insetText, tag } from '../../../ui/nhsuk.ts'
import { dataTable } from '../../../ui/table.ts'
import type { PlaceNames } from '../../figures/figures.ts'
import type { Passkey } from '../passkeys/store.ts'
import { appointmentText } from '../people/roles.ts'
import { isHeldOn, type Person } from '../people/store.ts'
import { passwordLength } from '../secrets/password-rule.ts'
import { passkeyButton } from '../sign-in/pages.ts'
import type { Session } from '../sign-in/sessions.ts'
import { momentText } from '../words.ts'

/** Everything that a person sees of the own account. */
export type AccountView = {
  person: Person
  today: string
  nameOf: PlaceNames
  session: Session | null
  sessions: readonly Session[]
  passkeys: readonly Passkey[]
  hasPassword: boolean
  codesLeft: number
}

const sessionsTable = (csrf: string, { session, sessions }: AccountView): Html =>
  dataTable({
    caption: 'Where you are signed in',
    captionSize: 'm',
    columns: [
      {
        heading: 'With',
        cell: (row: Session) =>
          html`${row.device}${row.id === session?.id && html` ${tag({ text: 'This one' })}`}`,
      },
      { heading: 'From', cell: (row: Session) => row.came_from },
      { heading: 'By', cell: (row: Session) => row.means },
      { heading: 'Since', cell: (row: Session) => momentText(row.at) },
      { heading: 'Last used', cell: (row: Session) => momentText(row.last_used) },
      {
        heading: 'End it',
        cell: (row: Session) =>
          form({
            action: `/account/sessions/${row.id}/end`,
            csrf,
            body: button({ text: `End session ${row.id}`, kind: 'secondary', small: true }),
          }),
      },
    ],
    rows: sessions,
    empty: 'You have no session; this is the sample world.',
  })

const passkeyList = (csrf: string, passkeys: readonly Passkey[]): Html =>
  passkeys.length === 0
    ? html`<p>You have no passkey.</p>`
    : html`<ul class="nhsuk-list">
        ${passkeys.map(
          ({ id, label, at }) =>
            html`<li>
              ${label}, added ${momentText(at)}
              ${form({
                action: `/account/passkeys/${id}/remove`,
                csrf,
                body: button({ text: `Remove passkey ${id}`, kind: 'secondary', small: true }),
              })}
            </li>`,
        )}
      </ul>`

const passwordForm = (csrf: string, refusals: readonly Refusal[]): Html =>
  html`<h2 class="nhsuk-heading-m">Change your password</h2>
    ${form({
      action: '/account/password',
      csrf,
      body: [
        textInput({
          name: 'current',
          label: 'Your password now',
          type: 'password',
          autocomplete: 'current-password',
          error: errorAt(refusals, 'current'),
        }),
        textInput({
          name: 'password',
          label: 'New password',
          hint: `At least ${passwordLength.least} characters. Three random words make a good one.`,
          type: 'password',
          autocomplete: 'new-password',
          error: errorAt(refusals, 'password'),
        }),
        button({ text: 'Change password', kind: 'secondary' }),
      ],
    })}`

/** A person's own account: what they hold, how they sign in, and where they are signed in now. */
export const accountPage = (
  csrf: string,
  view: AccountView,
  scripts: readonly string[],
  { refusals = [], says }: { refusals?: readonly Refusal[]; says?: string } = {},
): Html => {
  const { person, today, nameOf, passkeys, hasPassword, codesLeft } = view
  const held = person.appointments.filter((each) => isHeldOn(each, today))
  return page({
    title: 'Your account',
    scripts,
    body: html`${errorSummary(refusals)}
      <h1 class="nhsuk-heading-l">${person.name}</h1>
      ${says !== undefined && insetText({ text: says })}
      <p>${person.email}</p>
      ${
        held.length === 0
          ? html`<p>You hold no role today, so there is little that you may see.</p>`
          : html`<ul class="nhsuk-list nhsuk-list--bullet">
              ${held.map((each) => html`<li>${appointmentText(each, nameOf)}</li>`)}
            </ul>`
      }
      ${form({ action: '/sign-out', csrf, body: button({ text: 'Sign out', kind: 'secondary' }) })}
      ${sessionsTable(csrf, view)}
      ${
        view.sessions.length > 1
          ? form({
              action: '/account/sessions/end-others',
              csrf,
              body: button({ text: 'End all other sessions', kind: 'secondary' }),
            })
          : nothing
      }
      <h2 class="nhsuk-heading-m">Passkeys</h2>
      <p>A passkey is kept by your phone, your computer or a key; you need no password with it.</p>
      ${passkeyList(csrf, passkeys)} ${view.session !== null && passkeyButton('add')}
      ${
        hasPassword &&
        html`<h2 class="nhsuk-heading-m">Recovery codes</h2>
          <p>You have ${codesLeft} left.</p>
          ${form({
            action: '/account/recovery-codes',
            csrf,
            body: button({ text: 'Make ten new codes', kind: 'secondary' }),
          })}
          ${passwordForm(csrf, refusals)}`
      }`,
  })
}
