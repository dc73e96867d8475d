import { formatFigure } from '../../../core/figure.ts'
import { csvPounds } from '../../../ui/csv.ts'
import type { Sheet } from '../../../ui/xlsx.ts'
import type { CostRow, LineDetail } from '../line-detail.ts'

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
