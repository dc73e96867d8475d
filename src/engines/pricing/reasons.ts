/** Why a line is outside national prices. Status "excluded". */
export const exclusion = {
  duplicate: 'duplicate record key',
  otherMonth: 'outside the month of the extract',
  sender: 'excluded by the sender',
  privatePatient: 'private patient',
  noHrg: 'no tariff HRG',
  hrg: 'HRG outside national prices',
  specialty: 'specialty outside national prices',
  notAttended: 'not attended',
  clockStop: 'clock stop, not activity',
} as const

/** Why a line that should have a price has none. Status "no price". */
export const unpriced = {
  notGrouped: 'not grouped',
  noRules: 'no rules for the price year',
  local: 'local price',
  unclassed: 'cannot be classed',
  noPrice: 'no price for code and year',
  noPerDay: 'no price for days beyond the trim point',
  unbundled: 'no price for an unbundled item',
} as const

/** What a priced line must say of itself. */
export const note = {
  marketForces: 'no market forces factor: 1 used',
  localItem: 'unbundled item at a local price left out',
} as const

/** The reason column of a priced line: its notes in a fixed order, or nothing. */
export const joinNotes = (notes: readonly (string | null)[]): string | null =>
  notes.filter((text) => text !== null).join('; ') || null
