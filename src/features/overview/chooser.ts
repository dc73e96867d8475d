import { formatMonth, type Month } from '../../core/month.ts'
import { html, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import { formatCount } from '../../ui/money.ts'
import { dataTable } from '../../ui/table.ts'
import { groupPath } from '../statement/statement.ts'

export type GroupChoice = { code: string; name: string; practices: number; localities: number }

/** Where several groups are held: which one. */
export const chooserPage = (
  build: { id: string; asAt: string },
  month: Month,
  groups: readonly GroupChoice[],
): Html =>
  page({
    title: 'Choose a group',
    build,
    section: 'overview',
    body: html`<h1 class="nhsuk-heading-l">Choose a group</h1>
      ${dataTable<GroupChoice>({
        caption: `Groups in ${formatMonth(month)}`,
        rows: groups,
        compact: false,
        columns: [
          {
            heading: 'Group',
            cell: ({ code, name }) =>
              html`<a class="nhsuk-link" href="${groupPath(code)}">${name}</a>`,
          },
          {
            heading: 'Practices',
            numeric: true,
            cell: ({ practices }) => formatCount(practices),
          },
          {
            heading: 'Localities',
            numeric: true,
            cell: ({ localities }) => formatCount(localities),
          },
        ],
      })}`,
  })

/** Figures without any membership: every practice has its statement, and nothing is a group yet. */
export const noGroupPage = (
  build: { id: string; asAt: string },
  month: Month,
  notices: readonly string[],
): Html =>
  page({
    title: 'No group yet',
    build,
    section: 'overview',
    notices,
    body: html`<h1 class="nhsuk-heading-l">No group yet</h1>
      <p class="nhsuk-body-l">
        Figures have been built to ${formatMonth(month)}, but no file says which practices are
        members of the group.
      </p>
      <p>
        Load a membership file with the header
        <code
          >practice_code,group_code,group_name,locality_code,locality_name,from_date,to_date</code
        >
        and close again.
        <a class="nhsuk-link" href="/practices">Statements of single practices</a> can be opened
        now.
      </p>`,
  })
