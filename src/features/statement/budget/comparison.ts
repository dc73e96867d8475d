import type { Pence } from '../../../core/money.ts'
import { addMonths, yearStart, type Month } from '../../../core/month.ts'
import {
  serviceLines,
  type Scope as LineScope,
  type ServiceLine,
} from '../../../engines/capitation/service-line.ts'
import { judge, type ChanceBand, type Verdict } from '../../../engines/risk/chance-band.ts'
import type { Scope } from '../../../stores/scope.ts'
import type { Served } from '../../../warehouse/served.ts'
import type { Actuals, BudgetInForce } from '../../budgets/budgets.ts'
import { chanceBands } from '../../risk/risk.ts'
import { serviceLineNames } from '../../service-lines/service-lines.ts'

/** A service line against its budget: the month, the year so far, and what chance does to it. */
export type Compared = {
  line: ServiceLine
  name: string
  scope: LineScope
  monthBudget: Pence
  /** Null where the line has no cost of its own in any file. */
  monthActual: Pence | null
  yearBudget: Pence
  yearActual: Pence | null
  /** Committed or accrued in these months and not yet in a file. */
  unbilled: Pence
  /** Actual and unbilled less budget; null without an actual. */
  variance: Pence | null
  annualBudget: Pence
  band: ChanceBand | null
  verdict: Verdict | null
  /** Set where the actual is kept back because few people stand behind it. */
  withheld?: true
}

/** What is in scope added up, with the chance band of the part of which patient costs are known. */
export type ComparedTotal = Omit<Compared, 'line' | 'name' | 'scope' | 'band' | 'verdict'> & {
  band: ChanceBand | null
  /** The variance that the band is about. */
  bandVariance: Pence
  /** Lines that the band is about. */
  bandLines: readonly ServiceLine[]
  verdict: Verdict | null
}

export type Comparison = {
  from: Month
  month: Month
  rows: readonly Compared[]
  total: ComparedTotal
}

const sum = (amounts: readonly Pence[]): Pence => amounts.reduce((all, one) => all + one, 0n)

/**
 * Budget beside cost for a set of practices: variance = cost + what is committed and not billed − budget.
 * The lines in scope make the total; lines blocked back are seen and not scored.
 */
export const compare = async (
  scope: Scope,
  served: Served,
  budget: BudgetInForce,
  actuals: Actuals,
  practices: readonly string[],
  month: Month,
  bands = true,
): Promise<Comparison> => {
  const from = yearStart(month)
  const own = new Set(practices)
  const cells = Map.groupBy(
    budget.cells.filter(({ practice }) => own.has(practice)),
    ({ line }) => line,
  )
  const costOf = (line: ServiceLine, first: Month, last: Month): Pence | null => {
    const known = practices.flatMap((practice) => actuals.of(practice, line, first, last) ?? [])
    return known.length === 0 ? null : sum(known)
  }
  const rows = serviceLines.flatMap((line): Compared[] => {
    const all = cells.get(line) ?? []
    if (all.length === 0) return []
    const budgeted = (first: Month, last: Month): Pence =>
      sum(all.flatMap((cell) => (cell.month >= first && cell.month <= last ? [cell.pence] : [])))
    const unbilled = sum(
      budget.commitments.flatMap((one) =>
        own.has(one.practice) && one.line === line && one.month >= from && one.month <= month
          ? [one.pence]
          : [],
      ),
    )
    const [yearBudget, yearActual] = [budgeted(from, month), costOf(line, from, month)]
    return [
      {
        line,
        name: serviceLineNames[line],
        scope: budget.scopeOf(line),
        monthBudget: budgeted(month, month),
        monthActual: costOf(line, month, month),
        yearBudget,
        yearActual,
        unbilled,
        variance: yearActual === null ? null : yearActual + unbilled - yearBudget,
        annualBudget: budgeted(from, addMonths(from, 11)),
        band: null,
        verdict: null,
      },
    ]
  })
  const found = bands
    ? await chanceBands(
        scope,
        served,
        practices,
        { from, to: month },
        rows.map(({ line, yearBudget }) => ({
          line,
          budgetPence: yearBudget,
          own: budget.restsOnHistory(line),
        })),
        { definitions: budget.definitions },
      )
    : null
  const judged = rows.map((row): Compared => {
    const band = found?.lines.get(row.line) ?? null
    return {
      ...row,
      band,
      verdict: band && row.variance !== null ? judge(row.variance, band) : null,
    }
  })
  return { from, month, rows: judged, total: totalOf(judged, found?.together ?? null) }
}

const totalOf = (rows: readonly Compared[], band: ChanceBand | null): ComparedTotal => {
  const scored = rows.filter(({ scope }) => scope === 'in scope')
  const add = (of: (row: Compared) => Pence | null): Pence =>
    sum(scored.map((row) => of(row) ?? 0n))
  const known = scored.some(({ yearActual }) => yearActual !== null)
  const banded = scored.filter((row) => row.band !== null)
  const bandVariance = sum(banded.map(({ variance }) => variance ?? 0n))
  const [yearBudget, yearActual, unbilled] = [
    add((row) => row.yearBudget),
    add((row) => row.yearActual),
    add((row) => row.unbilled),
  ]
  return {
    monthBudget: add((row) => row.monthBudget),
    monthActual: known ? add((row) => row.monthActual) : null,
    yearBudget,
    yearActual: known ? yearActual : null,
    unbilled,
    variance: known ? yearActual + unbilled - yearBudget : null,
    annualBudget: add((row) => row.annualBudget),
    band: banded.length === 0 ? null : band,
    bandVariance,
    bandLines: banded.map(({ line }) => line),
    verdict: banded.length === 0 || band === null ? null : judge(bandVariance, band),
  }
}
