import { formatDate } from '../../../core/month.ts'
import type { Refusal } from '../../../core/refusal.ts'
import { textOf, typedDate, type FormBody } from '../../../ui/form-body.ts'
import {
  button,
  dateInput,
  errorAt,
  errorSummary,
  form,
  select,
  textInput,
} from '../../../ui/form.ts'
import { html, joined, nothing, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { insetText, tag } from '../../../ui/nhsuk.ts'
import { absent, dataTable } from '../../../ui/table.ts'
import type { PlaceNames } from '../../figures/figures.ts'
import type { AppointmentNow } from '../tables.ts'
import { appointmentText, heldRoles, roleDoes, roleName } from './roles.ts'
import { isHeldOn, type Person } from './store.ts'

const crumbs = [{ text: 'People', href: '/people' }]

/** Everyone with what they hold today. */
export const peoplePage = (
  people: readonly Person[],
  today: string,
  nameOf: PlaceNames,
  mayManage: boolean,
): Html =>
  page({
    title: 'People',
    body: html`<h1 class="nhsuk-heading-l">People</h1>
      <p>
        Who works with the group, and what each is appointed to on ${formatDate(today)}.
        ${people.length} people.
      </p>
      ${mayManage && html`<p><a class="nhsuk-button" href="/people/new">Add a person</a></p>`}
      ${dataTable({
        caption: 'Everyone',
        captionSize: 'm',
        columns: [
          {
            heading: 'Name',
            cell: ({ id, name, closed }: Person) =>
              html`<a class="nhsuk-link" href="/people/${id}">${name}</a>${
                  closed && html` ${tag({ text: 'Has left', colour: 'grey' })}`
                }`,
          },
          {
            heading: 'Holds',
            cell: ({ appointments }: Person) => {
              const held = appointments.filter((each) => isHeldOn(each, today))
              return held.length === 0
                ? absent('Nothing today')
                : joined(
                    held.map((each) => appointmentText(each, nameOf)),
                    '; ',
                  )
            },
          },
        ],
        rows: people,
        empty: 'Nobody yet.',
      })}`,
  })

const fields = (typed: { name: string; email: string }, refusals: readonly Refusal[]): Html[] => [
  textInput({
    name: 'name',
    label: 'Name',
    value: typed.name,
    spellcheck: false,
    error: errorAt(refusals, 'name'),
  }),
  textInput({
    name: 'email',
    label: 'Mail address',
    hint: 'They sign in with it.',
    value: typed.email,
    type: 'email',
    spellcheck: false,
    error: errorAt(refusals, 'email'),
  }),
]

/** A new person. */
export const newPersonPage = (
  csrf: string,
  typed: { name: string; email: string },
  refusals: readonly Refusal[] = [],
): Html =>
  page({
    title: 'Add a person',
    breadcrumbs: crumbs,
    body: html`${errorSummary(refusals)}
      <h1 class="nhsuk-heading-l">Add a person</h1>
      <p>After this you appoint them to what they do, and give them a link to sign in.</p>
      ${form({
        action: '/people',
        csrf,
        body: [fields(typed, refusals), button({ text: 'Add' })],
      })}`,
  })

const days = ({ from_date: from, to_date: to }: AppointmentNow): string =>
  `${formatDate(from)} ${to === null ? 'on' : `to ${formatDate(to)}`}`

const appointmentsTable = (csrf: string | null, person: Person, today: string): Html =>
  dataTable({
    caption: 'Appointments',
    captionSize: 'm',
    columns: [
      { heading: 'Role', cell: (each) => appointmentText(each) },
      { heading: 'Days', cell: days },
      {
        heading: 'End',
        cell: (each: AppointmentNow) =>
          csrf === null || (each.to_date !== null && each.to_date < today)
            ? nothing
            : html`<a class="nhsuk-link" href="/people/${person.id}/appointments/${each.id}"
                >End<span class="nhsuk-u-visually-hidden"> as ${roleName(each.role)}</span></a
              >`,
      },
    ],
    rows: person.appointments,
    empty: 'None yet.',
  })

const appointForm = (
  csrf: string,
  person: Person,
  body: FormBody,
  today: string,
  refusals: readonly Refusal[],
): Html =>
  html`<h2 class="nhsuk-heading-m">Appoint</h2>
    ${form({
      action: `/people/${person.id}/appointments`,
      csrf,
      body: [
        select({
          name: 'role',
          label: 'Role',
          value: textOf(body, 'role'),
          items: [
            { value: '', text: 'Choose a role' },
            ...heldRoles.map((role) => ({
              value: role,
              text: `${roleName(role)}: ${roleDoes(role)}`,
            })),
          ],
          error: errorAt(refusals, 'role'),
        }),
        textInput({
          name: 'practice',
          label: 'Practice code',
          hint: 'For a GP, practice lead or practice manager. As in A81001.',
          value: textOf(body, 'practice'),
          width: 10,
          spellcheck: false,
          error: errorAt(refusals, 'practice'),
        }),
        textInput({
          name: 'topic',
          label: 'Topic',
          hint: 'For a topic lead. As in diabetes.',
          value: textOf(body, 'topic'),
          width: 20,
          error: errorAt(refusals, 'topic'),
        }),
        textInput({
          name: 'locality',
          label: 'Locality code',
          hint: 'Where the role is for one locality.',
          value: textOf(body, 'locality'),
          width: 10,
          spellcheck: false,
          error: errorAt(refusals, 'locality'),
        }),
        dateInput({
          name: 'from',
          label: 'First day',
          value: 'from-day' in body ? typedDate(body, 'from') : today,
          error: errorAt(refusals, 'from'),
        }),
        dateInput({
          name: 'to',
          label: 'Last day',
          hint: 'Leave empty where none is foreseen.',
          value: typedDate(body, 'to'),
          error: errorAt(refusals, 'to'),
        }),
        button({ text: 'Appoint' }),
      ],
    })}`

const accessForms = (csrf: string, person: Person): Html =>
  html`<h2 class="nhsuk-heading-m">Sign-in</h2>
    <p>
      A link lets ${person.name} choose a password. For someone who can sign in already it takes the
      old password, codes and passkeys away.
    </p>
    ${form({
      action: `/people/${person.id}/invitation`,
      csrf,
      body: button({ text: 'Make a link', kind: 'secondary' }),
    })}
    <h2 class="nhsuk-heading-m">Name, mail address, leaving</h2>
    <p><a class="nhsuk-link" href="/people/${person.id}/change">Change them</a></p>`

/** One person; to administrators with everything that they may do. */
export const personPage = (
  csrf: string | null,
  person: Person,
  today: string,
  { body = {}, refusals = [] }: { body?: FormBody; refusals?: readonly Refusal[] } = {},
): Html =>
  page({
    title: person.name,
    breadcrumbs: crumbs,
    body: html`${errorSummary(refusals)}
      <h1 class="nhsuk-heading-l">${person.name}</h1>
      ${person.closed && insetText({ text: 'Has left, and can no longer sign in.' })}
      ${person.email !== null && html`<p>${person.email}</p>`}
      ${appointmentsTable(csrf, person, today)}
      ${
        csrf !== null && [
          appointForm(csrf, person, body, today, refusals),
          person.closed ? nothing : accessForms(csrf, person),
        ]
      }`,
  })

/** The question when an appointment ends. */
export const endPage = (
  csrf: string,
  person: Person,
  appointment: AppointmentNow,
  { body, today, refusals = [] }: { body: FormBody; today: string; refusals?: readonly Refusal[] },
): Html =>
  page({
    title: 'End an appointment',
    breadcrumbs: [...crumbs, { text: person.name, href: `/people/${person.id}` }],
    body: html`${errorSummary(refusals)}
      <h1 class="nhsuk-heading-l">End an appointment</h1>
      <p>${person.name}: ${appointmentText(appointment)}, ${days(appointment)}.</p>
      ${form({
        action: `/people/${person.id}/appointments/${appointment.id}`,
        csrf,
        body: [
          dateInput({
            name: 'on',
            label: 'What is the last day?',
            value: 'on-day' in body ? typedDate(body, 'on') : today,
            error: errorAt(refusals, 'on'),
          }),
          button({ text: 'End it', kind: 'warning' }),
        ],
      })}`,
  })

/** The link, shown this once. */
export const linkPage = (person: Person, address: string, good: string): Html =>
  page({
    title: 'A link to sign in',
    breadcrumbs: [...crumbs, { text: person.name, href: `/people/${person.id}` }],
    body: html`<h1 class="nhsuk-heading-l">A link for ${person.name}</h1>
      <p>
        Give it to nobody else: who opens it first chooses the password. It is good once, for
        ${good}, and is not shown again.
      </p>
      ${insetText({ html: html`<p class="steward-link">${address}</p>` })}
      <p><a class="nhsuk-link" href="/people/${person.id}">Back to ${person.name}</a></p>`,
  })
