import { html, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import type { Names } from '../figures/figures.ts'
import type { Status } from './status.ts'
import { comparisonTable, filesTable, practiceTable, unpricedTable } from './tables.ts'

/** A long list of the data status page that has a page of its own. */
export type List = {
  path: string
  title: string
  rows: (status: Status) => readonly object[]
  table: (status: Status, names: Names) => Html
}

/** As many rows as a page of a list holds; the list as JSON has all of them. */
export const longestList = 500

export const lists: readonly List[] = [
  {
    path: 'files',
    title: 'Every file',
    rows: ({ files }) => files,
    table: ({ files }) => filesTable(files, 'Every file'),
  },
  {
    path: 'unpriced',
    title: 'Codes without a price',
    rows: ({ unpriced }) => unpriced,
    table: ({ unpriced }, names) => unpricedTable(unpriced, names),
  },
  {
    path: 'practices',
    title: 'Practices as sent and as derived',
    rows: ({ practiceDifferences }) => practiceDifferences,
    table: ({ practiceDifferences }, names) => practiceTable(practiceDifferences, names),
  },
  {
    path: 'comparison',
    title: 'Charged beside priced',
    rows: ({ comparison }) => comparison,
    table: ({ comparison }, names) => comparisonTable(comparison, names),
  },
]

/** One list in full. */
export const listHtml = ({ path, title, rows, table }: List, status: Status, names: Names): Html =>
  page({
    title,
    section: 'status',
    build: status.build,
    breadcrumbs: [{ text: 'Data status', href: '/status' }],
    alternatives: [{ text: 'all of them as JSON', href: `/status/${path}?format=json` }],
    body: html`<h1 class="nhsuk-heading-l">${title}</h1>
      ${
        rows(status).length < longestList
          ? ''
          : html`<p>The ${longestList} largest; all of them are in the JSON form of this page.</p>`
      }
      ${table(status, names)}`,
  })
