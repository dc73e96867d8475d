import { formatDate } from '../../../core/month.ts'
import type { Refusal } from '../../../core/refusal.ts'
import {
  button,
  checkboxes,
  errorAt,
  errorSummary,
  form,
  radios,
  select,
  textInput,
} from '../../../ui/form.ts'
import { html, type Content, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { dataTable } from '../../../ui/table.ts'
import type { Person } from '../../interests/interests.ts'
import { actionList } from '../sitting/actions.ts'
import { planFields, type TypedPlan } from '../sitting/plan.ts'
import type { Action } from '../store/actions.ts'
import type { Meeting } from '../store/meetings.ts'
import type { Series, SeriesMember } from '../store/series.ts'
import { counted, stateWords, whenWords } from '../words.ts'

const crumbs = [{ text: 'Meetings', href: '/meetings' }]

/** A meeting with its series, for a list. */
export type Listed = { meeting: Meeting; series: Series }

const meetingTable = (caption: string, rows: readonly Listed[], empty: string): Html =>
  dataTable<Listed>({
    caption,
    captionSize: 'm',
    rows,
    empty,
    columns: [
      {
        heading: 'Meeting',
        cell: ({ meeting, series }) =>
          html`<a class="nhsuk-link" href="/meetings/${meeting.id}"
            >${series.name}, ${formatDate(meeting.onDate)}</a
          >`,
      },
      { heading: 'When', cell: ({ meeting }) => whenWords(meeting) },
      { heading: 'Where', cell: ({ meeting }) => meeting.place },
      { heading: 'State', cell: ({ meeting }) => stateWords[meeting.state] },
    ],
  })

/** All that is ahead, what was held lately, and the open actions of everybody. */
export const meetingsPage = (view: {
  ahead: readonly Listed[]
  held: readonly Listed[]
  series: readonly Series[]
  actions: readonly Action[]
  mayBegin: boolean
  today: string
}): Html => {
  const { ahead, held, series, actions, mayBegin, today } = view
  const late = actions.filter(({ due }) => due < today).length
  const [next] = ahead
  return page({
    title: 'Meetings',
    section: 'meetings',
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">Meetings</h1>
        <p class="steward-says">
          ${next ? `Next: ${next.series.name}, ${formatDate(next.meeting.onDate)}.` : 'No meeting is planned.'}
          ${counted(actions.length, 'action is', 'actions are')}
          open${late > 0 ? `, ${late} past the day promised` : ''}.
        </p>
      </div>
      <ul class="nhsuk-list">
        <li><a class="nhsuk-link" href="/decisions">Decisions</a></li>
        <li><a class="nhsuk-link" href="/interests">Register of interests</a></li>
        <li><a class="nhsuk-link" href="/meetings/calendar">Meetings in your own calendar</a></li>
        ${mayBegin && html`<li><a class="nhsuk-link" href="/meetings/series/new">Begin a series of meetings</a></li>`}
      </ul>
      <section class="steward-section">
        ${meetingTable('Ahead', ahead, 'No meeting is planned.')}
      </section>
      ${held.length > 0 && html`<section class="steward-section">${meetingTable('Held lately', held, '')}</section>`}
      <section class="steward-section">
        <h2 class="nhsuk-heading-m">Series</h2>
        <ul class="nhsuk-list nhsuk-list--bullet">
          ${series.map(
            ({ id, name, members }) =>
              html`<li>
                <a class="nhsuk-link" href="/meetings/series/${id}">${name}</a>,
                ${counted(members.length, 'member')}
              </li>`,
          )}
        </ul>
      </section>
      ${actions.length > 0 && html`<section class="steward-section">${actionList(actions, 'Open actions')}</section>`}`,
  })
}

/** Offices and roles that somebody may sit in a series as. */
export const seatRoles: readonly { value: string; text: string }[] = [
  { value: 'elected-gp', text: 'Elected GP' },
  { value: 'gp', text: 'GP' },
  { value: 'lay-member', text: 'Lay member' },
  { value: 'nurse-member', text: 'Nurse' },
  { value: 'specialist-member', text: 'Hospital specialist' },
  { value: 'accountable-officer', text: 'Accountable officer' },
  { value: 'finance-lead', text: 'Finance lead' },
  { value: 'practice-lead', text: 'Practice lead' },
  { value: 'practice-manager', text: 'Practice manager' },
  { value: 'patient-group', text: 'Patient-group member' },
]

const rolesOf = ({ roles, voting }: SeriesMember): string => {
  const words = roles.map(
    (role) =>
      seatRoles.find(({ value }) => value === role)?.text ??
      `${role.slice(0, 1).toUpperCase()}${role.slice(1)}`,
  )
  return `${words.join(', ')}${voting ? '' : ' (no vote)'}`
}

/** What was typed to seat somebody. */
export type TypedSeat = {
  person: string
  role: string
  office: string
  flags: readonly string[]
  practice: string
}

const seatForm = (view: SeriesView): Content => {
  const { series, csrf, refusals, seat, people } = view
  const error = (name: string): string | undefined => errorAt(refusals, name)
  return form({
    action: `/meetings/series/${series.id}/members`,
    csrf,
    body: html`<h2 class="nhsuk-heading-m">Seat somebody, or end a seat</h2>
      ${select({
        name: 'person',
        label: 'Who?',
        value: seat.person,
        error: error('person'),
        items: [
          { value: '', text: 'Choose a person' },
          ...people.map(({ id, name, post }) => ({ value: String(id), text: `${name}, ${post}` })),
        ],
      })}
      ${select({
        name: 'role',
        label: 'Sits as',
        value: seat.role,
        error: error('role'),
        items: [{ value: '', text: 'Choose a role' }, ...seatRoles],
      })}
      ${radios({
        name: 'office',
        label: 'Office',
        value: seat.office || 'none',
        error: error('office'),
        items: [
          { value: 'none', text: 'None' },
          { value: 'chair', text: 'Chair' },
          { value: 'deputy', text: 'Deputy' },
        ],
      })}
      ${textInput({
        name: 'practice',
        label: 'Speaks for which practice, if any?',
        hint: 'Its code.',
        width: 10,
        value: seat.practice,
        error: error('practice'),
      })}
      ${checkboxes({
        name: 'flags',
        label: 'And',
        values: seat.flags,
        items: [
          { value: 'voting', text: 'Has a vote' },
          { value: 'ended', text: 'The seat ends today' },
        ],
      })}
      ${button({ text: 'Save', kind: 'secondary' })}`,
  })
}

export type SeriesView = {
  series: Series
  meetings: readonly Meeting[]
  keeper: boolean
  csrf: string
  refusals: readonly Refusal[]
  plan: TypedPlan
  seat: TypedSeat
  people: readonly Person[]
}

/** A series: who sits in it, its dates, and for whoever keeps it a new date and seats. */
export const seriesPage = (view: SeriesView): Html => {
  const { series, meetings, keeper, csrf, refusals, plan } = view
  return page({
    title: series.name,
    section: 'meetings',
    breadcrumbs: crumbs,
    body: html`${errorSummary(refusals)}
      <h1 class="nhsuk-heading-l">${series.name}</h1>
      <section class="steward-section">
        ${meetingTable(
          'Dates',
          meetings.toReversed().map((meeting) => ({ meeting, series })),
          'No meeting is planned.',
        )}
      </section>
      <section class="steward-section">
        ${dataTable<SeriesMember>({
          caption: 'Members',
          captionSize: 'm',
          rows: series.members,
          empty: 'Nobody sits in it yet.',
          columns: [
            { heading: 'Who', cell: ({ name }) => name },
            { heading: 'Sits as', cell: rolesOf },
            { heading: 'Speaks for', cell: ({ practice }) => practice ?? '–' },
          ],
        })}
      </section>
      ${
        keeper &&
        html`<section class="steward-section">
            ${form({
              action: `/meetings/series/${series.id}/meetings`,
              csrf,
              body: html`<h2 class="nhsuk-heading-m">Call a meeting</h2>
                ${planFields(plan, refusals, false)} ${button({ text: 'Call the meeting' })}`,
            })}
          </section>
          <section class="steward-section">${seatForm(view)}</section>`
      }`,
  })
}

/** The form that begins a series. */
export const newSeriesPage = (view: {
  csrf: string
  refusals: readonly Refusal[]
  typed: { body: string; name: string; place: string }
  bodies: readonly { key: string; name: string }[]
}): Html => {
  const { csrf, refusals, typed, bodies } = view
  const title = 'Begin a series of meetings'
  return page({
    title: title,
    section: 'meetings',
    breadcrumbs: crumbs,
    body: html`${errorSummary(refusals)}
      <h1 class="nhsuk-heading-l">${title}</h1>
      ${form({
        action: '/meetings/series/new',
        csrf,
        body: html`${radios({
          name: 'body',
          label: 'Which body meets?',
          labelSize: 's',
          hint: 'Its quorum and votes are in the constitution.',
          value: typed.body,
          error: errorAt(refusals, 'body'),
          items: bodies.map(({ key, name }) => ({ value: key, text: name })),
        })}
        ${textInput({
          name: 'name',
          label: 'What is the series called?',
          labelSize: 's',
          value: typed.name,
          error: errorAt(refusals, 'name'),
        })}
        ${textInput({
          name: 'place',
          label: 'Code of the locality or practice, if it is one’s',
          labelSize: 's',
          width: 10,
          value: typed.place,
          error: errorAt(refusals, 'place'),
        })}
        ${button({ text: 'Begin' })}`,
      })}`,
  })
}
