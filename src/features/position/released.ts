import { monthRange, type Month } from '../../core/month.ts'
import { everything } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import { countLines, type LineCount } from '../budgets/budgets.ts'
import { suppress, type DisclosureRule } from '../disclosure/disclosure.ts'
import type { Position } from './store.ts'

/** A service line, and whether it is in the total that is shown. */
type Behind = { line: string; isInTotal: boolean }

/** Whether a cost may leave the group: of the month, and of the year to date. The line '' is the total. */
export type MayLeave = (line: string) => { month: boolean; year: boolean }

const shownIn = (
  lines: readonly Behind[],
  countOf: (line: string) => number,
  rule: DisclosureRule,
): Set<string> => {
  const rows = lines.map(({ line, isInTotal }) => ({
    key: line,
    parent: isInTotal ? '' : null,
    counts: [countOf(line)],
  }))
  const inTotal = rows.filter(({ parent }) => parent !== null)
  const whole = inTotal.reduce((sum, row) => sum + (row.counts[0] ?? 0), 0)
  const tables = [
    [{ key: '', parent: null, counts: [whole] }, ...inTotal],
    ...rows.filter(({ parent }) => parent === null).map((row) => [row]),
  ]
  return new Set(
    tables
      .flatMap((table) => suppress({ rows: table, total: false }, rule))
      .filter(({ counts }) => counts[0] !== null)
      .map(({ key }) => key),
  )
}

/**
 * Which costs may leave the group, by how much activity stands behind them. Each month is a table by itself: small counts withheld with as
 * many others as it takes that the total does not give them away. A year to date is shown where each of its months is: then it is a sum of
 * what is shown, and taking one from the next finds nothing else.
 */
export const mayLeave = (
  lines: readonly Behind[],
  counts: readonly LineCount[],
  span: { from: Month; month: Month },
  rule: DisclosureRule,
): MayLeave => {
  const months = monthRange(span.from, span.month).map((month) => {
    const own = new Map(
      counts.filter((each) => each.month === month).map(({ line, count }) => [line, count]),
    )
    return shownIn(lines, (line) => own.get(line) ?? 0, rule)
  })
  return (line) => ({
    month: months.at(-1)?.has(line) ?? false,
    year: months.every((shown) => shown.has(line)),
  })
}

/**
 * A position as it may leave the group: no single practice, neither savings nor chance (they rest on the costs of single patients), the
 * cost of a service line withheld where few people stand behind it, as `mayLeave` says, and no forecast where any cost is withheld.
 */
export const released = async (
  position: Position,
  served: Served,
  rule: DisclosureRule,
  definitions: string,
): Promise<Position> => {
  const { part, month } = position
  const { comparison } = part
  const practices = position.practices.map(({ practice }) => practice)
  const span = { from: comparison.from, month }
  const lines = comparison.rows.map(({ line, scope }) => ({
    line,
    isInTotal: scope === 'in scope',
  }))
  const counts = await countLines(everything, served, practices, span, definitions)
  const may = mayLeave(lines, counts, span, rule)
  const rows = comparison.rows.map((row) => {
    const shown = may(row.line)
    return {
      ...row,
      ...(shown.month && shown.year ? {} : { withheld: true as const }),
      monthActual: shown.month ? row.monthActual : null,
      ...(shown.year ? {} : { yearActual: null, variance: null }),
      band: null,
      verdict: null,
    }
  })
  const { total } = comparison
  const all = may('')
  return {
    ...position,
    part: {
      ...part,
      comparison: {
        ...comparison,
        rows,
        total: {
          ...total,
          monthActual: all.month ? total.monthActual : null,
          ...(all.year ? {} : { yearActual: null, variance: null }),
          band: null,
          bandVariance: 0n,
          bandLines: [],
          verdict: null,
        },
      },
      outlook:
        all.year && rows.every(({ withheld }) => withheld === undefined) ? part.outlook : null,
    },
    practices: [],
    risk: null,
    savings: null,
    released: true,
  }
}
