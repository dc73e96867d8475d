import { formatShortPence, type Pence } from '../../../core/money.ts'
import { addMonths, formatMonth, yearStart, type Month } from '../../../core/month.ts'
import type { Scope } from '../../../stores/scope.ts'
import type { Said } from '../../../ui/said.ts'
import type { Served } from '../../../warehouse/served.ts'
import type { Actuals, BudgetInForce } from '../../budgets/budgets.ts'
import {
  forecastOf,
  forecastPath,
  type Forecast,
  type PhasedMonth,
  type Range,
} from '../../forecast/forecast.ts'
import type { Comparison } from './comparison.ts'

/** Where the year will end against its budget, and the road there by month. */
export type Outlook = {
  /** Expected over (+) or under (−) at the year's end, for the lines in scope. */
  variance: Pence
  range80: Range | null
  range95: Range | null
  annualBudget: Pence
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

/** A practice's part of the forecast of one that it takes over, wholly or with others. */
type Taken = {
  rest: Pence
  months: readonly Pence[]
  halves: (range: 'range80' | 'range95') => [number, number]
}

const takenOf = (forecast: Forecast, shareOf: (pence: Pence) => Pence): Taken => {
  const { total, months } = forecast
  return {
    rest: shareOf(total.outturn - total.known),
    months: months.map(({ pence }) => shareOf(pence)),
    halves: (level) => {
      const range = total[level] ?? { from: total.outturn, to: total.outturn }
      return [
        Number(shareOf(total.outturn - range.from)),
        Number(shareOf(range.to - total.outturn)),
      ]
    },
  }
}

/** Errors of what is taken over are apart from a practice's own: they join it by their squares. */
const widened = (
  range: Range | null,
  outturn: Pence,
  halves: readonly [number, number][],
): Range | null => {
  if (range === null) return null
  const [down, up] = [0, 1].map((end) =>
    BigInt(
      Math.round(
        Math.hypot(
          Number(end === 0 ? outturn - range.from : range.to - outturn),
          ...halves.map((half) => half[end] ?? 0),
        ),
      ),
    ),
  )
  return { from: outturn - (down ?? 0n), to: outturn + (up ?? 0n) }
}

/**
 * The forecast of a practice or group less its budget, for the lines in scope. Practices that close in
 * the year are counted with those that take their patients, as costs and budgets are: what is known of
 * them, and what they are expected to cost in the months left. Null where nothing can be forecast.
 */
export const loadOutlook = async (
  _: Scope,
  served: Served,
  budget: BudgetInForce,
  comparison: Comparison,
  actuals: Pick<Actuals, 'counted'>,
  where: { kind: 'practice' | 'group'; code: string },
  definitions?: string,
): Promise<Outlook | null> => {
  const { month } = comparison
  const scored = comparison.rows.filter(({ scope }) => scope === 'in scope')
  const inScope = new Set(scored.map(({ line }) => line))
  const options = {
    serviceLines: [...inScope],
    adjustments: budget.changes,
    ...(definitions === undefined ? {} : { definitions }),
  }
  const forecast = await forecastOf(served, where, month, options)
  if (forecast === null) return null
  const closing = where.kind === 'practice' ? budget.heirOf(where.code) : []
  const taken = await Promise.all(
    closing.map(async (code) => {
      const own = await forecastOf(served, { kind: 'practice', code }, month, {
        ...options,
        group: forecast.group.code,
      })
      const shareOf = (pence: Pence): Pence =>
        actuals.counted(new Map([[code, pence]])).get(where.code) ?? 0n
      return own === null ? [] : [takenOf(own, shareOf)]
    }),
  ).then((found) => found.flat())
  const { known, outturn } = forecast.total
  const rest = sum(taken.map((each) => each.rest))
  const closed = (comparison.total.yearActual ?? known) + comparison.total.unbilled - known
  const annualBudget = comparison.total.annualBudget
  const shift = closed + rest - annualBudget
  const moved = (level: 'range80' | 'range95'): Range | null => {
    const range = widened(
      forecast.total[level],
      outturn,
      taken.map(({ halves }) => halves(level)),
    )
    return range && { from: range.from + shift, to: range.to + shift }
  }
  const from = yearStart(month)
  const own = where.kind === 'practice' ? where.code : null
  const budgetOf = (at: Month): Pence =>
    sum(
      budget.cells.flatMap((cell) =>
        cell.month === at && inScope.has(cell.line) && (own === null || cell.practice === own)
          ? [cell.pence]
          : [],
      ),
    )
  const outlook = {
    variance: outturn + shift,
    range80: moved('range80'),
    range95: moved('range95'),
    annualBudget,
    months: forecast.months.map((one, i) => ({
      ...one,
      pence: one.pence + sum(taken.map(({ months }) => months[i] ?? 0n)),
      budget: budgetOf(one.month),
    })),
  }
  const href = forecastPath(where, where.code, month)
  return { ...outlook, says: said(outlook, addMonths(from, 11), month, href) }
}
