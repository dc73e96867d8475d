import { isSmall, type SmallNumbers } from './suppression.ts'

/** A count of one category (a point of delivery, a chapter) in one place and month. */
export type PooledCell = { category: string; place: string; count: number }

/** Which categories are shown together as one, or left out with all that they count. */
export type Pool = { together: ReadonlySet<string>; leftOut: boolean }

const sumsOf = (
  cells: readonly PooledCell[],
  wanted: (category: string) => boolean,
): Map<string, number> => {
  const sums = new Map<string, number>()
  for (const { category, place, count } of cells)
    if (wanted(category)) sums.set(place, (sums.get(place) ?? 0) + count)
  return sums
}

/**
 * The fewest categories, smallest first, that must be shown as one so that no count in any place is small:
 * then every sum of what is shown is right, and none gives a small count away, since none is shown. Where
 * even all of them together are small somewhere, the whole is left out.
 */
export const poolOf = (cells: readonly PooledCell[], rule: SmallNumbers): Pool => {
  const totals = Map.groupBy(cells, ({ category }) => category)
  const sized = [...totals]
    .map(([category, own]) => ({
      category,
      total: own.reduce((all, { count }) => all + count, 0),
      small: [...sumsOf(own, () => true).values()].some((count) => isSmall(count, rule)),
    }))
    .sort((a, b) => a.total - b.total || (a.category < b.category ? -1 : 1))
  const together = new Set(sized.filter(({ small }) => small).map(({ category }) => category))
  const stillSmall = (): boolean =>
    [...sumsOf(cells, (category) => together.has(category)).values()].some((count) =>
      isSmall(count, rule),
    )
  for (const { category } of sized) {
    if (!stillSmall()) break
    together.add(category)
  }
  return { together, leftOut: stillSmall() }
}
