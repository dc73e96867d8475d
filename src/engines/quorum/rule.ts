/** Who counts towards a meeting: a person with every role and office held on the day. */
export type Member = {
  person: number
  /** Role and office keys, as in "elected-gp", "chair", "deputy". */
  roles: readonly string[]
  voting: boolean
}

/** Whom a condition counts. */
export type Crowd =
  | { kind: 'members' }
  | { kind: 'voting' }
  | { kind: 'non-voting' }
  | { kind: 'roles'; roles: readonly string[]; words: readonly string[] }

/** A part of one in whole numbers, so that "two thirds of 9" is exact. */
export type Fraction = { numerator: number; denominator: number }

/**
 * A quorum rule: counts by role, not one number, because real rules are (BMJ Open 2017;7:e018422,
 * table 3, has four). A person counts in every condition that fits: a lay chair is both.
 */
export type Quorum =
  | { kind: 'at least'; count: number; of: Crowd }
  | { kind: 'share'; share: Fraction; strictly: boolean; of: Crowd }
  | { kind: 'majority'; of: Crowd }
  | { kind: 'all'; parts: readonly Quorum[] }
  | { kind: 'any'; parts: readonly Quorum[] }

/** What a word of the rule file means: role keys by the word in the singular. */
export type Words = Readonly<Record<string, readonly string[]>>

/** Whether a member belongs to those whom a condition counts. */
export const isOf = (member: Member, crowd: Crowd): boolean => {
  if (crowd.kind === 'roles') return crowd.roles.some((role) => member.roles.includes(role))
  return crowd.kind === 'members' || member.voting === (crowd.kind === 'voting')
}
