import { html, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import type { Names } from '../figures/figures.ts'
import type { Status } from './status.ts'
import { comparisonTable, filesTable, practiceTable, unpricedTable } from './tables.ts'

/** A long list of the data status page that has a page of its own. */
export type List = { path: string; title: string; table: (status: Status, names: Names) => Html }

export const lists: readonly List[] = [
  { path: 'files', title: 'Every file', table: ({ files }) => filesTable(files, 'Every file') },
  {
    path: 'unpriced',
    title: 'Codes without a price',
    table: ({ unpriced }, names) => unpricedTable(unpriced, names),
  },
  {
    path: 'practices',
    title: 'Practices as sent and as derived',
    table: ({ practiceDifferences }, names) => practiceTable(practiceDifferences, names),
  },
  {
    path: 'comparison',
    title: 'Charged beside priced',
    table: ({ comparison }, names) => comparisonTable(comparison, names),
  },
]

/** One list in full. */
export const listHtml = ({ title, table }: List, status: Status, names: Names): Html =>
  page({
    title,
    section: 'status',
    build: status.build,
    breadcrumbs: [{ text: 'Data status', href: '/status' }],
    body: html`<h1 class="nhsuk-heading-l">${title}</h1>
      ${table(status, names)}`,
  })
