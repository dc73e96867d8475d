import { csvPounds } from '../../../ui/csv.ts'
import type { Sheet } from '../../../ui/xlsx.ts'
import type { Commitment } from '../ledger/commitments.ts'
import type { Virement } from '../ledger/virements.ts'

/** Virements of a year with where each stands. */
export const virementSheet = (virements: readonly Virement[]): Sheet => ({
  name: 'Virements',
  rows: [
    [
      'from_practice',
      'from_line',
      'to_practice',
      'to_line',
      'from_month',
      'pounds',
      'reason',
      'asked_on',
      'asked_by',
      'stands',
      'answer',
    ],
    ...virements.map(({ from, to, fromMonth, pence, reason, on, by, state, why }) => [
      from.practice,
      from.line,
      to.practice,
      to.line,
      fromMonth,
      csvPounds(pence),
      reason,
      on,
      by,
      state,
      state === 'asked' ? null : why,
    ]),
  ],
})

/** Commitments and accruals of a year. */
export const commitmentSheet = (commitments: readonly Commitment[]): Sheet => ({
  name: 'Not yet billed',
  rows: [
    ['practice', 'line', 'month', 'kind', 'pounds', 'what', 'noted_on', 'noted_by'],
    ...commitments.map(({ practice, line, month, kind, pence, what, on, by }) => [
      practice,
      line,
      month,
      kind,
      csvPounds(pence),
      what,
      on,
      by,
    ]),
  ],
})
