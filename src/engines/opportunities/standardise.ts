import { peopleIn, type Cells } from './cells.ts'

/** Observed beside expected, practice by practice. */
export type Standardised = {
  observed: Float64Array
  /** What the practice would have had at the rates of all practices together in each cell. */
  expected: Float64Array
  /** The part of its own count by which a practice moves away from its expected: 1 − its share of the cells it is in. */
  ownPart: Float64Array
  /** What the counts of the other practices add to the variance of observed − expected, before dispersion. */
  othersPart: Float64Array
  /** How much more a count varies than a Poisson count, because one person may have many events: 1 where nobody has. */
  dispersion: number
}

const leastDispersion = 0.02

/**
 * Indirect standardisation over cells. E = Σ per × (Σ amount ÷ Σ per over all practices), cell by cell. Dispersion is the sum over
 * people of (amount − rate × per)², divided by the sum of amounts: it is 1 for events that befall people once and rarely, and
 * rises where some people have many. Source: Breslow and Day 1987, chapter 2; for repeated events Stukel and others 1994
 * (Stat Med 13:1781).
 */
export const standardise = (cells: Cells): Standardised => {
  const { practices, cells: width, amount, per } = cells
  const observed = new Float64Array(practices)
  const expected = new Float64Array(practices)
  const own = new Float64Array(practices)
  const others = new Float64Array(practices)
  let [variance, total] = [0, 0]
  for (let c = 0; c < width; c++) {
    let [sum, base] = [0, 0]
    for (let p = 0; p < practices; p++) {
      sum += amount[p * width + c] ?? 0
      base += per[p * width + c] ?? 0
    }
    const rate = base > 0 ? sum / base : 0
    // A rate that comes from the same people takes one degree of freedom of each cell.
    const people = peopleIn(cells, c)
    const freedom = people > 1.5 ? people / (people - 1) : 1
    for (let p = 0; p < practices; p++) {
      const at = p * width + c
      variance +=
        freedom *
        ((cells.amountSquares[at] ?? 0) -
          2 * rate * (cells.products[at] ?? 0) +
          rate * rate * (cells.perSquares[at] ?? 0))
    }
    total += sum
    for (let p = 0; p < practices; p++) {
      const mine = amount[p * width + c] ?? 0
      const mass = per[p * width + c] ?? 0
      observed[p] = (observed[p] ?? 0) + mine
      expected[p] = (expected[p] ?? 0) + mass * rate
      const share = base > 0 ? mass / base : 0
      own[p] = (own[p] ?? 0) + (1 - share) * mass * rate
      others[p] = (others[p] ?? 0) + share * share * (sum - mine)
    }
  }
  return {
    observed,
    expected,
    ownPart: own.map((value, p) => ((expected[p] ?? 0) > 0 ? value / (expected[p] ?? 1) : 1)),
    othersPart: others,
    dispersion: total > 0 ? Math.max(leastDispersion, variance / total) : 1,
  }
}
