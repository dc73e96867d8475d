import { formatDate } from '../../../core/month.ts'
import type { Refusal } from '../../../core/refusal.ts'
import { button, errorAt, errorSummary, form, radios, select } from '../../../ui/form.ts'
import { html, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { statuses } from '../tables.ts'
import { statusWords } from '../words.ts'
import type { Sitting } from './sitting.ts'

const offices: Readonly<Record<string, string>> = { chair: 'chair', deputy: 'deputy' }

/** Who is there: one choice for each member, and somebody in attendance. */
export const attendancePage = (view: {
  sitting: Sitting
  csrf: string
  refusals: readonly Refusal[]
  /** What is chosen for each person: typed, else noted before. */
  chosen: ReadonlyMap<number, string>
  guests: readonly { person: number; name: string }[]
}): Html => {
  const { sitting, csrf, refusals, chosen, guests } = view
  const { series, meeting } = sitting
  const title = 'Who is there?'
  return page({
    title: title,
    section: 'meetings',
    breadcrumbs: [
      { text: 'Meetings', href: '/meetings' },
      { text: `${series.name}, ${formatDate(meeting.onDate)}`, href: `/meetings/${meeting.id}` },
    ],
    body: html`${errorSummary(refusals)}
      <h1 class="nhsuk-heading-l">${title}</h1>
      ${form({
        action: `/meetings/${meeting.id}/attendance`,
        csrf,
        body: html`${series.members.map(({ person, name, roles }) => {
          const office = roles.map((role) => offices[role]).find((word) => word !== undefined)
          return radios({
            name: `status-${person}`,
            label: office === undefined ? name : `${name}, ${office}`,
            labelSize: 's',
            value: chosen.get(person) ?? '',
            error: errorAt(refusals, `status-${person}`),
            items: statuses
              .filter((status) => status !== 'in attendance')
              .map((value) => ({ value, text: statusWords[value] })),
          })
        })}
        ${
          guests.length > 0 &&
          select({
            name: 'guest',
            label: 'Somebody else in attendance',
            labelSize: 's',
            value: '',
            error: errorAt(refusals, 'guest'),
            items: [
              { value: '', text: 'Nobody else' },
              ...guests.map(({ person, name }) => ({ value: String(person), text: name })),
            ],
          })
        }
        ${button({ text: 'Save' })}`,
      })}`,
  })
}
