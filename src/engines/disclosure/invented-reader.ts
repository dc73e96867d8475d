/** The rank of a matrix, by elimination: a row that adds nothing to it can be worked out of the others. */
const rankOf = (given: readonly (readonly number[])[]): number => {
  const rows = given.map((row) => [...row])
  let rank = 0
  for (let column = 0; column < (given[0]?.length ?? 0); column++) {
    const pivot = rows.findIndex((row, i) => i >= rank && Math.abs(row[column] ?? 0) > 1e-9)
    if (pivot < 0) continue
    const [found = []] = rows.splice(pivot, 1)
    rows.splice(rank, 0, found)
    for (const [i, row] of rows.entries()) {
      if (i === rank) continue
      const times = (row[column] ?? 0) / (found[column] ?? 1)
      for (const [at, value] of found.entries()) row[at] = (row[at] ?? 0) - times * value
    }
    rank++
  }
  return rank
}

/**
 * For tests: whether a reader who adds and subtracts what is shown finds a sum that is not. Each sum is a row that says how often each
 * count is in it.
 */
export const isWorkedOut = (
  shown: readonly (readonly number[])[],
  wanted: readonly number[],
): boolean => rankOf([...shown, wanted]) === rankOf(shown)
