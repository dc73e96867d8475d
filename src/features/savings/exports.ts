import { csvPounds } from '../../ui/csv.ts'
import type { Sheet } from '../../ui/xlsx.ts'
import { accountRows, type SavingsView } from './page.ts'

/** The tables of savings for a spreadsheet. */
export const savingsSheets = ({
  savings,
  names,
}: Pick<SavingsView, 'savings' | 'names'>): Sheet[] => {
  const { account, balances, releases } = savings
  const results = new Map(account.results.map((one) => [one.outturn.practice, one]))
  return [
    {
      name: 'Practices',
      rows: [
        [
          'practice',
          'name',
          'gross_pounds',
          'in_scope_pounds',
          'after_stop_loss_pounds',
          'net_pounds',
          'share_pounds',
          'paid_pounds',
          'more_if_objectives_are_met_pounds',
          'balance_over_years_pounds',
          'standing',
        ],
        ...account.settlement.practices.map((one) => {
          const incentive = results.get(one.practice)?.incentivePence
          const balance = balances.get(one.practice)
          return [
            one.practice,
            names.of(one.practice),
            csvPounds(one.grossPence),
            csvPounds(one.inScopePence),
            csvPounds(one.afterStopLossPence),
            csvPounds(one.netPence),
            csvPounds(one.sharePence),
            csvPounds(one.settledPence),
            incentive == null ? null : csvPounds(incentive),
            balance ? csvPounds(balance.balancePence) : null,
            balance?.standing ?? null,
          ]
        }),
      ],
    },
    {
      name: 'Group account',
      rows: [
        ['what', 'pounds'],
        ...accountRows(savings).map(({ what, pence }) => [what, csvPounds(pence)]),
      ],
    },
    {
      name: 'What is freed',
      rows: [
        ['point_of_delivery', 'name', 'change_in_lines', 'cash_pounds', 'capacity_pounds'],
        ...releases.map((one) => [
          one.pod,
          one.name,
          one.change,
          csvPounds(one.cashPence),
          csvPounds(one.capacityPence),
        ]),
      ],
    },
  ]
}
