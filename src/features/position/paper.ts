import { formatShortPence, type Pence } from '../../core/money.ts'
import { formatMonth } from '../../core/month.ts'
import { asksBox } from '../../ui/asks.ts'
import { csvPounds } from '../../ui/csv.ts'
import { html, nothing, type Content, type Html } from '../../ui/html.ts'
import { page, type PageBuild } from '../../ui/layout.ts'
import { formatCount, formatWholePounds } from '../../ui/money.ts'
import { saidText } from '../../ui/said.ts'
import { absent, dataTable } from '../../ui/table.ts'
import type { Sheet } from '../../ui/xlsx.ts'
import { tableLinks } from '../table-files.ts'
import {
  budgetSection,
  listText,
  membersChoice,
  statementPath,
  varianceText,
  withMembers,
  yearSheet,
} from '../statement/statement.ts'
import type { Position } from './store.ts'

export type PaperView = {
  build: PageBuild
  group: string
  groupName: string
  position: Position
  names: { of(practice: string): string }
}

const percent = (share: number): string =>
  share > 0 && share < 0.0005 ? 'under 0.1%' : `${(share * 100).toFixed(1)}%`
const signed = (pence: Pence): string =>
  pence > 0n ? `+${formatWholePounds(pence)}` : formatWholePounds(pence)
const sizeOf = (pence: Pence): Pence => (pence < 0n ? -pence : pence)

/** The position in four sentences: where the group stands, what chance does, where the year ends, what is shared. */
export const fourSentences = ({ groupName, position }: PaperView): string[] => {
  const { part, practices, risk, savings, month, released } = position
  const { total } = part.comparison
  const beyond = practices.filter(({ comparison }) => comparison.total.verdict === 'beyond it')
  const over = beyond.filter(({ comparison }) => comparison.total.bandVariance > 0n).length
  const paid = savings && formatShortPence(savings.account.settlement.settledPence)
  const two = risk?.chances.find(({ share }) => share === 0.02)
  return [
    total.variance === null
      ? `No costs are loaded for ${groupName} in ${formatMonth(month)}.`
      : `To ${formatMonth(month)} all care with a budget cost ${groupName} ${formatShortPence(total.yearActual ?? 0n)} against ${formatShortPence(total.yearBudget)}: ${varianceText(total.variance, total.yearBudget)}.`,
    ...(part.outlook ? [saidText(part.outlook.says)] : []),
    ...(released
      ? []
      : [
          practices.every(({ comparison }) => comparison.total.verdict === null)
            ? 'Nothing tells what chance alone does: no patient-level costs with lists by age are loaded.'
            : beyond.length === 0
              ? `None of ${practices.length} practices lies beyond what chance alone does to a list of its size in 19 years of 20.`
              : `${beyond.length} of ${practices.length} practices ${beyond.length === 1 ? 'lies' : 'lie'} beyond what chance alone does to a list of their size in 19 years of 20: ${over} above and ${beyond.length - over} below; ${Math.round(practices.length / 20) || 'none'} would be expected by chance.`,
        ]),
    risk && two
      ? `By chance alone hospital care of the ${formatCount(risk.patients)} patients on the list by age and sex when the year began passes what is expected by more than 2% with a chance of ${percent(two.exact)}${paid === null ? '' : `; as things stand practices would be paid ${paid} of savings`}.`
      : paid === null
        ? position.members === 'now'
          ? 'Savings are those of the practices that had a budget, so they are told with the members of each month.'
          : 'Savings rest on the costs of single patients and practices, so they are shown inside the group only.'
        : `As things stand practices would be paid ${paid} of savings.`,
  ]
}

/** The group's position for the board: one paper that prints, from the same figures as the pages. */
export const paperPage = (view: PaperView): Html => {
  const { position, group, groupName, names, build } = view
  const { part, month, budget } = position
  const asked = budget.virements.filter(({ state }) => state === 'asked')
  const query = `group=${encodeURIComponent(group)}&month=${month}`
  return page({
    title: `Position of ${groupName}, ${formatMonth(month)}`,
    build,
    section: 'budgets',
    breadcrumbs: [{ text: 'Budgets', href: `/budgets?group=${encodeURIComponent(group)}` }],
    alternatives: tableLinks(
      '/position',
      'position',
      paperSheets(view),
      `${query}${position.members === 'now' ? '&members=now' : ''}`,
    ),
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">Where does ${groupName} stand?</h1>
        <p class="steward-lead__who"><strong>${formatMonth(month)}</strong> · for the board</p>
        ${fourSentences(view).map((sentence) => html`<p class="steward-says">${sentence}</p>`)}
      </div>
      ${!position.released && membersChoice(position.members, (members) => withMembers(`/position?${query}`, members), 'It adds up the practices that have a budget, members still or not.')}
      ${budgetSection(part, null, groupName)} ${joinersNote(view)}
      ${asksBox(
        'decide',
        'To decide',
        asked.map(
          ({ from, to, pence, reason }) =>
            `Move ${formatWholePounds(pence)} from ${names.of(from.practice)} to ${names.of(to.practice)}: ${reason}`,
        ),
      )}
      ${position.released ? releasedNote : practiceTable(view)}`,
  })
}

/** Whose months left nothing forecasts, from not being members in the month. */
const joinersNote = ({ position, names }: PaperView): Content => {
  const { outlook } = position.part
  if (outlook === null || outlook.asBudgeted.length === 0) return nothing
  return html`<p class="steward-note">
    ${listText(outlook.asBudgeted.map((code) => names.of(code)))}
    ${outlook.asBudgeted.length === 1 ? 'has' : 'have'} a budget and no membership in
    ${formatMonth(position.month)}: what is known counts, and the months left are taken as budgeted.
    New versions of the budget follow members who join or leave.
  </p>`
}

const releasedNote = html`<p>
  Figures of single practices stay inside the group. The cost of a service line is withheld where
  few people stand behind it.
</p>`

const practiceTable = ({ position: { practices, month }, names }: PaperView): Html => {
  const rows = practices.map(({ practice, comparison: { total } }) => ({ practice, total }))
  return html`${dataTable({
      caption: 'Every practice against its budget since April, in order of code',
      captionSize: 'm',
      columns: [
        {
          heading: 'Practice',
          cell: ({ practice }) =>
            html`<a class="nhsuk-link" href="${statementPath(practice, month)}"
              >${names.of(practice)}</a
            >`,
        },
        {
          heading: 'Budget',
          numeric: true,
          cell: ({ total }) => formatWholePounds(total.yearBudget),
        },
        {
          heading: 'Cost',
          numeric: true,
          cell: ({ total }) =>
            total.yearActual === null ? absent('No data') : formatWholePounds(total.yearActual),
        },
        {
          heading: 'Over (+) or under (−)',
          numeric: true,
          cell: ({ total }) => (total.variance === null ? '–' : signed(total.variance)),
        },
        {
          heading: 'Of it where chance is known',
          numeric: true,
          wide: true,
          cell: ({ total }) => (total.band === null ? '–' : signed(total.bandVariance)),
        },
        {
          heading: 'Chance moves that by up to',
          numeric: true,
          cell: ({ total }) =>
            total.band === null
              ? absent('Not known')
              : formatWholePounds(
                  sizeOf(total.band.lowPence) > total.band.highPence
                    ? sizeOf(total.band.lowPence)
                    : total.band.highPence,
                ),
        },
        {
          heading: 'So it is',
          long: true,
          cell: ({ total }) => html`<span class="steward-together">${total.verdict ?? '–'}</span>`,
        },
      ],
      rows,
    })}
    <p class="steward-note">
      Chance bands hold 19 years of 20, both ways, from each practice’s own list and what patients
      of the group cost in the same months a year before.
    </p>`
}

/** The paper's tables for a spreadsheet: practices where they may be seen, service lines, the year by month. */
export const paperSheets = ({ position, names }: PaperView): Sheet[] => {
  const amount = (pence: Pence | null): string | null => (pence === null ? null : csvPounds(pence))
  const practices: Sheet = {
    name: 'Practices',
    rows: [
      [
        'practice',
        'name',
        'budget_pounds',
        'cost_pounds',
        'variance_pounds',
        'variance_where_chance_is_known_pounds',
        'chance_low_pounds',
        'chance_high_pounds',
        'verdict',
      ],
      ...position.practices.map(({ practice, comparison: { total } }) => [
        practice,
        names.of(practice),
        amount(total.yearBudget),
        amount(total.yearActual),
        amount(total.variance),
        amount(total.bandVariance),
        amount(total.band?.lowPence ?? null),
        amount(total.band?.highPence ?? null),
        total.verdict,
      ]),
    ],
  }
  const lines: Sheet = {
    name: 'Service lines',
    rows: [
      [
        'service_line',
        'scope',
        'budget_pounds',
        'cost_pounds',
        'not_yet_billed_pounds',
        'variance_pounds',
        'chance_low_pounds',
        'chance_high_pounds',
        'verdict',
        'whole_year_budget_pounds',
      ],
      ...position.part.comparison.rows.map((row) => [
        row.line,
        row.scope,
        amount(row.yearBudget),
        amount(row.yearActual),
        amount(row.unbilled),
        amount(row.variance),
        amount(row.band?.lowPence ?? null),
        amount(row.band?.highPence ?? null),
        row.verdict,
        amount(row.annualBudget),
      ]),
    ],
  }
  const year = yearSheet(position.part)
  return [...(position.released ? [] : [practices]), lines, ...(year ? [year] : [])]
}
