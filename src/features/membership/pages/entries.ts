import { formatDate, formatMonth } from '../../../core/month.ts'
import type { Refusal } from '../../../core/refusal.ts'
import { button, errorAt, errorSummary, form, textArea } from '../../../ui/form.ts'
import { html, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { dataTable } from '../../../ui/table.ts'
import { standing } from '../rules/places.ts'
import type { Membership, StoredChange } from '../store.ts'

const kindWords: Readonly<Record<StoredChange['kind'], string>> = {
  joins: 'Joins',
  moves: 'Moves',
  leaves: 'Leaves',
  merges: 'Merges into another',
  disperses: 'List dispersed',
  undone: 'Takes an entry back',
}

type Names = (code: string) => string

const crumbs = [
  { text: 'Members', href: '/members' },
  { text: 'Entries', href: '/members/entries' },
]

const placeText = ({ localities }: Membership, change: StoredChange, practice: Names): string => {
  const { place, undoes, successors } = change
  if (undoes !== null) return `Entry ${undoes}`
  if (successors.length > 0) return successors.map(practice).join(', ')
  if (place === null) return 'In no group'
  return (
    localities.find(({ group, locality }) => group === place.group && locality === place.locality)
      ?.name ?? place.locality
  )
}

/** Every entry of the ledger, the newest first, with what it was entered for. */
export const entriesPage = (membership: Membership, practice: Names, mayEnter: boolean): Html => {
  const held = new Set(standing(membership.changes).map(({ id }) => id))
  return page({
    title: 'Entries of membership',
    section: 'members',
    breadcrumbs: crumbs.slice(0, 1),
    body: html`<h1 class="nhsuk-heading-l">Every entry of membership</h1>
      <p class="steward-says steward-says--small">
        Nothing is overwritten. An entry that was wrong is taken back by another.
      </p>
      ${dataTable<StoredChange>({
        caption: 'Newest first',
        rows: membership.changes.toReversed(),
        empty: 'Nothing has been entered yet.',
        columns: [
          { heading: 'Practice', cell: ({ practice: code }) => `${practice(code)} (${code})` },
          { heading: 'Entry', numeric: true, cell: ({ id }) => id },
          { heading: 'What', cell: ({ kind }) => kindWords[kind] },
          { heading: 'From', cell: ({ from }) => formatMonth(from) },
          { heading: 'To', cell: (change) => placeText(membership, change, practice) },
          { heading: 'Entered', cell: ({ on }) => formatDate(on) },
          { heading: 'Ground', cell: ({ why }) => why },
          {
            heading: 'Holds',
            cell: ({ id, undoes }) =>
              undoes !== null
                ? ''
                : !held.has(id)
                  ? 'Taken back'
                  : mayEnter
                    ? html`Yes.
                        <a class="nhsuk-link" href="/members/entries/${id}"
                          >Take back<span class="nhsuk-u-visually-hidden"> entry ${id}</span></a
                        >`
                    : 'Yes',
          },
        ],
      })}`,
  })
}

/** The form by which an entry is taken back. */
export const takeBackPage = (
  change: StoredChange,
  practice: Names,
  csrf: string,
  refusals: readonly Refusal[] = [],
): Html =>
  page({
    title: 'Take an entry back',
    section: 'members',
    breadcrumbs: crumbs,
    body: html`${errorSummary(refusals)}
      <h1 class="nhsuk-heading-l">Take entry ${change.id} back</h1>
      <p>
        ${practice(change.practice)} (${change.practice}): ${kindWords[change.kind].toLowerCase()},
        from ${formatMonth(change.from)}. Once it is taken back, membership is as if it had never
        been entered, from the next close on; the entry stays to be read.
      </p>
      ${form({
        action: `/members/entries/${change.id}`,
        csrf,
        body: html`${textArea({
          name: 'why',
          label: 'Why was it wrong?',
          rows: 2,
          error: errorAt(refusals, 'why'),
        })}
        ${button({ text: 'Take it back', kind: 'warning' })}`,
      })}`,
  })
