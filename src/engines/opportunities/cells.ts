/**
 * What one definition counts, by practice and cell (a cell is a sex and an age band, and a deprivation group where asked for). Each
 * array holds practice × cell, a practice's cells side by side. Squares and products are sums over people, so that one person's
 * many events are told from many people's.
 */
export type Cells = {
  practices: number
  cells: number
  /** What is counted: records, shares of records or nights. */
  amount: Float64Array
  /** What it is divided by: people, or records. */
  per: Float64Array
  /** Σ amount², Σ amount × per and Σ per² over people. */
  amountSquares: Float64Array
  products: Float64Array
  perSquares: Float64Array
}

/** Empty cells for so many practices. */
export const emptyCells = (practices: number, cells: number): Cells => ({
  practices,
  cells,
  amount: new Float64Array(practices * cells),
  per: new Float64Array(practices * cells),
  amountSquares: new Float64Array(practices * cells),
  products: new Float64Array(practices * cells),
  perSquares: new Float64Array(practices * cells),
})

/**
 * The same cells split by a group of practices (fifths of deprivation, say): each practice fills the cells of its own
 * group, so that it is held against practices of that group alone.
 */
export const splitByGroup = (from: Cells, groupOf: readonly number[], groups: number): Cells => {
  const into = emptyCells(from.practices, from.cells * groups)
  for (const name of ['amount', 'per', 'amountSquares', 'products', 'perSquares'] as const) {
    for (let p = 0; p < from.practices; p++) {
      const values = from[name].subarray(p * from.cells, (p + 1) * from.cells)
      into[name].set(values, p * into.cells + (groupOf[p] ?? 0) * from.cells)
    }
  }
  return into
}

/** The same cells merged: `into` names the new cell of each old one. */
export const mergeCells = (from: Cells, into: readonly number[], count: number): Cells => {
  const merged = emptyCells(from.practices, count)
  for (const name of ['amount', 'per', 'amountSquares', 'products', 'perSquares'] as const) {
    for (let p = 0; p < from.practices; p++) {
      for (let c = 0; c < from.cells; c++) {
        const at = p * count + (into[c] ?? 0)
        merged[name][at] = (merged[name][at] ?? 0) + (from[name][p * from.cells + c] ?? 0)
      }
    }
  }
  return merged
}

/** People in a cell over all practices, as far as the base tells: (Σ per)² ÷ Σ per², and 0 where there is none. */
export const peopleIn = ({ practices, cells, per, perSquares }: Cells, cell: number): number => {
  let [sum, squares] = [0, 0]
  for (let p = 0; p < practices; p++) {
    sum += per[p * cells + cell] ?? 0
    squares += perSquares[p * cells + cell] ?? 0
  }
  return squares > 0 ? (sum * sum) / squares : 0
}

const enough = 30

/**
 * Cells wide enough to standardise by. A cell of a few people takes its rate from the very people that are to be compared, and so hides what they
 * differ by. Where cells hold fewer than 30 people in the mean, the first of the coarser ways that does not is taken, and
 * the last in any case.
 */
export const wideEnough = (
  cells: Cells,
  coarser: readonly { into: readonly number[]; count: number }[],
): Cells => {
  const meanPeople = (each: Cells): number => {
    const people = Array.from({ length: each.cells }, (_, c) => peopleIn(each, c)).filter(
      (count) => count > 0,
    )
    return people.reduce((sum, count) => sum + count, 0) / Math.max(1, people.length)
  }
  let found = cells
  for (const { into, count } of coarser) {
    if (meanPeople(found) >= enough) return found
    found = mergeCells(cells, into, count)
  }
  return found
}
