import { gammaTails } from '../statistics/distributions/gamma.ts'
import type { Cells } from './cells.ts'
import { fewestExpected, powerOf } from './excess.ts'
import type { Plant, World } from './null-world.ts'
import { standardise, type Standardised } from './standardise.ts'

/** What one definition is known to be before anybody is planted. */
export type Beforehand = {
  standardised: Standardised
  /** What each practice is expected to have, before any deal. */
  expected: Float64Array
  /** Σ amount² ÷ Σ amount: what is copied into a practice is whole people, who vary by all that they have. */
  clump: number
  /** The same of what is expected: nought where it is of the registered list, which a deal leaves as it is. */
  expectedClump: number
  /** The most that a rate can be raised: 1 ÷ rate where it is a share of records, otherwise without end. */
  highestFactor: number
}

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0)

/** Whether each definition is a share: divided by records, of which no person has fewer than are counted. */
export const areShares = ({ rows, perPeople }: World): boolean[] => {
  const shares = perPeople.map((people) => !people)
  for (const [i, definition] of rows.definition.entries())
    if ((rows.amount[i] ?? 0) > (rows.per[i] ?? 0)) shares[definition] = false
  return shares
}

/** Works out what power needs, from the cells of one deal without a plant. */
export const beforehandOf = (
  cells: Cells,
  expected: Float64Array,
  { perPeople, isShare }: { perPeople: boolean; isShare: boolean },
): Beforehand => {
  const amount = total(cells.amount)
  let squares = 0
  for (let c = 0; c < cells.cells; c++) {
    let [sum, base, own] = [0, 0, 0]
    for (let at = c; at < cells.amount.length; at += cells.cells) {
      sum += cells.amount[at] ?? 0
      base += cells.per[at] ?? 0
      own += cells.perSquares[at] ?? 0
    }
    if (base > 0) squares += (sum / base) ** 2 * own
  }
  return {
    standardised: standardise(cells),
    expected,
    clump: amount > 0 ? total(cells.amountSquares) / amount : 1,
    expectedClump: perPeople || amount === 0 ? 0 : squares / amount,
    highestFactor: isShare && amount > 0 ? total(cells.per) / amount : Infinity,
  }
}

/**
 * The chance, before any deal, that a planted practice is called: that at least 10 are expected of it, times the power at what is expected in
 * the mean. Expected moves from deal to deal where it is of records, by a gamma law of its mean and variance.
 * Null where a share would rise above the whole.
 */
export const plantedPower = (
  before: Beforehand,
  { practices, factor }: Plant,
  practice: number,
): number | null => {
  const { standardised, expected, clump, expectedClump, highestFactor } = before
  const { dispersion, ownPart, othersPart } = standardised
  const all = total(expected)
  if (factor > highestFactor || !(all > 0)) return null
  const planted = practices.reduce((sum, p) => sum + (expected[p] ?? 0), 0)
  // What is planted raises the mean that all are held against.
  const raised = 1 + ((factor - 1) * planted) / all
  const mean = (expected[practice] ?? 0) * raised
  const own = ownPart[practice] ?? 1
  // The limits are made from a dispersion that holds what is planted as well.
  const seen = (dispersion + (raised - 1) * clump) / raised
  const size = expectedClump * raised * own
  const enough =
    size > 0 ? gammaTails(mean / size, fewestExpected / size).upper : mean >= fewestExpected ? 1 : 0
  return (
    enough *
    powerOf(
      {
        expected: mean,
        dispersion: seen,
        ownPart: own,
        othersVariance: seen * raised * (othersPart[practice] ?? 0),
      },
      factor / raised,
      (dispersion + (factor - 1) * clump) / factor,
      // Whole records come one by one, however little their number varies; shares of records come in their own size.
      Math.max(seen, Math.min(1, clump)),
    )
  )
}
