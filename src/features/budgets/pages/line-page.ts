import { formatPence, type Pence } from '../../../core/money.ts'
import { formatMonth } from '../../../core/month.ts'
import { html, type Html } from '../../../ui/html.ts'
import { page, type PageBuild } from '../../../ui/layout.ts'
import { formatCount, formatWholePounds, moneyLink } from '../../../ui/money.ts'
import { dataTable } from '../../../ui/table.ts'
import { namesOf } from '../../figures/figures.ts'
import { serviceLineNames } from '../../service-lines/service-lines.ts'
import { tableLinks } from '../../table-files.ts'
import type { CostRow, LineDetail } from '../line-detail.ts'
import { budgetLinePath, budgetsPath, versionPath } from '../paths.ts'
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

type Step = { step: string; how: string; pence: Pence | null }

const people = (millionths: bigint): string =>
  (Number(millionths) / 1e6).toLocaleString('en-GB', {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })

/** The steps of a budget from the group’s envelope to the practice’s year. */
export const stepsOf = ({ budget, line, practice, share, months }: LineDetail): Step[] => {
  const { facts, plan } = budget.version
  const gross = facts.gross.find((one) => one.line === line)
  const shared = facts.lines.find((one) => one.line === line)
  const choice = plan.lines[line]
  const steps: Step[] = [
    {
      step: 'The group’s envelope for this line',
      how: 'What the group has for it in the year.',
      pence: gross?.pence ?? 0n,
    },
    {
      step: 'What is shared to practices',
      how: 'After contingency, risk pool and management allowance, each line giving in proportion to what it holds.',
      pence: shared?.pence ?? 0n,
    },
  ]
  if (share.targetPence !== null) {
    steps.push({
      step: 'The practice’s fair share',
      how:
        share.weight === null
          ? `Need is not known, so it is budgeted per head: ${people(share.patients)} of ${people(share.patientSum)} patients.`
          : `Its weighted population of ${people(share.weight)} is ${((Number(share.weight) / Number(share.weightSum)) * 100).toFixed(3)}% of ${people(share.weightSum)}; ${people(share.patients)} patients are listed.`,
      pence: share.targetPence,
    })
  }
  if (choice.method === 'historic' || choice.method === 'glide') {
    steps.push({
      step: `Its own cost in ${facts.baseYear}`,
      how: 'At this year’s prices: each priced line × the price of its code this year ÷ the price then.',
      pence: share.baselinePence,
    })
  }
  const how = {
    'weighted capitation': 'The fair share.',
    'per head': 'The envelope shared by patients.',
    historic: 'The envelope shared as the practices’ own costs were.',
    glide: `From ${choice.from === 'historic' ? 'its own cost' : 'its share per head'}, scaled to the envelope, a step towards the fair share.`,
  }[choice.method]
  steps.push({ step: `Its budget by “${choice.method}”`, how, pence: share.annualPence })
  const year = months.reduce((sum, { pence }) => sum + pence, 0n)
  if (year !== share.annualPence) {
    steps.push({
      step: 'Virements approved since',
      how: budget.virements
        .filter(
          ({ state, from, to }) =>
            state === 'approved' &&
            [from, to].some((end) => end.practice === practice && end.line === line),
        )
        .map(({ reason }) => reason)
        .join(' '),
      pence: year - share.annualPence,
    })
  }
  return steps
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
            `Costs of ${heirs.map((code) => names.of('practice', code)).join(', ')}, which closed, are counted here in part: they are shared among the practices that took its patients, by the size of their lists. The parts below stand whole and come to ${formatPence(partsPence)}.`
          }
        </p>
      </div>
      ${assumedNote(budget.rules.assumed)} ${costTable(view)}
      ${dataTable({
        caption: 'How the budget came about',
        captionSize: 'm',
        columns: [
          { heading: 'Step', cell: ({ step }) => step },
          { heading: 'How', cell: ({ how }) => how },
          {
            heading: 'Amount',
            numeric: true,
            cell: ({ pence }) => (pence === null ? '–' : formatPence(pence)),
          },
        ],
        rows: stepsOf(detail),
      })}
      ${dataTable({
        caption: 'Laid to months by the line’s own season and working days',
        captionSize: 'm',
        columns: [
          { heading: 'Month', cell: (one) => formatMonth(one.month) },
          { heading: 'Budget', numeric: true, cell: ({ pence }) => formatPence(pence) },
        ],
        rows: months,
      })}
      <p class="steward-note">
        Whole year: ${formatWholePounds(months.reduce((sum, { pence }) => sum + pence, 0n))}. A year
        is laid to months in whole pence by the largest remainder, so the months add up to it
        exactly.
      </p>`,
  })
}
