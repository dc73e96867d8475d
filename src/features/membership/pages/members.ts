import { addMonths, formatMonth, type Month } from '../../../core/month.ts'
import { html, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { button, select } from '../../../ui/nhsuk.ts'
import { dataTable } from '../../../ui/table.ts'
import { countOf } from '../../figures/figures.ts'
import { differences, predecessorsOf } from '../rules/history.ts'
import { holdsIn, type Spell } from '../rules/places.ts'
import type { Membership } from '../store.ts'

export type MembersView = {
  membership: Membership
  month: Month
  thisMonth: Month
  practice: (code: string) => string
  mayEnter: boolean
  mayCompare: boolean
}

/** Months from which one can be chosen: five years back to one ahead. */
export const monthsAround = (month: Month): Month[] =>
  Array.from({ length: 73 }, (_, i) => addMonths(month, 12 - i))

const says = ({ membership, month }: MembersView): string => {
  const members = membership.spells.filter((spell) => holdsIn(spell, month))
  if (members.length === 0) return `Nobody belongs to a group in ${formatMonth(month)} yet.`
  const localities = new Set(members.map(({ group, locality }) => `${group} ${locality}`)).size
  const before = addMonths(month, -12)
  const { spells } = membership
  const { joined, left, moved } = differences(spells, spells, before, month)
  const changes = [
    joined.length > 0 && `${joined.length} joined`,
    left.length > 0 && `${left.length} left, merged or closed`,
    moved.length > 0 && `${moved.length} moved to another locality`,
  ].filter((text) => text !== false)
  return `${countOf(members.length, 'practice belongs', 'practices belong')} to ${countOf(localities, 'locality', 'localities')} in ${formatMonth(month)}. ${
    changes.length === 0
      ? 'Nothing has changed in the year before.'
      : `In the year before, ${changes.join(', ')}.`
  }`
}

const monthForm = ({ month, thisMonth }: MembersView): Html =>
  html`<div class="steward-choices">
    <form method="get" action="/members">
      ${select({
        id: 'month',
        name: 'month',
        label: { text: 'As it was, or will be, in', size: 's' },
        value: month,
        items: monthsAround(thisMonth).map((value) => ({ value, text: formatMonth(value) })),
      })}
      ${button({ text: 'Show', classes: 'nhsuk-button--secondary', small: true })}
    </form>
  </div>`

const table = (view: MembersView): Html => {
  const { membership, month, practice } = view
  const name = (spell: Spell): string =>
    membership.localities.find(
      ({ group, locality }) => group === spell.group && locality === spell.locality,
    )?.name ?? spell.locality
  return dataTable<Spell>({
    caption: `Members in ${formatMonth(month)}`,
    captionSize: 'm',
    rows: membership.spells
      .filter((spell) => holdsIn(spell, month))
      .toSorted((a, b) => (practice(a.practice) < practice(b.practice) ? -1 : 1)),
    empty: 'No members.',
    columns: [
      {
        heading: 'Practice',
        cell: ({ practice: code }) =>
          html`<a class="nhsuk-link" href="/practices/${code}">${practice(code)}</a>`,
      },
      { heading: 'Code', cell: ({ practice: code }) => code },
      { heading: 'Locality', cell: name },
      { heading: 'There since', cell: ({ from }) => formatMonth(from) },
      {
        heading: 'Took on the patients of',
        cell: ({ practice: code }) =>
          predecessorsOf(
            membership.successions.filter(({ from }) => from <= month),
            code,
          )
            .map(practice)
            .join(', '),
      },
    ],
  })
}

/** Who belongs where in a month, and what has changed in the year before. */
export const membersPage = (view: MembersView): Html =>
  page({
    title: 'Members',
    section: 'members',
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">Members</h1>
        <p class="steward-says">${says(view)}</p>
        <ul class="nhsuk-list nhsuk-list--bullet">
          ${view.mayEnter && html`<li><a class="nhsuk-link" href="/members/change">Enter a change</a></li>`}
          <li><a class="nhsuk-link" href="/members/entries">Every entry, with its reason</a></li>
          <li>
            <a class="nhsuk-link" href="/members/constitution">Constitution and signatures</a>
          </li>
          ${
            view.mayCompare &&
            html`<li>
              <a class="nhsuk-link" href="/members/then-and-now"
                >Costs as the group was then and as it is now</a
              >
            </li>`
          }
          <li><a class="nhsuk-link" href="/boundaries">What if the group were others?</a></li>
        </ul>
      </div>
      ${monthForm(view)} ${table(view)}`,
  })
