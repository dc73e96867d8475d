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
