import type { Random } from '../../core/random.ts'
import { emptyCells, type Cells } from './cells.ts'
import type { Deck } from './deal.ts'

/** What each person did, a row for each person and definition: who, in which cell, how much, and how much it is divided by. */
export type Rows = {
  definition: Int32Array
  person: Int32Array
  cell: Int32Array
  amount: Float64Array
  per: Float64Array
}

/** A world of people to be dealt: their rows, the places of the practices, and which definitions are per registered person. */
export type World = { rows: Rows; deck: Deck; perPeople: readonly boolean[] }

/** Practices whose rates are raised, and how many times they are. */
export type Plant = { practices: readonly number[]; factor: number }

const sharesOf = ({ practices, cells, places }: Deck): Float64Array => {
  const shares = new Float64Array(practices * cells)
  for (let c = 0; c < cells; c++) {
    let sum = 0
    for (let p = 0; p < practices; p++) sum += places[p * cells + c] ?? 0
    for (let p = 0; p < practices; p++)
      shares[p * cells + c] = sum > 0 ? (places[p * cells + c] ?? 0) / sum : 0
  }
  return shares
}

/**
 * The counts of each definition when people are registered as dealt. With a plant, people of the same cell are copied into the planted
 * practices, each with the chance that makes their rate so many times what it was: so that what is added is as clustered
 * in people as the rest.
 */
export const countDealt = (
  { rows, deck, perPeople }: World,
  dealt: Int32Array,
  plant: Plant | null = null,
  random: Random | null = null,
): Cells[] => {
  const { practices, cells, places } = deck
  const counted = perPeople.map(() => emptyCells(practices, cells))
  const shares = sharesOf(deck)
  const add = (into: Cells, at: number, amount: number, per: number): void => {
    into.amount[at] = (into.amount[at] ?? 0) + amount
    into.per[at] = (into.per[at] ?? 0) + per
    into.amountSquares[at] = (into.amountSquares[at] ?? 0) + amount * amount
    into.products[at] = (into.products[at] ?? 0) + amount * per
    into.perSquares[at] = (into.perSquares[at] ?? 0) + per * per
  }
  for (let i = 0; i < rows.definition.length; i++) {
    const into = counted[rows.definition[i] ?? 0]
    if (!into) continue
    const cell = rows.cell[i] ?? 0
    const [amount, per] = [rows.amount[i] ?? 0, rows.per[i] ?? 0]
    add(into, (dealt[rows.person[i] ?? 0] ?? 0) * cells + cell, amount, per)
    if (!plant || !random || amount === 0) continue
    let draw = random.next()
    for (const practice of plant.practices) {
      draw -= (plant.factor - 1) * (shares[practice * cells + cell] ?? 0)
      if (draw < 0) {
        add(into, practice * cells + cell, amount, 0)
        break
      }
    }
  }
  for (const [d, into] of counted.entries()) {
    if (perPeople[d] !== true) continue
    into.per.set(places)
    into.perSquares.set(places)
    into.products.set(into.amount)
  }
  return counted
}

/** What each practice is expected to have when people are dealt, before any deal: its share of the places of each cell times the cell's amount. */
export const expectedBeforehand = ({ rows, deck, perPeople }: World): Float64Array[] => {
  const { practices, cells } = deck
  const shares = sharesOf(deck)
  const amounts = perPeople.map(() => new Float64Array(cells))
  for (let i = 0; i < rows.definition.length; i++) {
    const into = amounts[rows.definition[i] ?? 0]
    const cell = rows.cell[i] ?? 0
    if (into) into[cell] = (into[cell] ?? 0) + (rows.amount[i] ?? 0)
  }
  return amounts.map((byCell) =>
    Float64Array.from({ length: practices }, (_, p) =>
      byCell.reduce((sum, amount, c) => sum + amount * (shares[p * cells + c] ?? 0), 0),
    ),
  )
}

/** A share with the standard error that the clusters it was counted in give it: √(Σ(calledᵢ − share × pairsᵢ)²) ÷ Σ pairs. */
export const clusteredShare = (
  clusters: readonly { called: number; pairs: number }[],
): { share: number; error: number; pairs: number } => {
  const pairs = clusters.reduce((sum, one) => sum + one.pairs, 0)
  const share = pairs > 0 ? clusters.reduce((sum, one) => sum + one.called, 0) / pairs : 0
  const squares = clusters.reduce((sum, one) => sum + (one.called - share * one.pairs) ** 2, 0)
  return { share, error: pairs > 0 ? Math.sqrt(squares) / pairs : 0, pairs }
}
