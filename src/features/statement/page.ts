import { formatDate, formatMonth } from '../../core/month.ts'
import { asksBox } from '../../ui/asks.ts'
import { html, joined, nothing, type Content, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import { figureLink, formatCount } from '../../ui/money.ts'
import { details } from '../../ui/nhsuk.ts'
import { saidHtml, saidLead } from '../../ui/said.ts'
import { dataTable, type TableColumn } from '../../ui/table.ts'
import { forecastPath } from '../forecast/forecast.ts'
import { budgetSection } from './budget/section.ts'
import type { Line } from './lines/lines.ts'
import { needSection } from './need.ts'
import { monthChoice, trendFigure, wholeMoney } from './parts.ts'
import { tableLinks } from '../table-files.ts'
import { statementSheets } from './exports.ts'
import { groupPath, localityPath, statementPath } from './paths.ts'
import type { StatementTable, StatementView } from './view.ts'
import { beforeText } from './words/said.ts'

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
    { heading: formatMonth(month), numeric: true, cell: (line) => wholeMoney(line.month) },
    !one && { heading: 'Since April', numeric: true, cell: (line) => wholeMoney(line.year) },
    {
      heading: beforeText(beforeFrom, beforeTo),
      numeric: true,
      cell: (line) => wholeMoney(line.before),
    },
    { heading: 'Change', numeric: true, cell: ({ change }) => change ?? '–' },
    rated && {
      heading: 'Per 1,000 patients',
      numeric: true,
      cell: ({ rate }) => (rate === null ? '–' : wholeMoney(rate)),
    },
    rated &&
      view.membership !== null && {
        heading: 'Group per 1,000',
        numeric: true,
        cell: ({ groupRate }) => (groupRate === null ? '–' : wholeMoney(groupRate)),
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

const lead = (view: StatementView): Html => {
  const { practice, membership, patients, monthName } = view
  const who: Content[] = [
    html`<strong>${monthName}</strong>`,
    practice.code,
    patients === null ? 'list size not loaded' : `${formatCount(patients)} patients`,
    ...(membership
      ? [
          html`<a
            class="nhsuk-link"
            href="${localityPath(membership.group, membership.locality, view.periods.month)}"
            >${membership.localityName}</a
          >`,
        ]
      : ['not a member of a group in this month']),
    ...(practice.closed ? [`closed ${formatDate(practice.closed)}`] : []),
  ]
  return html`<div class="steward-lead">
    <h1 class="nhsuk-heading-l">${practice.name}</h1>
    <p class="steward-lead__who">${joined(who, ' · ')}</p>
    ${saidLead(view.says)} ${asksBox('asks', 'Worth asking', view.asks.map(saidHtml))}
    <p class="steward-note">
      ${joined(view.sure.map(saidHtml), ' ')}
      <a class="nhsuk-link" href="${statementPath(practice.code)}/changes"
        >What changed since the statement before</a
      >
    </p>
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
              href: localityPath(membership.group, membership.locality, view.periods.month),
            },
          ]
        : []),
    ],
    notices: view.notices,
    alternatives: [
      { text: 'JSON', href: `${statementPath(practice.code, periods.month)}&format=json` },
      ...tableLinks(
        `${statementPath(practice.code)}/tables`,
        'statement',
        statementSheets(view),
        `month=${periods.month}`,
      ),
    ],
    body: html`${lead(view)}
      ${monthChoice({ ...view, month: periods.month }, (month) => statementPath(practice.code, month))}
      <p class="steward-screen">
        <a
          class="nhsuk-link"
          href="/practices/${encodeURIComponent(practice.code)}/pack?month=${periods.month}"
          >The pack for your practice meeting</a
        >${
          membership &&
          html` ·
            <a
              class="nhsuk-link"
              href="${forecastPath({ kind: 'practice', code: practice.code }, membership.group, periods.month)}"
              >Where the year will end</a
            >`
        }
      </p>
      ${budgetSection(view.budget, practice.code, practice.name)}
      ${services ? tableSection(view, services) : nothing}
      <div class="steward-columns">
        ${view.trends.map((trend) => trendFigure(trend, practice.name))}
      </div>
      ${filled.map((table) => tableSection(view, table))} ${view.need && needSection(view.need)}
      <p class="steward-paper steward-note">
        Not on paper: contract lines, need, and all but the largest of each table. The page of this
        statement has them.
      </p>`,
  })
}
