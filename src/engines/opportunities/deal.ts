import type { Random } from '../../core/random.ts'

/** People by cell: whose events are dealt, and how many places each practice has in the cell. */
export type Deck = {
  practices: number
  cells: number
  /** The cell of each person with any event. */
  cellOf: Int32Array
  /** Places of each practice in each cell: people on its list, practice × cell. */
  places: Int32Array
}

/**
 * Deals people to practices at random within their cell, each with the whole of their history: a practice keeps as many places as its list has
 * in the cell. Gives the practice of each person. People without events hold the places that are left.
 */
export const deal = (deck: Deck, random: Random): Int32Array => {
  const { practices, cells, cellOf, places } = deck
  const members: number[][] = Array.from({ length: cells }, () => [])
  for (let i = 0; i < cellOf.length; i++) members[cellOf[i] ?? 0]?.push(i)
  const dealt = new Int32Array(cellOf.length)
  for (let c = 0; c < cells; c++) {
    const people = members[c] ?? []
    const seats: number[] = []
    for (let p = 0; p < practices; p++)
      for (let k = places[p * cells + c] ?? 0; k > 0; k--) seats.push(p)
    for (const [k, person] of people.entries()) {
      if (k >= seats.length) throw new Error('a cell has more people with events than places')
      const at = k + random.int(seats.length - k)
      dealt[person] = seats[at] ?? 0
      seats[at] = seats[k] ?? 0
    }
  }
  return dealt
}
