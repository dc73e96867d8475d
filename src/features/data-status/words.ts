import { addMonths, formatDate, formatMonth, type Month } from '../../core/month.ts'
import { countOf } from '../figures/figures.ts'
import type { FeedMonth, Status } from './status.ts'

const names: Readonly<Record<string, string>> = {
  admitted: 'Admitted care',
  outpatient: 'Outpatients',
  emergency: 'Emergency care',
  'critical-care': 'Critical care',
  'contract-aggregate': 'Contract monitoring',
  'contract-patient': 'Patient-level contract monitoring',
  prescribing: 'Prescribing',
  'list-size': 'List sizes',
}

/** Files that are not expected month by month, as the tables of files and totals name them. */
const others: Readonly<Record<string, string>> = {
  membership: 'Membership',
  need: 'Need',
  registers: 'Disease registers',
  practices: 'Practices',
  providers: 'Providers',
  successors: 'Successors of organisations',
  'pcn-members': 'Primary care networks',
  'reporting-dates': 'Reporting dates',
  'prescribing-practices': 'Practices in prescribing',
  'prescribing-substances': 'Substances in prescribing',
  'price-admitted': 'Prices of admitted care',
  'price-attendance': 'Prices of attendances',
  'price-mff': 'Market forces factors',
  'contract comparison': 'Contract monitoring beside priced care',
}

const steps: Readonly<Record<string, string>> = {
  load: 'File to load',
  lake: 'Load to what is kept',
  price: 'Kept to priced',
  marts: 'Priced to figures',
}

/** What a control total compares from, and to. */
export const stepText = (step: string): string => steps[step] ?? step

const sums: Readonly<Record<string, string>> = {
  rows: 'rows',
  pence: 'pence',
  items: 'items',
  patients: 'people on registers',
  list: 'people on the lists of registers',
  quantity: 'quantity',
  cost: 'cost',
  price_sent: 'price as sent',
  cost_e5: 'actual cost, £0.00001',
  nic_e5: 'net ingredient cost, £0.00001',
  actual_pence: 'actual price, pence',
  actual_mff_pence: 'actual market forces amount, pence',
  planned_pence: 'planned price, pence',
  planned_mff_pence: 'planned market forces amount, pence',
}

/** What a control total adds up. */
export const sumText = (measure: string): string => sums[measure] ?? measure

export const feedName = (feed: string): string => names[feed] ?? others[feed] ?? feed

/** Whether a feed is expected month by month, and so has a place in the grid. */
export const isMonthly = (feed: string): boolean => feed in names

/** What the grid says of a feed in a month. */
export const cellText = (cell: FeedMonth | undefined): string => {
  if (cell === undefined) return '–'
  if (cell.state !== 'arrived') return cell.state
  const cut = cell.cut === 'flex' ? 'first cut' : cell.cut === 'freeze' ? 'final' : 'arrived'
  return cell.absent === null ? cut : `${cut}, without ${cell.absent}`
}

/** Months in order, those that follow each other as one span: "June 2018, October 2019 to March 2020". */
export const monthsText = (months: readonly Month[]): string => {
  const spans: [Month, Month][] = []
  for (const month of months.toSorted()) {
    const span = spans.at(-1)
    if (span && addMonths(span[1], 1) === month) span[1] = month
    else spans.push([month, month])
  }
  return spans
    .map(([first, last]) =>
      first === last
        ? formatMonth(first)
        : `${formatMonth(first)}${addMonths(first, 1) === last ? ',' : ' to'} ${formatMonth(last)}`,
    )
    .join(', ')
}

const byFeed = (cells: readonly FeedMonth[]): string[] =>
  [...Map.groupBy(cells, ({ feed }) => feed)].map(
    ([feed, list]) => `${feedName(feed)}: ${monthsText(list.map(({ month }) => month))}`,
  )

/** Feeds and months in a state, as "Critical care: May 2019, June 2019". */
export const inState = (status: Pick<Status, 'grid'>, state: string): string[] =>
  byFeed(status.grid.filter((cell) => cell.state === state))

/** Months that hold a first cut, as one phrase per feed. */
export const firstCuts = (status: Pick<Status, 'grid'>): string[] =>
  byFeed(status.grid.filter(({ cut, state }) => state === 'arrived' && cut === 'flex'))

export const quarantinedRows = (status: Pick<Status, 'quarantine'>): bigint =>
  status.quarantine.filter((row) => row.in_use).reduce((sum, { rows }) => sum + rows, 0n)

/** Control totals in one sentence. */
export const controlText = ({ controls }: Status): string => {
  const checked = controls.reduce((sum, row) => sum + row.checked, 0n)
  const differ = controls.reduce((sum, row) => sum + row.differ, 0n)
  if (checked === 0n) return 'No control totals have been compared yet.'
  return differ === 0n
    ? `All ${countOf(checked, 'control total')} agree: every row that arrived is counted, left out for a stated reason, or quarantined.`
    : `${countOf(differ, 'control total')} of ${checked} do not agree: do not use the figures of the feeds named below until they do.`
}

/** What has arrived, in one sentence. */
export const arrivedText = ({ files, build, months }: Status): string => {
  const rows = files.filter((file) => file.in_use).reduce((sum, file) => sum + file.rows, 0n)
  const span =
    months === null ? '' : `, for ${formatMonth(months.first)} to ${formatMonth(months.last)}`
  return `On ${formatDate(build.asAt)}, ${countOf(files.filter((file) => file.in_use).length, 'file')} with ${countOf(rows, 'row')} are in use${span}.`
}

/** What is wanting, in one sentence. */
export const wantingText = (status: Status): string => {
  const cells = (state: string): number => status.grid.filter((cell) => cell.state === state).length
  const parts = [
    ...(cells('missing') > 0 ? [`${countOf(cells('missing'), 'file')} missing`] : []),
    ...(cells('late') > 0 ? [`${countOf(cells('late'), 'file')} late`] : []),
    ...(quarantinedRows(status) > 0n
      ? [`${countOf(quarantinedRows(status), 'row')} in quarantine`]
      : []),
    ...(status.waiting.length > 0
      ? [`${countOf(status.waiting.length, 'file')} loaded but not in any figure yet`]
      : []),
    ...(status.missing.length > 0
      ? [`${countOf(status.missing.length, 'thing')} missing or estimated, named at the foot`]
      : []),
  ]
  return parts.length === 0 ? 'Nothing is late, missing or in quarantine.' : `${parts.join(', ')}.`
}
