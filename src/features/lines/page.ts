import { explainPath, formatFigure, linesPath, type Figure } from '../../core/figure.ts'
import { html, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import { details, pagination, tag } from '../../ui/nhsuk.ts'
import { dataTable } from '../../ui/table.ts'
import type { Served } from '../../warehouse/served.ts'
import {
  countOf,
  definitions,
  formatUnrounded,
  formatValue,
  titleOf,
  type Evaluated,
  type Names,
} from '../figures/figures.ts'
import { codedFields, columnsOf, type Column } from './columns.ts'
import { pageSize, type LinesPage } from './paging.ts'
import { statuses, type Line, type Status } from './store.ts'

type View = {
  served: Served
  whole: Evaluated
  names: Names
  fileOf: (load: string) => string
}

const statusQuery = (status: Status | null): string =>
  status === null ? '' : `status=${encodeURIComponent(status)}&`

const link = (figure: Figure, status: Status | null, number: number): string =>
  `${linesPath(figure)}?${statusQuery(status)}page=${number}`

/** The address of one line: its place in the files, nothing about the patient. */
export const linePath = (source: LinesPage['source'], line: Line): string => {
  const kind = source === 'activity' ? String(line['kind']) : source
  return `/lines/line/${kind}/${line.month}.${line.load_id}.${line.source_line}`
}

const crumbs = (whole: Evaluated): { text: string; href: string }[] => [
  { text: 'Overview', href: '/' },
  { text: 'Explanation', href: explainPath(whole.figure) },
]

const statusLinks = ({ whole }: View, now: Status | null): Html => {
  const { counts, figure } = whole
  const numbers: Record<Status, bigint> = {
    priced: counts.priced,
    'no price': counts.noPrice,
    excluded: counts.excluded,
  }
  const item = (status: Status | null, count: bigint): Html => {
    const words = `${status ?? 'all'} (${countOf(count, 'line')})`
    return status === now
      ? html`<li><strong aria-current="true">${words}</strong></li>`
      : html`<li><a class="nhsuk-link" href="${link(figure, status, 1)}">${words}</a></li>`
  }
  return html`<ul class="nhsuk-list">
    ${item(null, counts.lines)} ${statuses.map((status) => item(status, numbers[status]))}
  </ul>`
}

/** The columns that differ from line to line: what the figure is narrowed to is said once, above. */
const shownColumns = ({ whole }: View, source: LinesPage['source']): Column[] => {
  const { cut, where } = whole.figure
  const fixed = [...Object.keys(cut), ...(where.kind === 'practice' ? ['practice'] : [])]
  const csvOnly = ['load_id', 'source_line', ...fixed]
  return columnsOf[source].filter(
    ({ heading, field }) => heading !== '' && !csvOnly.includes(field),
  )
}

const linesTable = (view: View, shown: LinesPage): Html => {
  const first = (shown.page - 1) * pageSize + 1
  return dataTable<Line>({
    caption: `Lines ${first} to ${first + shown.lines.length - 1} of ${countOf(shown.total.lines, 'line')}`,
    columns: shownColumns(view, shown.source).map((column, i) => ({
      heading: column.heading,
      numeric: column.numeric === true,
      wide: column.wide === true,
      cell: (line) => {
        const text = column.text(line, view.fileOf)
        return i === 0
          ? html`<a class="nhsuk-link" href="${linePath(shown.source, line)}">${text}</a>`
          : text
      },
    })),
    rows: shown.lines,
    empty:
      'No line stands behind this figure: nothing that arrived for these months belongs to it.',
  })
}

/** What the codes of this page stand for. */
const codeKey = ({ names }: View, { lines }: LinesPage): Html => {
  const items = codedFields.flatMap((field) => {
    const codes = [...new Set(lines.map((line) => String(line[field] ?? '')))].sort()
    const known = codes.filter((code) => code !== '' && names.of(field, code) !== code)
    return known.length === 0
      ? []
      : [html`<li>${known.map((code) => `${code} ${names.of(field, code)}`).join(' · ')}</li>`]
  })
  return items.length === 0
    ? html``
    : details({
        summaryText: 'What the codes stand for',
        html: html`<ul class="nhsuk-list">
          ${items}
        </ul>`,
      })
}

const pager = ({ whole }: View, { page: number, pages, status }: LinesPage): Html =>
  pages === 1
    ? html``
    : pagination({
        ...(number > 1
          ? {
              previous: {
                href: link(whole.figure, status, number - 1),
                labelText: `Page ${number - 1} of ${pages}`,
              },
            }
          : {}),
        ...(number < pages
          ? {
              next: {
                href: link(whole.figure, status, number + 1),
                labelText: `Page ${number + 1} of ${pages}`,
              },
            }
          : {}),
      })

const sums = (view: View, shown: LinesPage): Html => {
  const { unit } = view.whole
  const last = shown.page === shown.pages
  return html`<p>
    This page adds up to <strong>${formatUnrounded(unit, shown.sum)}</strong>; everything up to its
    end to <strong>${formatUnrounded(unit, shown.sumSoFar)}</strong>${
      last && shown.status === null
        ? html`, which is the
          figure${unit === 'money' && shown.total.exact % 1_000n !== 0n ? ' before its one rounding' : ''}`
        : ''
    }.
  </p>`
}

/** The page of lines behind a figure of one source. */
export const linesHtml = (view: View, shown: LinesPage): Html => {
  const { served, whole } = view
  const csv = `${linesPath(whole.figure)}?${statusQuery(shown.status)}format=csv`
  const json = `${link(whole.figure, shown.status, shown.page)}&format=json`
  return page({
    title: `Lines: ${whole.title}`,
    build: served.manifest,
    breadcrumbs: crumbs(whole),
    alternatives: [
      { text: 'all lines as CSV', href: csv },
      { text: 'this page as JSON', href: json },
    ],
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">Lines behind a figure</h1>
        <p class="steward-lead__who">${whole.title}</p>
      </div>
      <p class="steward-says">
        ${countOf(shown.total.lines, 'line')} add up to
        <a class="nhsuk-link steward-figure" href="${explainPath(whole.figure)}"
          >${whole.value === null ? 'no figure' : formatUnrounded(whole.unit, shown.total.exact)}</a
        >${
          whole.unit === 'money' && shown.total.exact % 1_000n !== 0n && whole.value !== null
            ? `, rounded once to ${formatValue(whole.unit, whole.value)}`
            : ''
        }.
      </p>
      ${shown.source === 'activity' ? statusLinks(view, shown.status) : ''}
      <div class="steward-scroll" role="region" aria-label="Lines" tabindex="0">
        ${linesTable(view, shown)}
      </div>
      ${sums(view, shown)} ${codeKey(view, shown)} ${pager(view, shown)}
      <p class="steward-note">
        Patients appear by the first eight characters of a pseudonym.
        <a class="nhsuk-link" href="${csv}"
          >Download all ${countOf(shown.total.lines, 'line')} (CSV)</a
        >
      </p>`,
  })
}

/** The page of a figure that counts several kinds of line: each kind has pages of its own. */
export const sourcesHtml = (view: View): Html => {
  const { served, whole, names } = view
  const parts = whole.splits.find(({ by }) => by === 'component')?.parts ?? []
  return page({
    title: `Lines: ${whole.title}`,
    build: served.manifest,
    breadcrumbs: crumbs(whole),
    body: html`<h1 class="nhsuk-heading-l">Lines behind a figure</h1>
      <p class="steward-lead__who">${titleOf(whole.figure, names)}</p>
      <p class="steward-says">
        This figure counts ${countOf(whole.counts.lines, 'line')} of several kinds. Each kind has
        its own columns and pages.
      </p>
      ${dataTable({
        caption: 'Kinds of line',
        captionSize: 'm',
        columns: [
          {
            heading: 'Kind',
            cell: ({ figure }) =>
              html`<a class="nhsuk-link" href="${linesPath(figure)}"
                >${definitions[figure.measure].title}</a
              >`,
          },
          { heading: 'Lines', numeric: true, cell: ({ lines }) => countOf(lines, 'line') },
          {
            heading: 'Sum',
            numeric: true,
            cell: ({ exact }) => formatUnrounded(whole.unit, exact),
          },
        ],
        rows: parts,
        empty: html`The lines of this figure are those of
        ${tag({ text: formatFigure({ ...whole.figure, measure: 'cost' }), colour: 'grey' })}.`,
      })}`,
  })
}
