/** Kinds of interest as NHS guidance names them. */
export const interestKinds = [
  'financial',
  'non-financial professional',
  'non-financial personal',
  'indirect',
] as const
export type InterestKind = (typeof interestKinds)[number]

/** What an agenda item is for. */
export const purposes = ['decision', 'assurance', 'information'] as const
export type Purpose = (typeof purposes)[number]

/** How an interest may be handled, from the mildest to the strictest. */
export const handlings = ['note', 'speak', 'leave', 'no papers'] as const
export type Handling = (typeof handlings)[number]

/** The group's rules about interests, from definitions/rules/conflicts.yaml. */
export type ConflictRules = {
  /** What is proposed to the chair for a kind of interest in an item of a purpose. */
  proposals: Readonly<Record<InterestKind, Readonly<Record<Purpose, Handling>>>>
  /** What is proposed at least, where the papers would help whoever has the interest. */
  sensitive: Handling
  /** What is proposed for an interest that ended less than shownMonths ago. */
  ended: Handling
  recordWithinDays: number
  refreshMonths: number
  shownMonths: number
}

/** The stricter of two ways of handling. */
export const stricter = (one: Handling, other: Handling): Handling =>
  handlings.indexOf(one) >= handlings.indexOf(other) ? one : other

/** Whether somebody so handled still decides, and so counts towards the quorum. */
export const decides = (handling: Handling): boolean => handling === 'note'
