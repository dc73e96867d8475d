/** A presentation that can be prescribed, as the invented county has it. */
export type Presentation = {
  code: string
  /** Nine-character chemical code, or the first four of an appliance's. */
  chemical: string
  substance: string
  /** "Atorvastatin_Tab 20mg". */
  name: string
  chapter: string
  /** Quantities on an item: the usual ones first, then those of weekly or quarterly scripts. */
  quantities: readonly number[]
  usual: number
  /** Price of a unit in hundredths of a penny before the months move it. */
  price: number
  /** Items a month for each 1,000 people. */
  rate: number
  /** Whole average daily quantities in a unit, in tenths; nought where none is set. */
  adq: number
  snomed: string
}
