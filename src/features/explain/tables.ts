import { linesPath } from '../../core/figure.ts'
import { formatDate } from '../../core/month.ts'
import { html, joined, type Html } from '../../ui/html.ts'
import { figureLink } from '../../ui/money.ts'
import { dataTable, type TableColumn } from '../../ui/table.ts'
import { countOf, formatUnrounded, type Part, type Split, type Unit } from '../figures/figures.ts'
import type { RowCheck } from './explanation.ts'
import type { Book, Input } from './inputs.ts'

type PartRow = { part: Part | null; exact: bigint; lines: bigint }

const linesColumn: TableColumn<PartRow> = {
  heading: 'Lines',
  numeric: true,
  cell: ({ part, lines: count }) =>
    part === null
      ? countOf(count, 'line')
      : html`<a class="nhsuk-link" href="${linesPath(part.figure)}">${countOf(count, 'line')}</a>`,
}

/** A split as a table: each part a link to its own explanation and, where they may be seen, its lines; the last row their sum. */
export const splitTable = (split: Split, unit: Unit, caption: string, withLines: boolean): Html => {
  const lines = split.parts.reduce((sum, part) => sum + part.lines, 0n)
  return dataTable<PartRow>({
    caption,
    columns: [
      {
        heading: split.title.slice(0, 1).toUpperCase() + split.title.slice(1),
        cell: ({ part }) => (part === null ? 'Together' : part.label),
      },
      ...(withLines ? [linesColumn] : []),
      {
        heading: unit === 'money' ? 'Cost, not rounded' : 'Number',
        numeric: true,
        cell: ({ part, exact }) =>
          part === null
            ? formatUnrounded(unit, exact)
            : figureLink(formatUnrounded(unit, exact), part.figure),
      },
    ],
    rows: split.parts.map((part) => ({ part, exact: part.exact, lines: part.lines })),
    total: { part: null, exact: split.sum, lines },
  })
}

const sourceNames = {
  activity: 'Priced lines of hospital activity',
  contract: 'Contract lines',
  prescribing: 'Rows of prescribing',
  patients: 'Rows of list sizes',
}

/** What the rows add up to beside what the figure has, for each kind of row. */
export const checkTable = (checks: readonly RowCheck[], unit: Unit): Html =>
  dataTable<RowCheck>({
    caption: 'The rows beside the figure',
    columns: [
      {
        heading: 'Rows',
        cell: ({ source, figure }) =>
          html`<a class="nhsuk-link" href="${linesPath(figure)}">${sourceNames[source]}</a>`,
      },
      {
        heading: 'Read again',
        numeric: true,
        wide: true,
        cell: ({ rowLines }) => countOf(rowLines, 'row'),
      },
      {
        heading: 'Their sum',
        numeric: true,
        cell: ({ rows }) => formatUnrounded(unit, rows),
      },
      {
        heading: 'In the figure',
        numeric: true,
        cell: ({ marts, figure }) => figureLink(formatUnrounded(unit, marts), figure),
      },
      { heading: 'Agree', cell: ({ agrees }) => (agrees ? 'Yes, exactly' : 'No') },
    ],
    rows: checks,
  })

const cutText = ({ cut, extractDate }: Input): string =>
  [
    extractDate === null ? '' : `extract of ${formatDate(extractDate)}`,
    cut === 'flex' ? 'first cut' : cut === 'freeze' ? 'final' : '',
  ]
    .filter((words) => words !== '')
    .join(', ')

/** Files with when they came, their version, and how many of their rows are counted. */
export const filesTable = (caption: string, files: readonly Input[]): Html =>
  dataTable<Input>({
    caption,
    columns: [
      { heading: 'File', cell: ({ file }) => joined(file.split(/(?<=[_.-])/), html`<wbr />`) },
      { heading: 'What it is', cell: ({ title }) => title },
      { heading: 'Period', cell: ({ periods }) => periods },
      {
        heading: 'Arrived',
        cell: ({ loadedAt }) => `${formatDate(loadedAt.slice(0, 10))}, ${loadedAt.slice(11, 16)}`,
      },
      { heading: 'Extract', cell: (input) => cutText(input) || 'not dated' },
      { heading: 'Version', cell: ({ version, load }) => `${version} (load ${load})` },
      {
        heading: 'Rows counted',
        numeric: true,
        cell: ({ counted, rows }) =>
          counted === null ? 'read besides' : `${countOf(counted, 'row')} of ${rows}`,
      },
    ],
    rows: files,
    empty: 'No file of this kind stands behind the figure.',
  })

export const booksTable = (books: readonly Book[]): Html =>
  dataTable<Book>({
    caption: 'Price books and rules',
    columns: [
      { heading: 'Year', cell: ({ financialYear }) => financialYear },
      { heading: 'Care', cell: ({ kind }) => kind },
      { heading: 'Price book', cell: ({ priceBook }) => priceBook },
      { heading: 'Rule pack', cell: ({ rulePack }) => rulePack },
      {
        heading: 'Kind of price',
        cell: ({ standIn }) => (standIn ? 'unit cost, standing in for a price' : 'price'),
      },
    ],
    rows: books,
  })
