import { explainPath, type Figure } from '../../core/figure.ts'
import { formatDate, formatMonth, parseMonth, type Month } from '../../core/month.ts'
import { formatPence } from '../../core/money.ts'
import { html, joined, type Html } from '../../ui/html.ts'
import { formatCount } from '../../ui/money.ts'
import { dataTable } from '../../ui/table.ts'
import { countOf, type Names } from '../figures/figures.ts'
import type {
  AttributionRow,
  ComparisonRow,
  ControlRow,
  DifferingControl,
  ExcludedRow,
  FileRow,
  PracticeDifference,
  QuarantineRow,
  Status,
  UnpricedRow,
} from './status.ts'
import { cellText, feedName, isMonthly, stepText, sumText } from './words.ts'

const monthText = (text: string): string => {
  const month = parseMonth(text)
  return month === null ? text : formatMonth(month)
}

const periodText = (first: string, last: string): string =>
  first === last ? monthText(first) : `${monthText(first)} to ${monthText(last)}`

/** A file's name with places where a line may break, since publishers' names are long. */
const fileName = (name: string): Html => joined(name.split(/(?<=[_.-])/), html`<wbr />`)

/** Months against feeds, newest first, each cell in words. */
export const gridTable = (status: Status, months: readonly Month[], caption: string): Html => {
  const feeds = [...new Set(status.grid.map(({ feed }) => feed))].filter(isMonthly).sort()
  const cells = new Map(status.grid.map((cell) => [`${cell.feed} ${cell.month}`, cell]))
  return dataTable<Month>({
    caption,
    columns: [
      { heading: 'Month', cell: formatMonth },
      ...feeds.map((feed) => ({
        heading: feedName(feed),
        cell: (month: Month) => {
          const cell = cells.get(`${feed} ${month}`)
          const text = cellText(cell)
          return cell !== undefined && cell.state !== 'arrived'
            ? html`<strong>${text}</strong>`
            : text
        },
      })),
    ],
    rows: months,
    empty: 'No month of any feed has arrived yet.',
  })
}

export const filesTable = (files: readonly FileRow[], caption: string): Html =>
  dataTable<FileRow>({
    caption,
    columns: [
      { heading: 'File', cell: ({ file_name }) => fileName(file_name) },
      {
        heading: 'Recognised as',
        cell: ({ title, notes }) => (notes === null ? title : `${title}. ${notes}`),
      },
      { heading: 'Period', cell: ({ first, last }) => periodText(first, last) },
      { heading: 'Arrived', cell: ({ loaded_at }) => formatDate(loaded_at.slice(0, 10)) },
      {
        heading: 'Version',
        cell: ({ version, in_use, cut }) =>
          `${version}${in_use ? '' : ', replaced'}${cut === 'flex' ? ', first cut' : cut === 'freeze' ? ', final' : ''}`,
      },
      { heading: 'Rows', numeric: true, cell: ({ rows }) => formatCount(rows) },
      {
        heading: 'Quarantined',
        numeric: true,
        cell: ({ quarantined, load_id }) =>
          quarantined === 0n
            ? '0'
            : html`<a class="nhsuk-link" href="/status/quarantine/${load_id}"
                >${formatCount(quarantined)}</a
              >`,
      },
    ],
    rows: files,
    empty: 'No file has arrived yet.',
  })

type Fault = { column: string; reason: string; remedy: string; rows: bigint; files: number }

/** The same fault in many files is one line: what to tell whoever sends them. */
const faultsOf = (rows: readonly QuarantineRow[]): Fault[] =>
  [
    ...Map.groupBy(
      rows.filter((row) => row.in_use),
      (row) => JSON.stringify([row.column_name, row.reason, row.remedy]),
    ).values(),
  ]
    .flatMap(([first, ...others]) => {
      if (first === undefined) return []
      const all = [first, ...others]
      const sum = all.reduce((running, row) => running + row.rows, 0n)
      const { column_name: column, reason, remedy } = first
      return [{ column, reason, remedy, rows: sum, files: all.length }]
    })
    .sort((a, b) => Number(b.rows - a.rows))

export const faultsTable = (rows: readonly QuarantineRow[]): Html =>
  dataTable<Fault>({
    caption: 'Rows that could not be used, by reason',
    columns: [
      { heading: 'Column', cell: ({ column }) => fileName(column) },
      { heading: 'What is wrong', cell: ({ reason }) => reason },
      { heading: 'How to put it right', cell: ({ remedy }) => remedy },
      { heading: 'Files', numeric: true, cell: ({ files }) => formatCount(files) },
      { heading: 'Rows', numeric: true, cell: ({ rows: count }) => formatCount(count) },
    ],
    rows: faultsOf(rows),
    empty: 'Every row that arrived could be used.',
  })

/** The same by file, each leading to its rows. */
export const quarantineTable = (faults: readonly QuarantineRow[]): Html =>
  dataTable<QuarantineRow>({
    caption: 'Rows that could not be used, by file',
    columns: [
      {
        heading: 'File',
        cell: ({ file_name, in_use }) => html`${fileName(file_name)}${in_use ? '' : ' (replaced)'}`,
      },
      { heading: 'Column', cell: ({ column_name }) => fileName(column_name) },
      { heading: 'What is wrong', cell: ({ reason }) => reason },
      {
        heading: 'Rows',
        numeric: true,
        cell: ({ rows, load_id }) =>
          html`<a class="nhsuk-link" href="/status/quarantine/${load_id}">${formatCount(rows)}</a>`,
      },
    ],
    rows: faults,
  })

export const controlsTable = (rows: readonly ControlRow[]): Html =>
  dataTable<ControlRow>({
    caption: 'Control totals by step',
    columns: [
      { heading: 'Step', cell: ({ step }) => stepText(step) },
      { heading: 'Feed', cell: ({ feed }) => feedName(feed) },
      { heading: 'Added up', cell: ({ measure }) => sumText(measure) },
      { heading: 'Compared', numeric: true, cell: ({ checked }) => formatCount(checked) },
      {
        heading: 'Agree',
        cell: ({ differ }) => (differ === 0n ? 'All' : `${countOf(differ, 'does', 'do')} not`),
      },
    ],
    rows,
    empty: 'No control totals have been compared yet.',
  })

export const differingTable = (rows: readonly DifferingControl[]): Html =>
  dataTable<DifferingControl>({
    caption: 'Control totals that differ',
    columns: [
      { heading: 'Step', cell: ({ step }) => stepText(step) },
      { heading: 'Feed', cell: ({ feed }) => feedName(feed) },
      { heading: 'Period', cell: ({ period }) => monthText(period) },
      { heading: 'Added up', cell: ({ measure }) => sumText(measure) },
      { heading: 'One side', cell: (row) => `${row.left_label}: ${row.left_value}` },
      { heading: 'Other side', cell: (row) => `${row.right_label}: ${row.right_value}` },
    ],
    rows,
  })

export const attributionTable = (rows: readonly AttributionRow[], figure: Figure | null): Html =>
  dataTable<AttributionRow>({
    caption: 'How the practice of a line was found',
    columns: [
      {
        heading: 'From',
        cell: ({ attribution }) =>
          attribution === 'not attributed' && figure !== null
            ? html`<a class="nhsuk-link" href="${explainPath(figure)}">${attribution}</a>`
            : attribution,
      },
      {
        heading: 'Practice',
        cell: ({ in_group }) => (in_group ? 'in a group' : 'outside any group, or none'),
      },
      { heading: 'Lines', numeric: true, cell: ({ lines }) => formatCount(lines) },
      { heading: 'Cost', numeric: true, cell: ({ pence }) => formatPence(pence) },
    ],
    rows,
    empty: 'No hospital line has arrived yet.',
  })

export const practiceTable = (rows: readonly PracticeDifference[], names: Names): Html => {
  const practice = (code: string | null): string =>
    code === null ? 'blank' : `${names.of('practice', code)} (${code})`
  return dataTable<PracticeDifference>({
    caption: 'Practice as sent beside the practice as derived by the payer',
    columns: [
      { heading: 'As sent', cell: ({ practice_sent }) => practice(practice_sent) },
      { heading: 'As derived', cell: ({ practice_derived }) => practice(practice_derived) },
      { heading: 'Months', cell: ({ first, last }) => periodText(first, last) },
      { heading: 'Lines', numeric: true, cell: ({ lines }) => formatCount(lines) },
    ],
    rows,
    empty: 'No line has two different practices.',
  })
}

export const comparisonTable = (rows: readonly ComparisonRow[], names: Names): Html =>
  dataTable<ComparisonRow>({
    caption: 'Charged beside priced, largest difference first',
    columns: [
      { heading: 'Provider', cell: ({ provider }) => names.of('provider', provider) },
      { heading: 'Month', cell: ({ month }) => monthText(month) },
      { heading: 'Point of delivery', cell: ({ pod }) => names.of('pod', pod) },
      {
        heading: 'Activity sent',
        numeric: true,
        cell: ({ sent_activity }) => formatCount(sent_activity / 1000n),
      },
      { heading: 'Lines here', numeric: true, cell: ({ own_lines }) => formatCount(own_lines) },
      { heading: 'Charged', numeric: true, cell: ({ sent_pence }) => formatPence(sent_pence) },
      { heading: 'Priced here', numeric: true, cell: ({ own_pence }) => formatPence(own_pence) },
      { heading: 'Difference', numeric: true, cell: ({ difference }) => formatPence(difference) },
    ],
    rows,
    empty: 'No contract monitoring has arrived that can be compared.',
  })

export const unpricedTable = (rows: readonly UnpricedRow[], names: Names): Html =>
  dataTable<UnpricedRow>({
    caption: 'Codes without a price',
    columns: [
      { heading: 'Code', cell: ({ hrg }) => hrg ?? 'none' },
      { heading: 'Feed', cell: ({ kind }) => feedName(kind) },
      { heading: 'Year', cell: ({ financial_year }) => financial_year },
      { heading: 'Specialty', cell: ({ specialty }) => names.of('specialty', specialty ?? '') },
      { heading: 'Why', cell: ({ reason }) => reason },
      { heading: 'Lines', numeric: true, cell: ({ lines }) => formatCount(lines) },
    ],
    rows,
    empty: 'Every line has a price or is left out for a stated reason.',
  })

export const excludedTable = (rows: readonly ExcludedRow[]): Html =>
  dataTable<ExcludedRow>({
    caption: 'Lines left out of pricing',
    columns: [
      { heading: 'Why', cell: ({ reason }) => reason },
      { heading: 'Feed', cell: ({ kind }) => feedName(kind) },
      { heading: 'Months', cell: ({ first, last }) => periodText(first, last) },
      { heading: 'Lines', numeric: true, cell: ({ lines }) => formatCount(lines) },
    ],
    rows,
    empty: 'No line was left out.',
  })
