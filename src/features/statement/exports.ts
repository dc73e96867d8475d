import { formatFigure } from '../../core/figure.ts'
import { csvPounds } from '../../ui/csv.ts'
import { saidText } from '../../ui/said.ts'
import type { Sheet } from '../../ui/xlsx.ts'
import type { BudgetPart } from './budget/budget-part.ts'
import type { Line } from './lines/lines.ts'
import type { TrendView } from './lines/trends.ts'
import type { Need } from './need.ts'
import type { Money } from './words/said.ts'
import type { StatementTable, StatementView } from './view.ts'

const named = (amount: Money | null): { pence: bigint; figure: string } | null =>
  amount && { pence: amount.pence, figure: formatFigure(amount.figure) }

const lineData = ({ count, month, year, before, rate, groupRate, ...line }: Line): unknown => ({
  ...line,
  count: count && { value: count.value, figure: formatFigure(count.figure) },
  month: named(month),
  year: named(year),
  before: named(before),
  rate: named(rate),
  groupRate: named(groupRate),
})

/** The statement for a program: the same view, with sentences as text and figures by their names. */
export const statementData = (view: StatementView): unknown => ({
  ...view,
  says: view.says.map(saidText),
  sure: view.sure.map(saidText),
  asks: view.asks.map(saidText),
  tables: view.tables.map(({ id, title, lines, total }) => ({
    id,
    title,
    lines: lines.map(lineData),
    total: total && lineData(total),
  })),
  trends: view.trends.map((trend) => ({
    ...trend,
    points: trend.points.map((point) => ({ ...point, cost: named(point.cost) })),
  })),
})

const pounds = (money: Money | null): string | null => money && csvPounds(money.pence)

/** A table of the statement for programs: every line, pounds with pence, and the figure that explains it. */
export const tableSheet = (
  view: StatementView,
  { id, title, heading, counted, lines, total }: StatementTable,
): Sheet => {
  const { month, from, beforeFrom, beforeTo } = view.periods
  const row = (line: Line): (string | bigint | null)[] => [
    view.practice.code,
    line.key.replace('\n', ' '),
    line.name,
    ...(counted === null ? [] : [line.count?.value ?? null]),
    pounds(line.month),
    pounds(line.year),
    pounds(line.before),
    pounds(line.rate),
    pounds(line.groupRate),
    line.year && formatFigure(line.year.figure),
  ]
  const head = [
    'practice',
    `${heading.toLowerCase().replaceAll(' ', '_')}_code`,
    'name',
    ...(counted === null ? [] : [`${counted.toLowerCase()}_${from}_to_${month}`]),
    `pounds_${month}`,
    `pounds_${from}_to_${month}`,
    `pounds_${beforeFrom}_to_${beforeTo}`,
    'pounds_per_1000_patients',
    'group_pounds_per_1000_patients',
    'figure',
  ]
  return { name: title, file: id, rows: [head, ...lines.map(row), ...(total ? [row(total)] : [])] }
}

/** Budget, cost, variance and chance band by service line; null where no budget is in force. */
export const budgetSheet = ({ budget, practice }: StatementView): Sheet | null => {
  if (budget.kind === 'none') return null
  const { from, month, rows } = budget.comparison
  const amount = (pence: bigint | null): string | null => (pence === null ? null : csvPounds(pence))
  return {
    name: 'Against budget',
    file: 'budget',
    shares: ['chance_level'],
    rows: [
      [
        'practice',
        'service_line',
        'scope',
        `budget_pounds_${month}`,
        `actual_pounds_${month}`,
        `budget_pounds_${from}_to_${month}`,
        `actual_pounds_${from}_to_${month}`,
        'not_yet_billed_pounds',
        'variance_pounds',
        'chance_low_pounds',
        'chance_high_pounds',
        'chance_level',
        'verdict',
        'whole_year_budget_pounds',
      ],
      ...rows.map((row) => [
        practice.code,
        row.line,
        row.scope,
        amount(row.monthBudget),
        amount(row.monthActual),
        amount(row.yearBudget),
        amount(row.yearActual),
        amount(row.unbilled),
        amount(row.variance),
        amount(row.band?.lowPence ?? null),
        amount(row.band?.highPence ?? null),
        row.band?.level ?? null,
        row.verdict,
        amount(row.annualBudget),
      ]),
    ],
  }
}

/** The year by month: budget, and cost as it is known or forecast; null where nothing is forecast. */
export const yearSheet = (budget: BudgetPart): Sheet | null => {
  if (budget.kind === 'none' || budget.outlook === null) return null
  return {
    name: 'Year by month',
    file: 'year',
    rows: [
      ['month', 'budget_pounds', 'cost_pounds', 'how_it_is_known'],
      ...budget.outlook.months.map((row) => [
        row.month,
        csvPounds(row.budget),
        csvPounds(row.pence),
        row.state,
      ]),
    ],
  }
}

const trendNames: Readonly<Record<TrendView['source'], string>> = {
  activity: 'Hospital care by month',
  prescribing: 'Prescribing by month',
  contract: 'Contract lines by month',
}

const trendSheet = ({ source, rated, points, firstCut }: TrendView): Sheet => ({
  name: trendNames[source],
  file: `${source}-months`,
  rows: [
    ['month', 'pounds', 'pounds_per_1000_patients', 'group_pounds_per_1000_patients', 'first_cut'],
    ...points.map(({ month, cost, rate, groupRate }) => [
      month,
      csvPounds(cost.pence),
      rated && rate !== null ? csvPounds(rate) : null,
      rated && groupRate !== null ? csvPounds(groupRate) : null,
      firstCut.includes(month),
    ]),
  ],
})

const needSheet = ({ year, population, parts }: Need): Sheet => ({
  name: 'Need',
  rows: [
    ['year', 'service', 'population', 'weighted_population'],
    ...parts.map(({ name, weighted }) => [year, name, BigInt(population), BigInt(weighted)]),
  ],
})

/** Every table of a statement that has lines. */
export const statementSheets = (view: StatementView): Sheet[] =>
  [
    budgetSheet(view),
    yearSheet(view.budget),
    ...view.tables.filter(({ lines }) => lines.length > 0).map((table) => tableSheet(view, table)),
    ...view.trends.map(trendSheet),
    view.need && needSheet(view.need),
  ].filter((sheet) => sheet !== null)
