import { isSmall, type SmallNumbers } from './suppression.ts'

/** A count of one category (a point of delivery, a chapter) in one place and month. */
export type PooledCell = { category: string; place: string; month: string; count: number }

/** Which categories are shown together as one, or left out with all that they count. */
export type Pool = { together: ReadonlySet<string>; leftOut: boolean }

const isSmallSomewhere = (
  cells: readonly PooledCell[],
  wanted: (category: string) => boolean,
  rule: SmallNumbers,
): boolean => {
  const sums = new Map<string, number>()
  for (const { category, place, count } of cells)
    if (wanted(category)) sums.set(place, (sums.get(place) ?? 0) + count)
  return [...sums.values()].some((count) => isSmall(count, rule))
}

const poolOfMonth = (cells: readonly PooledCell[], rule: SmallNumbers): Pool => {
  const sized = [...Map.groupBy(cells, ({ category }) => category)]
    .map(([category, own]) => ({
      category,
      total: own.reduce((all, { count }) => all + count, 0),
      small: isSmallSomewhere(own, () => true, rule),
    }))
    .sort((a, b) => a.total - b.total || (a.category < b.category ? -1 : 1))
  const together = new Set(sized.filter(({ small }) => small).map(({ category }) => category))
  const stillSmall = (): boolean =>
    isSmallSomewhere(cells, (category) => together.has(category), rule)
  for (const { category } of sized) {
    if (!stillSmall()) break
    together.add(category)
  }
  return { together, leftOut: stillSmall() }
}

/**
 * The categories that must be shown as one so that no count in any place and month is small: then every sum of what is shown is right,
 * and none gives a small count away, since none is shown. Where in some month even all of them together are small somewhere, the whole is
 * left out.
 *
 * Each month by itself says which it needs, smallest first, and the pool is what any month needs. So a month that has not changed stays
 * safe beside every other build: whatever two builds pool, both pool all that the month itself needs, and only their sum can be worked out.
 */
export const poolOf = (cells: readonly PooledCell[], rule: SmallNumbers): Pool => {
  const pools = [...Map.groupBy(cells, ({ month }) => month).values()].map((own) =>
    poolOfMonth(own, rule),
  )
  return {
    together: new Set(pools.flatMap(({ together }) => [...together])),
    leftOut: pools.some(({ leftOut }) => leftOut),
  }
}
