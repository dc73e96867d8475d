import { everything } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import { countLines } from '../budgets/budgets.ts'
import { suppress, type DisclosureRule } from '../disclosure/disclosure.ts'
import type { Position } from './store.ts'

/**
 * A position as it may leave the group: no single practice, no savings (they rest on the costs of single patients), and the cost of
 * a service line withheld where few people stand behind it, with as many others as it takes that the total does not give it away.
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
  const counted = new Map(
    (await countLines(everything, served, practices, span, definitions)).map((row) => [
      row.line,
      row,
    ]),
  )
  const counts = comparison.rows.map(({ line, monthActual, yearActual }) => ({
    key: line,
    parent: '',
    // A line of prescribing counts nobody here: prescribing is published.
    counts: [
      monthActual === null ? 0 : (counted.get(line)?.month ?? 0),
      yearActual === null ? 0 : (counted.get(line)?.year ?? 0),
    ],
  }))
  const whole = [0, 1].map((at) => counts.reduce((sum, row) => sum + (row.counts[at] ?? 0), 0))
  const shown = new Map(
    suppress(
      { rows: [{ key: '', parent: null, counts: whole }, ...counts], total: false },
      rule,
    ).map((row) => [row.key, row.counts]),
  )
  const all = shown.get('') ?? []
  const rows = comparison.rows.map((row) => {
    const [inMonth, inYear] = shown.get(row.line) ?? []
    return {
      ...row,
      ...(inMonth === null || inYear === null ? { withheld: true as const } : {}),
      monthActual: inMonth === null ? null : row.monthActual,
      ...(inYear === null ? { yearActual: null, variance: null, band: null, verdict: null } : {}),
    }
  })
  const { total } = comparison
  return {
    ...position,
    part: {
      ...part,
      comparison: {
        ...comparison,
        rows,
        total: {
          ...total,
          monthActual: all[0] === null ? null : total.monthActual,
          ...(all[1] === null ? { yearActual: null, variance: null } : {}),
        },
      },
    },
    practices: [],
    savings: null,
    released: true,
  }
}
