import { rounded, withheld, type SmallNumbers } from './suppression.ts'

/** A row of counts: a practice, its locality or the group. */
export type CountRow = {
  key: string
  /** The key of the row whose total this one is part of; null for the top. */
  parent: string | null
  /** One count for each column, a whole number of people or events. */
  counts: readonly number[]
}

/** Rows in a tree, each parent the sum of its children; with `total` the last column is the sum of the others. */
export type CountTable = { rows: readonly CountRow[]; total: boolean }

/** What may be published of a row: a rounded count, or null where it is withheld. */
export type PublishedRow = { key: string; counts: readonly (number | null)[] }

type Cell = { from: number; to: number; value: number }

/** Gives every name the same number each time. */
const numbering = (): ((name: string) => number) => {
  const known = new Map<string, number>()
  return (name) => {
    const number = known.get(name) ?? known.size
    known.set(name, number)
    return number
  }
}

/**
 * The sums of a table as one network. A count of a practice flows from the practice to its locality's
 * column, a locality's from there to the group's column, and so on up to the outside; totals of rows flow
 * from there down to the practice. What comes into each node then goes out of it, and there is one node per sum.
 */
const cellsOf = ({ rows, total }: CountTable): Cell[] => {
  const node = numbering()
  const parents = new Set(rows.map(({ parent }) => parent))
  return rows.flatMap(({ key, parent, counts }) =>
    counts.map((value, column) => {
      const isTotal = total && column === counts.length - 1
      const above = parent === null ? 'outside' : `down ${parent}`
      if (isTotal) return { from: node(above), to: node(`down ${key}`), value }
      const start = parents.has(key) ? `column ${column} of ${key}` : `down ${key}`
      const end = parent === null ? 'outside' : `column ${column} of ${parent}`
      return {
        from: node(total ? start : start.replace(/^down .*/, 'outside')),
        to: node(end),
        value,
      }
    }),
  )
}

const faultOf = ({ rows, total }: CountTable): string | null => {
  const width = rows[0]?.counts.length ?? 0
  const byParent = Map.groupBy(rows, ({ parent }) => parent)
  for (const { key, counts } of rows) {
    if (counts.length !== width) return `${key} has another number of columns`
    if (counts.some((count) => !Number.isSafeInteger(count) || count < 0))
      return `${key} has a count that is no whole number`
    if (total && counts.slice(0, -1).reduce((sum, count) => sum + count, 0) !== counts.at(-1))
      return `the columns of ${key} do not add up`
    const children = byParent.get(key) ?? []
    const sums = counts.map((_, i) =>
      children.reduce((sum, child) => sum + (child.counts[i] ?? 0), 0),
    )
    if (children.length > 0 && sums.some((sum, i) => sum !== counts[i]))
      return `the rows below ${key} do not add up to it`
  }
  return null
}

/**
 * A table as it may be published: small counts withheld, further ones withheld so that no sum gives a
 * small one away, between columns as between practice, locality and group, and the rest rounded. A table
 * whose sums do not hold is an error: nothing could be promised of it.
 */
export const publish = (table: CountTable, rule: SmallNumbers): PublishedRow[] => {
  const fault = faultOf(table)
  if (fault !== null) throw new Error(`a table cannot be published: ${fault}`)
  const hidden = withheld(cellsOf(table), rule)
  let at = 0
  return table.rows.map(({ key, counts }) => ({
    key,
    counts: counts.map((count) => (hidden[at++] === true ? null : rounded(count, rule))),
  }))
}
