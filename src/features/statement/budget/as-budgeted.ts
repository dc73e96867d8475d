import type { Pence } from '../../../core/money.ts'
import type { Month } from '../../../core/month.ts'
import type { ServiceLine } from '../../../engines/capitation/service-line.ts'
import type { Actuals, BudgetInForce } from '../../budgets/budgets.ts'
import type { Forecast, GroupForecast } from '../../forecast/forecast.ts'
import type { Beside } from './taken-over.ts'

/** What a group’s forecast leaves out of practices that its budget counts, from not being members then or any more. */
export type AsBudgeted = Beside & {
  /** Those whose months left are taken as budgeted, for nothing forecasts them. */
  practices: readonly string[]
}

/** The last month with figures of each service line that is forecast, in any line of it. */
const knownTo = ({ lines }: Forecast): ReadonlyMap<ServiceLine, Month> => {
  const last = new Map<ServiceLine, Month>()
  for (const { serviceLine, knownTo: month } of lines) {
    const newest = last.get(serviceLine)
    last.set(serviceLine, newest === undefined || month > newest ? month : newest)
  }
  return last
}

/** Practices that are counted in a budget and not, or not in every month, in the forecast of its group. */
export const asBudgeted = (
  budget: Pick<BudgetInForce, 'cells' | 'practices'>,
  actuals: Pick<Actuals, 'of'>,
  { units, asAt }: Pick<GroupForecast, 'units' | 'asAt'>,
  forecast: Forecast,
  lines: readonly ServiceLine[],
): AsBudgeted => {
  const unitOf = new Map(units.map((unit) => [unit.practice, unit]))
  const isAhead = (practice: string): boolean => unitOf.get(practice)?.left === null
  const absent = budget.practices.filter((practice) => !isAhead(practice))
  const last = knownTo(forecast)
  const isKnown = (line: ServiceLine, month: Month): boolean => month <= (last.get(line) ?? asAt)
  const left = budget.cells.filter(
    ({ practice, line, month }) =>
      absent.includes(practice) && lines.includes(line) && !isKnown(line, month),
  )
  const sum = (amounts: readonly Pence[]): Pence => amounts.reduce((all, one) => all + one, 0n)
  const months = forecast.months.map(({ month }, i) => {
    const outside = budget.practices.filter(
      (practice) => unitOf.get(practice)?.member[i] !== true && month <= asAt,
    )
    const known = outside.flatMap((practice) =>
      lines.flatMap((line) =>
        isKnown(line, month) ? (actuals.of(practice, line, month, month) ?? []) : [],
      ),
    )
    return sum([...known, ...left.flatMap((cell) => (cell.month === month ? [cell.pence] : []))])
  })
  return {
    practices: absent,
    rest: sum(left.map(({ pence }) => pence)),
    months,
    halves: () => [0, 0],
  }
}
