import { formatMonth, monthRange, type Month } from '../../core/month.ts'
import { trendChart } from '../../ui/charts/trend.ts'
import { html, joined, type Content, type Html } from '../../ui/html.ts'
import { formatWholePounds, moneyAxis, moneyLink } from '../../ui/money.ts'
import { button, select } from '../../ui/nhsuk.ts'
import { absent, dataTable, type TableColumn } from '../../ui/table.ts'
import { standingText, type TrendPoint, type TrendView } from './lines/trends.ts'
import type { Money } from './words/said.ts'

/** An amount in a table: whole pounds, linked to its explanation, or the words that nothing is known. */
export const wholeMoney = (money: Money | null): Content =>
  money === null ? absent('No data') : moneyLink(money.pence, money.figure, 'whole')

const rateOf = (rate: bigint | null): string => (rate === null ? '–' : formatWholePounds(rate))

const trendTable = (trend: TrendView, compared: boolean): Html => {
  const columns: (TableColumn<TrendPoint> | false)[] = [
    { heading: 'Month', cell: ({ month }) => formatMonth(month) },
    { heading: 'Cost', numeric: true, cell: ({ cost }) => wholeMoney(cost) },
    trend.rated && {
      heading: 'Per 1,000 patients',
      numeric: true,
      cell: ({ rate }) => rateOf(rate),
    },
    compared && {
      heading: 'Group per 1,000',
      numeric: true,
      cell: ({ groupRate }) => rateOf(groupRate),
    },
  ]
  return dataTable<TrendPoint>({
    caption: trend.title,
    rows: trend.points.toReversed(),
    columns: columns.filter((column) => column !== false),
  })
}

/** A trend as a chart, the line named, beside the group's where there is one. */
export const trendFigure = (trend: TrendView, name: string): Html => {
  const { points, rated, usual } = trend
  const own = points.map(({ month, rate, cost }) => ({
    month,
    value: Number((rated ? rate : null) ?? cost.pence),
  }))
  const group = points.map(({ month, groupRate }) => ({
    month,
    value: groupRate === null ? null : Number(groupRate),
  }))
  const compared = rated && group.some(({ value }) => value !== null)
  return trendChart({
    title: trend.title,
    description: trend.description,
    says: standingText(trend),
    table: trendTable(trend, compared),
    format: moneyAxis(Math.max(usual?.to ?? 0, ...own.map(({ value }) => value))),
    band: usual ? { ...usual, label: 'its usual range' } : undefined,
    firstCut: trend.firstCut,
    lines: [{ name, points: own }, ...(compared ? [{ name: 'the group', points: group }] : [])],
  })
}

type Months = {
  month: Month
  span: { first: Month; last: Month }
  previous: Month | null
  next: Month | null
}

/** The choice of a month: a form that needs no script, and links to the neighbours. */
export const monthChoice = (
  { month: shown, span, previous, next }: Months,
  pathOf: (month?: Month) => string,
  keep: Readonly<Record<string, string>> = {},
): Html => {
  const link = (month: Month | null, words: string): Content =>
    month !== null &&
    html`<a class="nhsuk-link" href="${pathOf(month)}">${words} ${formatMonth(month)}</a>`
  const neighbours = [link(previous, 'Earlier:'), link(next, 'Later:')]
  return html`<div class="steward-choices">
    <form method="get" action="${pathOf().split('?')[0] ?? ''}">
      ${Object.entries(keep).map(
        ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
      )}
      ${select({
        id: 'month',
        name: 'month',
        label: { text: 'Month' },
        value: shown,
        items: monthRange(span.first, span.last)
          .toReversed()
          .map((month) => ({ value: month, text: formatMonth(month) })),
      })}
      ${button({ text: 'Show', classes: 'nhsuk-button--secondary nhsuk-button--small' })}
    </form>
    <p>
      ${joined(
        neighbours.filter((item) => item !== false),
        ' · ',
      )}
    </p>
  </div>`
}
