import { html, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import { pagination } from '../../ui/nhsuk.ts'
import { formatCount } from '../../ui/money.ts'
import { dataTable } from '../../ui/table.ts'
import { countOf } from '../figures/figures.ts'
import type { QuarantinedRow, QuarantinePage } from './quarantine.ts'

const pager = ({ load, page: number, pages }: QuarantinePage): Html => {
  const link = (to: number): { href: string; labelText: string } => ({
    href: `/status/quarantine/${load}?page=${to}`,
    labelText: `Page ${to} of ${pages}`,
  })
  if (pages === 1) return html``
  return pagination({
    ...(number > 1 ? { previous: link(number - 1) } : {}),
    ...(number < pages ? { next: link(number + 1) } : {}),
  })
}

/** The rows of one file that could not be used, each with its mend. */
export const quarantineHtml = (shown: QuarantinePage): Html =>
  page({
    title: `Quarantine of ${shown.file}`,
    section: 'status',
    build: null,
    breadcrumbs: [{ text: 'Data status', href: '/status#quarantine' }],
    alternatives: [
      { text: 'JSON', href: `/status/quarantine/${shown.load}?page=${shown.page}&format=json` },
    ],
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">Quarantine of ${shown.file}</h1>
        <p class="steward-lead__who">${shown.title}</p>
      </div>
      <p class="steward-says">
        ${countOf(shown.quarantined, 'row')} of this file could not be used;
        ${countOf(shown.accepted, 'row was', 'rows were')} accepted.
      </p>
      <p>
        Put the rows right in the source and load the file again: it takes the place of this one.
        Fields that could name a person are shown by their kind and length only.
      </p>
      ${dataTable<QuarantinedRow>({
        caption: 'What is wrong, line by line',
        columns: [
          { heading: 'Line', cell: ({ source_line }) => formatCount(source_line) },
          { heading: 'Column', cell: ({ column_name }) => column_name },
          { heading: 'Value', cell: ({ value }) => value ?? 'blank' },
          { heading: 'What is wrong', cell: ({ reason }) => reason },
          { heading: 'How to put it right', cell: ({ remedy }) => remedy },
        ],
        rows: shown.rows,
        empty: 'Every row of this file could be used.',
      })}
      ${pager(shown)}`,
  })
