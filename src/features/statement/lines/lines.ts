import type { Figure } from '../../../core/figure.ts'
import {
  exactOf,
  listsOf,
  moneyOf,
  namer,
  ratePerThousand,
  type Amounts,
  type Lists,
  type Namer,
} from './amounts.ts'
import type { LineKind } from './line-kinds.ts'
import { changeText, type Money } from '../words/said.ts'
import type { Cell, GroupCell, StatementData } from '../store.ts'

/** A line of a statement's table: one service, point of delivery, specialty, provider or chapter. */
export type Line = {
  key: string
  name: string
  /** Lines of activity or items prescribed, in the year up to the month. */
  count: { value: bigint; figure: Figure } | null
  month: Money | null
  year: Money | null
  before: Money | null
  /** From the same months a year before, where both have wholly arrived. */
  change: string | null
  rate: Money | null
  groupRate: Money | null
}

type Sum = Amounts & { count: bigint; covers: Set<string> }

const sumBy = (cells: readonly Cell[], kind: LineKind): Map<string, Sum> => {
  const sums = new Map<string, Sum>()
  for (const cell of cells) {
    const key = kind.key(cell)
    if (key === null) continue
    const sum = sums.get(key) ?? { month: 0n, year: 0n, before: 0n, count: 0n, covers: new Set() }
    sum.month += exactOf(cell.source, cell.month_amount)
    sum.year += exactOf(cell.source, cell.year_amount)
    sum.before += exactOf(cell.source, cell.before_amount)
    if (cell.source === kind.counts) sum.count += cell.year_count
    sum.covers.add(cell.source === 'activity' ? cell.kind : cell.source)
    sums.set(key, sum)
  }
  return sums
}

const kept = new WeakMap<readonly GroupCell[], Map<string, ReadonlyMap<string, bigint>>>()

/** What the group cost by line; its cells are shared by the statements of all its practices, and so is this. */
const groupSums = (cells: readonly GroupCell[], kind: LineKind): ReadonlyMap<string, bigint> => {
  const byKind = kept.get(cells) ?? new Map<string, ReadonlyMap<string, bigint>>()
  kept.set(cells, byKind)
  const known = byKind.get(kind.id)
  if (known) return known
  const sums = new Map<string, bigint>()
  for (const cell of cells) {
    const key = kind.key(cell)
    if (key === null) continue
    sums.set(key, (sums.get(key) ?? 0n) + exactOf(cell.source, cell.year_amount))
  }
  byKind.set(kind.id, sums)
  return sums
}

/** Who names the figures of a statement and of its group, and their lists over the year. */
export type Bases = { own: Namer; group: Namer | null; lists: Lists; groupLists: Lists }

export const basesOf = (data: StatementData): Bases => {
  const { build, practice, membership, months, groupMonths, periods } = data
  return {
    own: namer({ kind: 'practice', code: practice.code }, build.id),
    group: membership && namer({ kind: 'group', code: membership.group }, build.id),
    lists: listsOf(months, periods.from, periods.month),
    groupLists: listsOf(groupMonths, periods.from, periods.month),
  }
}

const rateMoney = (exact: bigint, lists: Lists, figure: Figure | null): Money | null => {
  const pence = figure && ratePerThousand(exact, lists)
  return pence === null || figure === null ? null : { pence, figure }
}

const isNought = ({ count, month, year, before }: Line): boolean =>
  [count?.value, month?.pence, year?.pence, before?.pence].every((value) => (value ?? 0n) === 0n)

const descending = (a: bigint, b: bigint): number => (a === b ? 0 : a > b ? -1 : 1)

/** The lines of a table, largest cost of the year first; lines of nothing but nought are left out. */
export const linesOf = (data: StatementData, kind: LineKind): Line[] => {
  const { facts, periods } = data
  const { own, group, lists, groupLists } = basesOf(data)
  const { from, month } = periods
  const groups = groupSums(data.groupCells, kind)
  const line = ([key, sum]: [string, Sum]): Line => {
    const { measure, cut } = kind.cost(key)
    const rateCut = kind.rate(key)
    const rated = (name: Namer | null): Figure | null =>
      name && rateCut && name('cost-per-thousand', from, month, rateCut)
    const { comparable, ...amounts } = moneyOf(
      facts,
      [...sum.covers],
      sum,
      periods,
      (first, last) => own(measure, first, last, cut),
    )
    const { year, before } = amounts
    const counted = kind.counts === 'activity' ? 'activity-lines' : 'prescribing-items'
    return {
      key,
      name: kind.name(key),
      count:
        sum.count === 0n || kind.counts === null
          ? null
          : { value: sum.count, figure: own(counted, from, month, cut) },
      ...amounts,
      change: comparable && year && before ? changeText(before.pence, year.pence) : null,
      rate: year && rateMoney(sum.year, lists, rated(own)),
      groupRate: rateMoney(groups.get(key) ?? 0n, groupLists, rated(group)),
    }
  }
  return [...sumBy(data.cells, kind)]
    .map(line)
    .filter((made) => !isNought(made))
    .sort(
      (a, b) =>
        descending(a.year?.pence ?? 0n, b.year?.pence ?? 0n) || a.name.localeCompare(b.name, 'en'),
    )
}
