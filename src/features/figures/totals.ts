import type { Figure } from '../../core/figure.ts'
import { addMonths, parseMonth, type Month } from '../../core/month.ts'
import { sqlFile, type Row } from '../../stores/duck.ts'
import type { Scope } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Source, SplitKey } from './definitions.ts'
import { members, selection, type Member } from './selection.ts'

/** What one part of a figure adds up to, before rounding: money in £0.00001, counts in ones. */
export type Total = {
  /** The value of the split's key; null for lines without a practice. */
  key: string | null
  /** The months that a practice counts for, in a split by practice. */
  months: { from: Month; to: Month } | null
  exact: bigint
  standInPence: bigint
  lines: bigint
  priced: bigint
  noPrice: bigint
  excluded: bigint
}

type Sums = {
  part: string | null
  from: string | null
  to: string | null
  amount: bigint
  items?: bigint
  stand_in: bigint
  lines: bigint
  priced: bigint
  unpriced: bigint
  excluded: bigint
}

const exactOf = (row: Sums, source: Source, figure: Figure): bigint => {
  if (figure.measure === 'activity-lines') return row.lines
  if (figure.measure === 'prescribing-items') return row.items ?? 0n
  return source === 'activity' || source === 'contract' ? row.amount * 1_000n : row.amount
}

const intervalOf = (row: Sums): Total['months'] => {
  const from = parseMonth(row.from ?? '')
  const to = parseMonth(row.to ?? '')
  return from === null || to === null ? null : { from, to }
}

/** The sums of one source for a figure, split by a key or (null) whole. */
export const totalsOf = async (
  served: Served,
  source: Source,
  figure: Figure,
  counted: readonly Member[],
  by: SplitKey | null,
): Promise<Total[]> => {
  const rows = await served.duck.all<Sums & Row>(sqlFile(import.meta.url, `sql/${source}.sql`), {
    ...selection(source, figure, counted),
    by: by ?? '',
  })
  return rows.map((row) => ({
    key: row.part,
    months: intervalOf(row),
    exact: exactOf(row, source, figure),
    standInPence: row.stand_in,
    lines: row.lines,
    priced: row.priced,
    noPrice: row.unpriced,
    excluded: row.excluded,
  }))
}

const nought = {
  exact: 0n,
  standInPence: 0n,
  lines: 0n,
  priced: 0n,
  noPrice: 0n,
  excluded: 0n,
}

const plus = (a: Total, b: Total): Total => ({
  key: a.key,
  months: a.months,
  exact: a.exact + b.exact,
  standInPence: a.standInPence + b.standInPence,
  lines: a.lines + b.lines,
  priced: a.priced + b.priced,
  noPrice: a.noPrice + b.noPrice,
  excluded: a.excluded + b.excluded,
})

/** All totals as one. */
export const sumOf = (totals: readonly Total[]): Total =>
  totals.reduce(plus, { key: '', months: null, ...nought })

const identity = ({ key, months }: Total): string => JSON.stringify([key, months])

/** Totals of several sources put together where they are of the same part. */
export const mergeTotals = (totals: readonly Total[]): Total[] => {
  const merged = new Map<string, Total>()
  for (const total of totals) {
    const known = merged.get(identity(total))
    merged.set(identity(total), known ? plus(known, total) : total)
  }
  return [...merged.values()]
}

/** Parts of one practice whose months follow one another become one, as when it changed its locality. */
export const joinIntervals = (totals: readonly Total[]): Total[] => {
  const joined: Total[] = []
  const order = (total: Total): string => `${total.key} ${total.months?.from}`
  for (const total of totals.toSorted((a, b) => (order(a) < order(b) ? -1 : 1))) {
    const last = joined.at(-1)
    const follows =
      last?.months && total.months && addMonths(last.months.to, 1) === total.months.from
    if (last?.months && total.months && last.key === total.key && follows) {
      const months = { from: last.months.from, to: total.months.to }
      joined[joined.length - 1] = { ...plus(last, total), months }
    } else joined.push(total)
  }
  return joined
}

/** The totals of one source by month, as every page of lines needs them to find its place. */
export const monthTotals = async (
  scope: Scope,
  served: Served,
  source: Source,
  figure: Figure,
): Promise<Total[]> => {
  const span = source === 'patients' ? { ...figure, from: figure.to } : figure
  const counted = await members(scope, served, span)
  return totalsOf(served, source, span, counted, 'month')
}
