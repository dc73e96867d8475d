/** The yearly costs of all patients of one age-sex cell, in pence: what a patient's cost is drawn from. */
export type Cell = {
  costs: Float64Array
  mean: number
  variance: number
  largest: number
}

/** A cell from its patients' costs. Errors: RangeError where there are none, or one is negative. */
export const cellOf = (costs: Float64Array | readonly number[]): Cell => {
  const own = costs instanceof Float64Array ? costs : Float64Array.from(costs)
  if (own.length === 0) throw new RangeError('a cell needs at least one patient')
  let [sum, largest, smallest] = [0, 0, 0]
  for (const cost of own) {
    sum += cost
    if (cost > largest) largest = cost
    if (cost < smallest) smallest = cost
  }
  if (smallest < 0) throw new RangeError('a patient’s cost is not negative')
  const mean = sum / own.length
  let squares = 0
  for (const cost of own) squares += (cost - mean) ** 2
  return { costs: own, mean, variance: squares / own.length, largest }
}

/** What is left of each patient's cost below a limit. */
export const cappedCell = ({ costs }: Cell, limit: number): Cell =>
  cellOf(costs.map((cost) => Math.min(cost, limit)))

/** What each patient costs above a limit. */
export const excessCell = ({ costs }: Cell, limit: number): Cell =>
  cellOf(costs.map((cost) => Math.max(0, cost - limit)))

/**
 * Part of a set of practices: so many listed patients, each an independent draw from a cell; or
 * events that come at random, so many expected, each costing a draw from a cell.
 */
export type Part = { cell: Cell; patients: number } | { cell: Cell; events: number }

/** Mean and variance of a sum in closed form, with what bounds its tails. */
export type Moments = {
  mean: number
  variance: number
  /** Σ n E[X²]. */
  secondMoment: number
  /** The largest single cost. */
  largest: number
  /** The largest sum there can be; infinite where events are counted. */
  most: number
}

/**
 * Mean and variance of the sum in closed form: patients n E[X] and n Var[X]; events (compound
 * Poisson) λ E[X] and λ E[X²].
 */
export const momentsOf = (parts: readonly Part[]): Moments => {
  const moments: Moments = { mean: 0, variance: 0, secondMoment: 0, largest: 0, most: 0 }
  for (const part of parts) {
    const { mean, variance, largest } = part.cell
    const count = 'patients' in part ? part.patients : part.events
    if (count === 0) continue
    const square = variance + mean * mean
    moments.mean += count * mean
    moments.variance += count * ('patients' in part ? variance : square)
    moments.secondMoment += count * square
    moments.largest = Math.max(moments.largest, largest)
    moments.most += 'patients' in part ? count * largest : Infinity
  }
  return moments
}

/** The same parts over several independent years. */
export const overYears = (parts: readonly Part[], years: number): Part[] => scaled(parts, years)

/** So many sets like this one together. */
export const scaled = (parts: readonly Part[], times: number): Part[] =>
  parts.map((part) =>
    'patients' in part
      ? { cell: part.cell, patients: Math.round(part.patients * times) }
      : { cell: part.cell, events: part.events * times },
  )
