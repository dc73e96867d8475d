import { formatShortPence, type Pence } from '../../../core/money.ts'
import { addMonths, formatMonth, yearStart, type Month } from '../../../core/month.ts'
import type { Scope } from '../../../stores/scope.ts'
import type { Said } from '../../../ui/said.ts'
import type { Served } from '../../../warehouse/served.ts'
import type { Actuals, BudgetInForce } from '../../budgets/budgets.ts'
import {
  cutForecast,
  forecastOf,
  forecastPath,
  groupForecastOf,
  type PhasedMonth,
  type Range,
} from '../../forecast/forecast.ts'
import { asBudgeted } from './as-budgeted.ts'
import type { Comparison } from './comparison.ts'
import { takenOf, widened, type Beside } from './taken-over.ts'

/** Where the year will end against its budget, and the road there by month. */
export type Outlook = {
  /** Expected over (+) or under (−) at the year's end, for the lines in scope. */
  variance: Pence
  range80: Range | null
  range95: Range | null
  annualBudget: Pence
  /** Practices of a group whose months left are taken as budgeted: no members now, so nothing forecasts them. */
  asBudgeted: readonly string[]
  /** Months of cost as known, estimated or forecast, beside the budget's months. */
  months: readonly (PhasedMonth & { budget: Pence })[]
  says: Said
}

const sum = (amounts: readonly Pence[]): Pence => amounts.reduce((all, one) => all + one, 0n)
const sizeOf = (pence: Pence): Pence => (pence < 0n ? -pence : pence)
const sideOf = (pence: Pence): string =>
  `${formatShortPence(sizeOf(pence))} ${pence < 0n ? 'under' : 'over'}`

/** "£20k under and £11k over", "£41k and £42k under": both ends of a range, the smaller first where they lie on one side. */
export const rangeText = ({ from, to }: Range): string => {
  if (from < 0n !== to < 0n) return `${sideOf(from)} and ${sideOf(to)}`
  const [near, far] = from < 0n ? [to, from] : [from, to]
  return `${formatShortPence(sizeOf(near))} and ${sideOf(far)}`
}

const said = (
  { range95, variance }: Omit<Outlook, 'says'>,
  end: Month,
  month: Month,
  href: string,
): Said => {
  const when = month >= end ? `When ${formatMonth(end)} is final` : `By ${formatMonth(end)}`
  if (range95 === null)
    return [`${when} we expect to be `, { text: sideOf(variance), href }, ' budget.']
  return [
    `${when} we expect to be between `,
    { text: rangeText(range95), href },
    ' budget (19 years in 20).',
  ]
}

/**
 * The forecast of a practice or group less its budget, for the lines in scope and whom the budget counts.
 * Practices that close in the year are counted with those that take their patients, as costs and budgets
 * are; of those that are no members now, the months left are as budgeted. Null where nothing can be forecast.
 */
export const loadOutlook = async (
  _: Scope,
  served: Served,
  budget: BudgetInForce,
  comparison: Comparison,
  actuals: Pick<Actuals, 'counted' | 'of'>,
  where: { kind: 'practice' | 'group'; code: string },
  definitions?: string,
): Promise<Outlook | null> => {
  const { month } = comparison
  const scored = comparison.rows.filter(({ scope }) => scope === 'in scope')
  const inScope = scored.map(({ line }) => line)
  const options = {
    serviceLines: inScope,
    adjustments: budget.changes,
    ...(definitions === undefined ? {} : { definitions }),
  }
  const closing = (where.kind === 'practice' ? [where.code] : budget.practices).flatMap((code) =>
    budget.heirOf(code),
  )
  const forecast = await forecastOf(
    served,
    where,
    month,
    where.kind === 'group' ? { ...options, practices: [...budget.practices, ...closing] } : options,
  )
  if (forecast === null) return null
  const whole = await groupForecastOf(served, forecast.group.code, month, options)
  if (whole === null) return null
  const absent =
    where.kind === 'group' ? asBudgeted(budget, actuals, whole, forecast, inScope) : null
  const taken =
    where.kind === 'group'
      ? []
      : closing.flatMap((code) => {
          const own = cutForecast(whole, { kind: 'practice', code }, options)
          const shareOf = (pence: Pence): Pence =>
            actuals.counted(new Map([[code, pence]])).get(where.code) ?? 0n
          return own === null ? [] : [takenOf(own, shareOf)]
        })
  const beside: readonly Beside[] = absent ? [absent] : taken
  const { known, outturn } = forecast.total
  const rest = sum(beside.map((each) => each.rest))
  const closed = (comparison.total.yearActual ?? known) + comparison.total.unbilled - known
  const annualBudget = comparison.total.annualBudget
  const shift = closed + rest - annualBudget
  const moved = (level: 'range80' | 'range95'): Range | null => {
    const range = widened(
      forecast.total[level],
      outturn,
      beside.map(({ halves }) => halves(level)),
    )
    return range && { from: range.from + shift, to: range.to + shift }
  }
  const from = yearStart(month)
  const own = where.kind === 'practice' ? where.code : null
  const budgetOf = (at: Month): Pence =>
    sum(
      budget.cells.flatMap((cell) =>
        cell.month === at && inScope.includes(cell.line) && (own === null || cell.practice === own)
          ? [cell.pence]
          : [],
      ),
    )
  const outlook = {
    variance: outturn + shift,
    range80: moved('range80'),
    range95: moved('range95'),
    annualBudget,
    asBudgeted: absent?.practices ?? [],
    months: forecast.months.map((one, i) => ({
      ...one,
      pence: one.pence + sum(beside.map(({ months }) => months[i] ?? 0n)),
      budget: budgetOf(one.month),
    })),
  }
  const href = forecastPath(where, where.code, month)
  return { ...outlook, says: said(outlook, addMonths(from, 11), month, href) }
}
