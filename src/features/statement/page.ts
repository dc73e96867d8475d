import { formatMonth, monthRange, type Month } from '../../core/month.ts'
import { trendChart } from '../../ui/charts/trend.ts'
import { html, joined, nothing, type Content, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import { figureLink, formatCount, formatWholePounds, moneyAxis, moneyLink } from '../../ui/money.ts'
import { button, details, select } from '../../ui/nhsuk.ts'
import { saidHtml } from '../../ui/said.ts'
import { absent, dataTable, type TableColumn } from '../../ui/table.ts'
import { groupPath, localityPath, statementPath, tablePath } from './paths.ts'
import type { Line } from './lines/lines.ts'
import { standingText, type TrendPoint, type TrendView } from './lines/trends.ts'
import { beforeText, type Money } from './words/said.ts'
import type { StatementTable, StatementView } from './view.ts'

const whole = (money: Money | null): Content =>
  money === null ? absent('No data') : moneyLink(money.pence, money.figure, 'whole')

const columnsOf = (view: StatementView, table: StatementTable): TableColumn<Line>[] => {
  const { month, from, beforeFrom, beforeTo } = view.periods
  const { counted, rated } = table
  const one = from === month
  const columns: (TableColumn<Line> | false)[] = [
    { heading: table.heading, cell: ({ name }) => name },
    counted !== null && {
      heading: one ? counted : `${counted} since April`,
      numeric: true,
      cell: ({ count }) =>
        count === null ? '' : figureLink(formatCount(count.value), count.figure),
    },
    { heading: formatMonth(month), numeric: true, cell: (line) => whole(line.month) },
    !one && { heading: 'Since April', numeric: true, cell: (line) => whole(line.year) },
    {
      heading: beforeText(beforeFrom, beforeTo),
      numeric: true,
      cell: (line) => whole(line.before),
    },
    { heading: 'Change', numeric: true, cell: ({ change }) => change ?? '–' },
    rated && {
      heading: 'Per 1,000 patients',
      numeric: true,
      cell: ({ rate }) => (rate === null ? '–' : whole(rate)),
    },
    rated &&
      view.membership !== null && {
        heading: 'Group per 1,000',
        numeric: true,
        cell: ({ groupRate }) => (groupRate === null ? '–' : whole(groupRate)),
      },
  ]
  return columns.filter((column) => column !== false)
}

const tableSection = (view: StatementView, table: StatementTable): Html => {
  const columns = columnsOf(view, table)
  const { id, title, lines, shown, total, empty } = table
  const [top, rest] = [lines.slice(0, shown), lines.slice(shown)]
  const caption =
    rest.length > 0 ? html`${title}: the ${top.length} largest of ${lines.length}` : title
  return html`<section class="steward-section" id="${id}">
    ${dataTable({ caption, captionSize: 'm', columns, rows: top, empty, ...(total ? { total } : {}) })}
    ${
      rest.length > 0 &&
      details({
        classes: 'steward-screen',
        summaryText: `The other ${rest.length}`,
        html: dataTable({ caption: `${title}: the other ${rest.length}`, columns, rows: rest }),
      })
    }
  </section>`
}

const trendTable = (view: StatementView, trend: TrendView): Html =>
  dataTable<TrendPoint>({
    caption: trend.title,
    rows: trend.points.toReversed(),
    columns: [
      { heading: 'Month', cell: ({ month }) => formatMonth(month) },
      { heading: 'Cost', numeric: true, cell: ({ cost }) => whole(cost) },
      ...(trend.rated
        ? [
            {
              heading: 'Per 1,000 patients',
              numeric: true,
              cell: ({ rate }: TrendPoint) => (rate === null ? '–' : formatWholePounds(rate)),
            },
          ]
        : []),
      ...(trend.rated && view.membership
        ? [
            {
              heading: 'Group per 1,000',
              numeric: true,
              cell: ({ groupRate }: TrendPoint) =>
                groupRate === null ? '–' : formatWholePounds(groupRate),
            },
          ]
        : []),
    ],
  })

const trendFigure = (view: StatementView, trend: TrendView): Html => {
  const { points, rated, usual } = trend
  const own = points.map(({ month, rate, cost }) => ({
    month,
    value: Number((rated ? rate : null) ?? cost.pence),
  }))
  const group = points.map(({ month, groupRate }) => ({
    month,
    value: groupRate === null ? null : Number(groupRate),
  }))
  return trendChart({
    title: trend.title,
    description: trend.description,
    says: standingText(trend),
    table: trendTable(view, trend),
    format: moneyAxis(Math.max(usual?.to ?? 0, ...own.map(({ value }) => value))),
    band: usual ? { ...usual, label: 'its usual range' } : undefined,
    firstCut: trend.firstCut,
    lines: [
      { name: view.practice.name, points: own },
      ...(rated && view.membership ? [{ name: 'the group', points: group }] : []),
    ],
  })
}

const monthChoice = ({ practice, periods, span, previous, next }: StatementView): Html => {
  const link = (month: Month | null, words: string): Content =>
    month !== null &&
    html`<a class="nhsuk-link" href="${statementPath(practice.code, month)}"
      >${words} ${formatMonth(month)}</a
    >`
  return html`<div class="steward-choices">
    <form method="get" action="${statementPath(practice.code)}">
      ${select({
        id: 'month',
        name: 'month',
        label: { text: 'Month' },
        value: periods.month,
        items: monthRange(span.first, span.last)
          .toReversed()
          .map((month) => ({ value: month, text: formatMonth(month) })),
      })}
      ${button({ text: 'Show', classes: 'nhsuk-button--secondary nhsuk-button--small' })}
    </form>
    <p>
      ${joined(
        [link(previous, 'Earlier:'), link(next, 'Later:')].filter((item) => item !== false),
        ' · ',
      )}
    </p>
  </div>`
}

const lead = (view: StatementView): Html => {
  const { practice, membership, patients, monthName } = view
  const who: Content[] = [
    html`<strong>${monthName}</strong>`,
    practice.code,
    patients === null ? 'list size not loaded' : `${formatCount(patients)} patients`,
    ...(membership
      ? [
          html`<a class="nhsuk-link" href="${localityPath(membership.group, membership.locality)}"
            >${membership.localityName}</a
          >`,
        ]
      : ['not a member of a group in this month']),
    ...(practice.closed ? [`closed ${practice.closed}`] : []),
  ]
  return html`<div class="steward-lead">
    <h1 class="nhsuk-heading-l">${practice.name}</h1>
    <p class="steward-lead__who">${joined(who, ' · ')}</p>
    <p class="steward-says">${joined(view.says.map(saidHtml), ' ')}</p>
    ${
      view.asks.length > 0 &&
      html`<section class="steward-asks" aria-labelledby="asks">
        <h2 class="nhsuk-heading-s" id="asks">Worth asking</h2>
        <ul class="nhsuk-list nhsuk-list--bullet">
          ${view.asks.map((ask) => html`<li>${saidHtml(ask)}</li>`)}
        </ul>
      </section>`
    }
    <p class="steward-note">${joined(view.sure.map(saidHtml), ' ')}</p>
  </div>`
}

/** The practice statement: words, then what is worth asking, then figures, charts and tables. */
export const statementPage = (view: StatementView): Html => {
  const { practice, membership, periods, monthName, tables } = view
  const [services, ...others] = tables
  const title = `${practice.name}, ${monthName}`
  const filled = others.filter(({ lines }) => lines.length > 0)
  return page({
    title,
    build: view.build,
    section: 'practices',
    breadcrumbs: [
      {
        text: membership?.groupName ?? 'Overview',
        href: membership ? groupPath(membership.group) : '/',
      },
      ...(membership
        ? [
            {
              text: membership.localityName,
              href: localityPath(membership.group, membership.locality),
            },
          ]
        : []),
    ],
    notices: view.notices,
    alternatives: [
      { text: 'JSON', href: `${statementPath(practice.code, periods.month)}&format=json` },
      ...tables
        .filter(({ lines }) => lines.length > 0)
        .map(({ id, title: name }) => ({
          text: `CSV: ${name.toLowerCase()}`,
          href: tablePath(practice.code, id, periods.month),
        })),
    ],
    body: html`${lead(view)} ${monthChoice(view)}
      ${services ? tableSection(view, services) : nothing}
      <div class="steward-columns">${view.trends.map((trend) => trendFigure(view, trend))}</div>
      ${filled.map((table) => tableSection(view, table))}`,
  })
}
