import { formatPence, formatShortPence, type Pence } from '../../core/money.ts'
import { formatDate, formatMonth } from '../../core/month.ts'
import type { Settled } from '../../engines/capitation/savings/settlement.ts'
import { button, form } from '../../ui/form.ts'
import { html, nothing, type Html } from '../../ui/html.ts'
import { page, type PageBuild } from '../../ui/layout.ts'
import { formatCount, formatWholePounds } from '../../ui/money.ts'
import { insetText } from '../../ui/nhsuk.ts'
import { dataTable } from '../../ui/table.ts'
import { assumedText, budgetsPath, versionPath } from '../budgets/budgets.ts'
import { tableLinks } from '../table-files.ts'
import { assumedOf } from './assumed.ts'
import type { Savings } from './store.ts'

export type SavingsView = {
  build: PageBuild
  savings: Savings
  names: { of(practice: string): string }
  maySettle: boolean
  csrf: string
}

const bearers = {
  'pro rata': 'by the practices, each share scaled by the same part',
  pool: 'by the risk pool, as far as it goes, then the practices',
  payer: 'by the payer',
} as const

const signedCount = (count: number): string =>
  `${count < 0 ? '−' : '+'}${formatCount(Math.abs(count))}`

const signed = (pence: Pence): string =>
  pence > 0n ? `+${formatWholePounds(pence)}` : formatWholePounds(pence)

/** The steps of the group’s account, from practices’ results to what is paid. */
export const accountRows = ({ account }: Savings): { what: string; pence: Pence }[] => {
  const { settlement, poolPence, claimsPence, claimsPaidPence } = account
  const sumOf = (of: (one: Settled) => Pence): Pence =>
    settlement.practices.reduce((all, one) => all + of(one), 0n)
  return [
    {
      what: 'Practices’ results in all lines, added up (over budget counts against)',
      pence: sumOf(({ grossPence }) => grossPence),
    },
    { what: 'Of it in scope', pence: sumOf(({ inScopePence }) => inScopePence) },
    { what: 'What patients cost above the stop-loss', pence: claimsPence },
    { what: 'Paid of it by the pool', pence: claimsPaidPence },
    {
      what: 'Left with the practices, as the pool held no more',
      pence: claimsPence - claimsPaidPence,
    },
    {
      what: 'What the group saved: in scope, after stop-loss and agreed adjustments',
      pence: settlement.groupNetPence,
    },
    { what: 'Shares that the rules give practices which saved', pence: settlement.sharesPence },
    { what: 'By which they exceed what it saved', pence: settlement.shortfallPence },
    { what: 'Borne by the practices', pence: settlement.borneBy.practices },
    { what: 'Borne by the pool', pence: settlement.borneBy.pool },
    { what: 'Borne by the payer', pence: settlement.borneBy.payer },
    { what: 'Paid to practices', pence: settlement.settledPence },
    { what: 'Left with the group', pence: settlement.leftPence },
    { what: 'Held by the pool after claims', pence: poolPence },
  ]
}

const settleForm = ({ csrf, savings }: SavingsView): Html =>
  form({
    action: '/savings',
    csrf,
    body: html`<input type="hidden" name="group" value="${savings.group}" />
      <input type="hidden" name="month" value="${savings.to}" />
      ${button({ text: `Settle ${savings.year}`, kind: 'secondary' })}`,
  })

const opening = ({ complete, year, from, to, account }: Savings): string =>
  [
    complete
      ? `For ${year}`
      : `From ${formatMonth(from)} to ${formatMonth(to)}, as if the year ended now`,
    ...(account.claimsPaidPence > 0n
      ? [`once the pool has paid ${formatShortPence(account.claimsPaidPence)} for costly patients`]
      : []),
  ].join(', ')

/** A year's savings: each practice's statement and the group's account, which reconcile. */
export const savingsPage = (view: SavingsView): Html => {
  const { savings, names, build } = view
  const { account, rules, year, to, complete, settled } = savings
  const { settlement } = account
  const { values } = rules.rules
  const results = new Map(account.results.map((one) => [one.outturn.practice, one]))
  const savers = settlement.practices.filter(({ netPence }) => netPence > 0n).length
  const assumed = assumedText(assumedOf(savings))
  const cash = savings.releases.reduce((sum, { cashPence }) => sum + cashPence, 0n)
  const capacity = savings.releases.reduce((sum, { capacityPence }) => sum + capacityPence, 0n)
  return page({
    title: `Savings of ${year}`,
    build,
    section: 'budgets',
    breadcrumbs: [{ text: 'Budgets', href: budgetsPath(savings.group) }],
    alternatives: tableLinks(
      '/savings',
      'savings',
      ['Practices', 'Group account', 'What is freed'],
      `group=${encodeURIComponent(savings.group)}&month=${to}`,
    ),
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">Savings of ${year}</h1>
        <p class="steward-says">
          ${opening(savings)}, ${savers} of ${settlement.practices.length} practices are under
          budget. The group as a whole is
          ${formatShortPence(settlement.groupNetPence < 0n ? -settlement.groupNetPence : settlement.groupNetPence)}
          ${settlement.groupNetPence < 0n ? 'over' : 'under'}. Shares of
          ${formatShortPence(settlement.sharesPence)} would be due and
          ${formatShortPence(settlement.settledPence)} can be paid.
        </p>
        <p class="steward-note">
          ${
            settled
              ? `Settled on ${formatDate(settled.on)} by ${settled.by} from build ${settled.build}.${settled.paidPence === settlement.settledPence ? '' : ` ${formatPence(settled.paidPence)} was paid then. The figures below are as they stand now.`}`
              : 'Not settled.'
          }
          <a class="nhsuk-link" href="${versionPath(savings.version.id)}"
            >${savings.version.title}, version ${savings.version.number}</a
          >; rules of ${rules.rules.id}: a practice keeps
          ${values.keptShare === null ? 'nothing' : `${Number(values.keptShare) / 10_000}%`} of what
          it saves; where shares exceed what the group saved, the difference is borne
          ${bearers[values.bearer ?? 'pro rata']}. What is paid may be spent on
          ${(values.uses ?? []).join(', ') || 'what the group decides'}, with
          ${(values.approvals ?? []).join(', ') || 'the approvals that the group decides'}.
          ${
            values.yearsToBalance === null
              ? ''
              : `An overspend may be offset within ${values.yearsToBalance} years; still overspent at their end, a practice may lose its right to a budget, after arbitration.`
          }
        </p>
      </div>
      ${
        assumed !== ''
          ? insetText({
              html: html`<p>
                <strong>Assumed:</strong> ${assumed}. The group set these itself when it adopted the
                rules.
              </p>`,
            })
          : nothing
      }
      ${dataTable<Settled>({
        caption: 'Each practice: from its result to what it is paid',
        captionSize: 'm',
        columns: [
          { heading: 'Practice', cell: ({ practice }) => names.of(practice) },
          {
            heading: 'Under (+) or over (−), all lines',
            numeric: true,
            cell: ({ grossPence }) => signed(grossPence),
          },
          { heading: 'In scope', numeric: true, cell: ({ inScopePence }) => signed(inScopePence) },
          {
            heading: 'After stop-loss',
            numeric: true,
            cell: ({ afterStopLossPence }) => signed(afterStopLossPence),
          },
          { heading: 'Net', numeric: true, cell: ({ netPence }) => signed(netPence) },
          {
            heading: 'Share by the rules',
            numeric: true,
            cell: ({ sharePence }) => formatWholePounds(sharePence),
          },
          {
            heading: 'Paid',
            numeric: true,
            cell: ({ settledPence }) => formatWholePounds(settledPence),
          },
          ...(values.incentivePencePerPatient === null
            ? []
            : [
                {
                  heading: 'More if objectives are met',
                  numeric: true,
                  cell: ({ practice }: Settled) =>
                    formatWholePounds(results.get(practice)?.incentivePence ?? 0n),
                },
              ]),
          ...(values.yearsToBalance === null
            ? []
            : [
                {
                  heading: `Balance over ${values.yearsToBalance} years`,
                  cell: ({ practice }: Settled) => {
                    const balance = savings.balances.get(practice)
                    return balance
                      ? html`<span class="steward-together">${signed(balance.balancePence)}</span>,
                          ${balance.standing}`
                      : '–'
                  },
                },
              ]),
        ],
        rows: settlement.practices,
      })}
      ${dataTable({
        caption: 'The group’s account',
        captionSize: 'm',
        columns: [
          { heading: 'What', cell: ({ what }) => what },
          { heading: 'Amount', numeric: true, cell: ({ pence }) => formatPence(pence) },
        ],
        rows: accountRows(savings),
      })}
      <p class="steward-note">
        Practices that overspent are not charged, so shares can come to more than the group saved.
        Both figures are shown: what the rules give, and what is paid after that is made good. Where
        claims come to more than the pool holds, each is paid the same part of it.
      </p>
      ${dataTable({
        caption: 'What a change of activity frees: cash and capacity apart, never one sum',
        captionSize: 'm',
        columns: [
          { heading: 'Point of delivery', cell: ({ name }) => name },
          {
            heading: 'Change in lines on the year before',
            numeric: true,
            cell: ({ change }) => signedCount(change),
          },
          { heading: 'Frees cash', numeric: true, cell: ({ cashPence }) => signed(cashPence) },
          {
            heading: 'Frees capacity',
            numeric: true,
            cell: ({ capacityPence }) => signed(capacityPence),
          },
        ],
        rows: savings.releases,
        total: {
          pod: '',
          name: 'All',
          change: savings.releases.reduce((sum, { change }) => sum + change, 0),
          variable: true,
          cashPence: cash,
          capacityPence: capacity,
        },
      })}
      <p class="steward-note">
        Planned care is taken as paid by activity, so less of it frees cash; emergency care as a
        fixed sum, so less of it frees capacity. Check your own contracts. More activity than before
        counts against.
      </p>
      ${view.maySettle && complete ? settleForm(view) : nothing}`,
  })
}
