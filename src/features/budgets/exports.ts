import { formatFigure } from '../../core/figure.ts'
import type { Db } from '../../stores/ledger/ledger.ts'
import { csvPounds } from '../../ui/csv.ts'
import type { Sheet } from '../../ui/xlsx.ts'
import type { Commitment } from './ledger/commitments.ts'
import type { Reply } from './ledger/replies.ts'
import type { Version } from './ledger/versions.ts'
import type { Virement } from './ledger/virements.ts'
import type { CostRow, LineDetail } from './line-detail.ts'

type Names = { of(practice: string): string }

const part = (share: number | null): number | null =>
  share === null ? null : Number(share.toFixed(6))

/** Every practice of a version: base year, budget, change, distance from target; pounds with pence. */
export const practiceSheet = ({ facts }: Pick<Version, 'facts'>, names: Names): Sheet => ({
  name: 'Practices',
  shares: ['change', 'distance_from_target', 'targets_of_lines_from_it'],
  rows: [
    [
      'practice',
      'name',
      `pounds_${facts.baseYear.replace('/', '_')}_at_this_years_prices`,
      'budget_pounds',
      'change',
      'loses_more_than_the_warning',
      'target_pounds_of_the_whole',
      'distance_from_target',
      'targets_of_lines_from_it',
    ],
    ...facts.changes.map(({ practice, baselinePence, budgetPence, change, warned }, i) => [
      practice,
      names.of(practice),
      csvPounds(baselinePence),
      csvPounds(budgetPence),
      part(change),
      warned,
      csvPounds(facts.whole[i]?.targetPence ?? 0n),
      part(facts.whole[i]?.distance ?? null),
      part(facts.ofTargets[i]?.distance ?? null),
    ]),
  ],
})

/** Every line of a version: practice × service line × month, pounds with pence. */
export const lineSheet = async (db: Db, version: number): Promise<Sheet> => {
  const rows = await db
    .selectFrom('budget_line')
    .select(['practice', 'line', 'month', 'pence'])
    .where('version', '=', version)
    .orderBy('practice')
    .orderBy('line')
    .orderBy('month')
    .execute()
  return {
    name: 'Lines',
    rows: [
      ['practice', 'service_line', 'month', 'pounds'],
      ...rows.map(({ practice, line, month, pence }) => [
        practice,
        line,
        month,
        csvPounds(BigInt(pence)),
      ]),
    ],
  }
}

/** Envelopes of a version: what the group has, what is shared to practices, and what is set aside. */
export const envelopeSheet = ({ facts }: Pick<Version, 'facts'>): Sheet => {
  const shared = new Map(facts.lines.map((line) => [line.line, line]))
  return {
    name: 'Envelopes',
    rows: [
      ['what', 'kind', 'scope', 'method', 'envelope_pounds', 'shared_to_practices_pounds'],
      ...facts.gross.map(({ line, scope, pence }) => [
        line,
        'service line',
        scope,
        shared.get(line)?.method ?? null,
        csvPounds(pence),
        csvPounds(shared.get(line)?.pence ?? 0n),
      ]),
      ...facts.slices.map(({ name, pence }) => [
        name,
        'set aside',
        null,
        null,
        csvPounds(pence),
        null,
      ]),
    ],
  }
}

/** What practices replied to a version. */
export const replySheet = (replies: readonly Reply[], names: Names): Sheet => ({
  name: 'Replies',
  rows: [
    ['practice', 'name', 'reply', 'reason', 'on', 'by'],
    ...replies.map(({ practice, stance, reason, on, by }) => [
      practice,
      names.of(practice),
      stance,
      reason,
      on,
      by,
    ]),
  ],
})

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

/** A practice's line: what its cost is made of, how its budget came about, and its months. */
export const lineDetailSheets = (
  { costs, months }: Pick<LineDetail, 'costs' | 'months'>,
  steps: readonly { step: string; how: string; pence: bigint | null }[],
  careOf: (row: CostRow) => string,
): Sheet[] => [
  {
    name: 'Costs',
    rows: [
      ['practice', 'source', 'care', 'counted', 'pounds', 'figure'],
      ...costs.map((row) => [
        row.practice,
        row.source,
        careOf(row),
        BigInt(row.counted),
        csvPounds(row.pence),
        formatFigure(row.figure),
      ]),
    ],
  },
  {
    name: 'Steps',
    rows: [
      ['step', 'how', 'pounds'],
      ...steps.map(({ step, how, pence }) => [step, how, pence === null ? null : csvPounds(pence)]),
    ],
  },
  {
    name: 'Months',
    rows: [['month', 'pounds'], ...months.map(({ month, pence }) => [month, csvPounds(pence)])],
  },
]
