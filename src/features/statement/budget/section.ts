import { formatMonth, type Month } from '../../../core/month.ts'
import { formatShortPence, type Pence } from '../../../core/money.ts'
import { barChart } from '../../../ui/charts/bars.ts'
import { trendChart } from '../../../ui/charts/trend.ts'
import { html, nothing, type Content, type Html } from '../../../ui/html.ts'
import { formatWholePounds, moneyAxis } from '../../../ui/money.ts'
import { saidText } from '../../../ui/said.ts'
import { absent, dataTable, type TableColumn } from '../../../ui/table.ts'
import { budgetLinePath, budgetsPath, parameterName, versionPath } from '../../budgets/budgets.ts'
import { listText } from '../words/said.ts'
import type { BudgetPart } from './budget-part.ts'
import { rangeText, type Outlook } from './outlook.ts'
import type { Compared, ComparedTotal } from './comparison.ts'

type Row = Omit<Compared, 'line'> & { line: Compared['line'] | null }

const totalRow = (total: ComparedTotal): Row => ({
  ...total,
  line: null,
  name: 'Lines in scope',
  scope: 'in scope',
  band: null,
  verdict: null,
})

const signed = (pence: Pence): string =>
  pence > 0n ? `+${formatWholePounds(pence)}` : formatWholePounds(pence)

const whole = (pence: Pence | null, withheld = false): Content =>
  pence === null ? absent(withheld ? 'Withheld' : 'In other lines') : formatWholePounds(pence)

const chanceText = ({ band, verdict }: Row): Content =>
  band === null
    ? absent('Not known')
    : html`<span class="steward-together"
          >${signed(band.lowPence)} to ${signed(band.highPence)}</span
        >: ${verdict}`

const columnsOf = (practice: string | null, month: Month, first: boolean): TableColumn<Row>[] => {
  const linked = (row: Row, content: Content): Content =>
    practice === null || row.line === null
      ? content
      : html`<a
          class="nhsuk-link nhsuk-link--no-visited-state steward-figure"
          href="${budgetLinePath(practice, row.line, month)}"
          >${content}</a
        >`
  const columns: (TableColumn<Row> | false)[] = [
    {
      heading: 'Service line',
      cell: (row) =>
        html`${row.name}${row.scope === 'blocked back' && ' (blocked back: seen, not scored)'}`,
    },
    {
      heading: `${formatMonth(month)} budget`,
      numeric: true,
      wide: true,
      cell: (row) => whole(row.monthBudget),
    },
    {
      heading: `${formatMonth(month)} actual`,
      numeric: true,
      wide: true,
      cell: (row) => whole(row.monthActual, row.withheld),
    },
    !first && {
      heading: 'Budget since April',
      numeric: true,
      cell: (row) => linked(row, whole(row.yearBudget)),
    },
    !first && {
      heading: 'Actual since April',
      numeric: true,
      cell: (row) =>
        row.yearActual === null ? whole(null, row.withheld) : linked(row, whole(row.yearActual)),
    },
    { heading: 'Not yet billed', numeric: true, wide: true, cell: (row) => whole(row.unbilled) },
    {
      heading: 'Over (+) or under (−)',
      numeric: true,
      cell: (row) => (row.variance === null ? '–' : signed(row.variance)),
    },
    { heading: 'By chance alone', long: true, cell: chanceText },
    {
      heading: 'Whole year’s budget',
      numeric: true,
      wide: true,
      cell: (row) => whole(row.annualBudget),
    },
  ]
  return columns.filter((column) => column !== false)
}

const twin = (rows: readonly Compared[]): Html =>
  dataTable({
    caption: 'Cost against budget since April',
    columns: [
      { heading: 'Service line', cell: ({ name }) => name },
      { heading: 'Budget', numeric: true, cell: ({ yearBudget }) => whole(yearBudget) },
      {
        heading: 'Cost',
        numeric: true,
        cell: ({ yearActual, withheld }) => whole(yearActual, withheld),
      },
    ],
    rows,
  })

const chartOf = (rows: readonly Compared[], month: Month): Html => {
  const bars = rows.filter(({ yearActual }) => yearActual !== null)
  const banded = bars.some(({ band }) => band !== null)
  return barChart({
    title: 'Cost against budget since April',
    description: `Cost of each service line since April beside its budget${banded ? ', with the band in which chance alone would leave it' : ''}, up to ${formatMonth(month)}.`,
    says: banded ? 'The band is where cost would lie by chance alone, 19 times in 20.' : null,
    table: twin(rows),
    names: { value: 'cost', compare: 'budget' },
    format: (pence) => formatShortPence(BigInt(Math.round(pence))),
    bars: bars.map(({ name, yearActual, unbilled, yearBudget, band }) => ({
      label: name,
      value: Number((yearActual ?? 0n) + unbilled),
      compare: Number(yearBudget),
      ...(band
        ? {
            chance: [
              Number(yearBudget + band.lowPence),
              Number(yearBudget + band.highPence),
            ] as const,
          }
        : {}),
    })),
  })
}

const stateWords = { known: 'known', estimated: 'estimated', forecast: 'forecast' } as const

/** The year by month: what is known, what is forecast, and the budget as it was laid to months. */
const phasingChart = ({ months, says, range80 }: Outlook): Html => {
  const joint = months.findLastIndex(({ state }) => state === 'known')
  const value = (on: boolean, pence: Pence): number | null => (on ? Number(pence) : null)
  return trendChart({
    title: 'The year by month against budget',
    description: 'Cost of each month as known or forecast, beside the month’s budget.',
    says: `${saidText(says)}${range80 ? ` In 8 years of 10 between ${rangeText(range80)}.` : ''}`,
    table: dataTable({
      caption: 'The year by month against budget',
      columns: [
        { heading: 'Month', cell: ({ month }) => formatMonth(month) },
        { heading: 'Budget', numeric: true, cell: ({ budget }) => formatWholePounds(budget) },
        { heading: 'Cost', numeric: true, cell: ({ pence }) => formatWholePounds(pence) },
        { heading: 'How it is known', cell: ({ state }) => stateWords[state] },
      ],
      rows: months,
    }),
    format: moneyAxis(Math.max(1, ...months.map(({ pence }) => Number(pence)))),
    lines: [
      {
        name: 'cost',
        points: months.map(({ month, pence }, i) => ({ month, value: value(i <= joint, pence) })),
      },
      {
        name: 'budget',
        points: months.map(({ month, budget }) => ({ month, value: Number(budget) })),
      },
      ...(joint < months.length - 1
        ? [
            {
              name: 'forecast',
              points: months.map(({ month, pence }, i) => ({
                month,
                value: value(i >= joint, pence),
              })),
            },
          ]
        : []),
    ],
  })
}

/** Budget, actual, variance and chance band by service line; a sentence where no budget is in force. */
export const budgetSection = (
  part: BudgetPart,
  practice: string | null,
  name = 'this practice',
): Html => {
  if (part.kind === 'none') {
    return html`<section class="steward-section" id="budget">
      <h2 class="nhsuk-heading-m">Against budget</h2>
      <p>
        ${part.why}
        <a class="nhsuk-link steward-screen" href="${budgetsPath()}">See budgets</a>
      </p>
    </section>`
  }
  const { comparison, version, pack, assumed, heirOf, outlook } = part
  const { month, from, rows, total } = comparison
  const table = dataTable<Row>({
    caption: `Budget and cost of ${name} by service line`,
    columns: columnsOf(practice, month, from === month),
    rows,
    total: totalRow(total),
    id: 'budget-lines',
  })
  return html`<section class="steward-section" id="budget">
    <h2 class="nhsuk-heading-m">Against budget</h2>
    <div class="steward-columns">${chartOf(rows, month)} ${outlook && phasingChart(outlook)}</div>
    ${table}
    <p class="steward-note">
      <a class="nhsuk-link" href="${versionPath(version.id)}"
        >${version.title}, version ${version.number}</a
      >, under the rules of ${pack}.
      ${
        assumed.length > 0
          ? html`It rests on ${assumed.length} <strong>assumed</strong> parameters that the group
              set itself: ${listText(assumed.map(parameterName))}.`
          : nothing
      }
      ${
        heirOf.length > 0 &&
        `Costs of ${listText(heirOf)}, whose patients come to this practice, are counted here and at the year’s end; the tables below and the forecast’s own page are without them.`
      }
    </p>
  </section>`
}
