import { formatPence } from '../../../core/money.ts'
import { formatMonth } from '../../../core/month.ts'
import { html, type Html } from '../../../ui/html.ts'
import { page, type PageBuild } from '../../../ui/layout.ts'
import { formatCount, formatWholePounds, moneyLink } from '../../../ui/money.ts'
import { workingDaysOf } from '../../../engines/capitation/working-days.ts'
import { dataTable, type TableColumn } from '../../../ui/table.ts'
import { namesOf } from '../../figures/figures.ts'
import { serviceLineNames } from '../../service-lines/service-lines.ts'
import { tableLinks } from '../../table-files.ts'
import type { CostRow, LineDetail } from '../line-detail.ts'
import { budgetLinePath, budgetsPath, versionPath } from '../paths.ts'
import { stepsOf } from './line-steps.ts'
import { assumedNote, shareText } from './parts.ts'

type BuildNames = Awaited<ReturnType<typeof namesOf>>

export type LineView = {
  build: PageBuild
  detail: LineDetail
  names: BuildNames
  /** Whether every part of the cost is listed, or the largest alone. */
  every: boolean
}

/** How many parts of the cost are listed at once. */
const shownParts = 15

/** A part of a line's cost by its name. */
export const careOf = (
  { names, detail }: Pick<LineView, 'names' | 'detail'>,
  row: CostRow,
): string => {
  const elsewhere = row.practice === detail.practice ? '' : `, ${row.practice}`
  if (row.source === 'prescribing') return `${names.of('chapter', row.chapter)}${elsewhere}`
  const specialty = row.specialty === '' ? '' : `, ${names.of('specialty', row.specialty)}`
  return `${names.of('pod', row.pod)}${specialty}${row.source === 'contract' ? ' (contract lines)' : ''}${elsewhere}`
}

const costTable = (view: LineView): Html => {
  const { detail, every } = view
  const { costs, practice, line, month } = detail
  const shown = every ? costs : costs.slice(0, shownParts)
  const rest = costs.slice(shown.length)
  return html`${dataTable({
    caption:
      rest.length === 0
        ? 'What the cost is made of, largest first'
        : `What the cost is made of: the ${shown.length} largest parts of ${costs.length}`,
    captionSize: 'm',
    columns: [
      { heading: 'Care', cell: (row) => careOf(view, row) },
      {
        heading: line === 'prescribing' ? 'Items' : 'Lines',
        numeric: true,
        cell: ({ counted }) => formatCount(counted),
      },
      {
        heading: 'Cost: opens its rows',
        numeric: true,
        cell: (row) => moneyLink(row.pence, row.figure),
      },
    ],
    rows: shown,
    empty: 'No file carries costs for this line; care for it is counted in other lines.',
  })}
  ${
    rest.length > 0 &&
    html`<p>
      The other ${rest.length} come to
      ${formatPence(rest.reduce((sum, { pence }) => sum + pence, 0n))}:
      <a class="nhsuk-link" href="${budgetLinePath(practice, line, month)}&rows=all"
        >list every part</a
      >.
    </p>`
  }`
}

/** Months with the working days and the season that a year was laid by, where the version kept them. */
const monthsTable = ({ months, monthWeights }: LineDetail): Html => {
  const weights = monthWeights.length === months.length ? monthWeights : []
  const all = weights.reduce((sum, weight) => sum + weight, 0n)
  const rows = months.map((one, i) => {
    const days = workingDaysOf(one.month)
    const weight = weights[i] ?? 0n
    return { ...one, days, season: Number(weight) / days / 1e6, part: Number(weight) / Number(all) }
  })
  type Row = (typeof rows)[number]
  const laid: TableColumn<Row>[] = [
    { heading: 'Working days', numeric: true, cell: ({ days }) => String(days) },
    { heading: 'Season', numeric: true, cell: ({ season }) => season.toFixed(3) },
    {
      heading: 'Part of the year',
      numeric: true,
      wide: true,
      cell: ({ part }) => `${(part * 100).toFixed(3)}%`,
    },
  ]
  return dataTable<Row>({
    caption: 'Laid to months by the line’s own season and working days',
    captionSize: 'm',
    columns: [
      { heading: 'Month', cell: (one) => formatMonth(one.month) },
      ...(all === 0n ? [] : laid),
      { heading: 'Budget', numeric: true, cell: ({ pence }) => formatPence(pence) },
    ],
    rows,
  })
}

/** A practice's line explained: the budget from the envelope to the month, the cost down to its rows. */
export const linePage = (view: LineView): Html => {
  const { build, detail, names } = view
  const { budget, line, practice, from, month, months, costPence, partsPence } = detail
  const name = names.of('practice', practice)
  const title = `${serviceLineNames[line]}: ${name}`
  const soFar = months
    .filter((one) => one.month <= month)
    .reduce((sum, { pence }) => sum + pence, 0n)
  const variance = costPence - soFar
  const heirs = budget.heirOf(practice)
  const share = soFar === 0n ? null : Number(variance) / Number(soFar)
  return page({
    title,
    build,
    section: 'practices',
    breadcrumbs: [
      { text: 'Budgets', href: budgetsPath(budget.version.group) },
      { text: name, href: `/practices/${encodeURIComponent(practice)}?month=${month}#budget` },
    ],
    alternatives: tableLinks(
      `/practices/${encodeURIComponent(practice)}/budget/${line}`,
      'line',
      ['Costs', 'Steps', 'Months'],
      `month=${month}`,
    ),
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">${title}</h1>
        <p class="steward-says">
          From ${formatMonth(from)} to ${formatMonth(month)} this cost
          <strong>${formatPence(costPence)}</strong> against a budget of
          <strong>${formatPence(soFar)}</strong>:
          ${formatPence(variance < 0n ? -variance : variance)} (${shareText(share)})
          ${variance < 0n ? 'under' : 'over'}.
        </p>
        <p class="steward-note">
          <a class="nhsuk-link" href="${versionPath(budget.version.id)}"
            >${budget.version.title}, version ${budget.version.number}</a
          >, rules of ${budget.rules.pack}.
          ${
            heirs.length > 0 &&
            `Costs of ${heirs.map((code) => names.of('practice', code)).join(', ')} are counted here in part: they are shared among the practices to which the patients go, by the size of their lists. The parts below stand whole and come to ${formatPence(partsPence)}.`
          }
        </p>
      </div>
      ${assumedNote(budget.rules.assumed)} ${costTable(view)}
      ${dataTable({
        caption: 'How the budget came about',
        captionSize: 'm',
        columns: [
          { heading: 'Step', cell: ({ step }) => step },
          { heading: 'How', long: true, cell: ({ how }) => how },
          {
            heading: 'Amount',
            numeric: true,
            cell: ({ pence }) => formatPence(pence),
          },
        ],
        rows: stepsOf(detail),
      })}
      ${monthsTable(detail)}
      <p class="steward-note">
        Whole year: ${formatWholePounds(months.reduce((sum, { pence }) => sum + pence, 0n))}. A year
        is laid to months in whole pence by the largest remainder, so the months add up to it
        exactly. A season of 1.1 is a cost per working day one tenth above the year’s; virements
        count from their first month.
      </p>`,
  })
}
