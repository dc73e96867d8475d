import { formatFigure } from '../../../core/figure.ts'
import { workingDaysOf } from '../../../engines/capitation/working-days.ts'
import { csvPounds } from '../../../ui/csv.ts'
import type { Sheet } from '../../../ui/xlsx.ts'
import type { CostRow, LineDetail } from '../line-detail.ts'

/** A practice's line: what its cost is made of, how its budget came about, and its months. */
export const lineDetailSheets = (
  { costs, months, monthWeights }: Pick<LineDetail, 'costs' | 'months' | 'monthWeights'>,
  steps: readonly { step: string; how: string; pence: bigint }[],
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
      ...steps.map(({ step, how, pence }) => [step, how, csvPounds(pence)]),
    ],
  },
  {
    name: 'Months',
    rows: [
      ['month', 'working_days', 'season', 'pounds'],
      ...months.map(({ month, pence }, i) => {
        const days = workingDaysOf(month)
        const weight = monthWeights[i]
        const season = weight === undefined ? null : Number(weight) / days / 1e6
        return [month, days, season, csvPounds(pence)]
      }),
    ],
  },
]
