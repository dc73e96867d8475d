import { evaluateQuorum, type QuorumVerdict } from '../quorum/evaluate.ts'
import type { Member, Quorum } from '../quorum/rule.ts'
import { decides, type Handling } from './rules.ts'

/** What the chair decided about one person and one item. */
export type Ruling = { person: number; handling: Handling }

/** Who takes the chair for an item: the chair, else the deputy, else whoever those who decide elect. */
export type Presiding = { person: number; as: 'chair' | 'deputy' } | { person: null; as: 'elected' }

/** How an item stands: who decides, who presides, and whether they are enough. */
export type Standing = {
  deciding: readonly Member[]
  setAside: readonly Ruling[]
  presiding: Presiding
  /** The quorum of everyone who is there. */
  before: QuorumVerdict
  /** The quorum of those who may decide this item. */
  after: QuorumVerdict
  /** "lost to interests" when those there were enough and those who may decide are not. */
  outcome: 'quorate' | 'lost to interests' | 'too few there'
}

const holder = (members: readonly Member[], office: string): number | null =>
  members.find(({ roles }) => roles.includes(office))?.person ?? null

const presidingAmong = (deciding: readonly Member[]): Presiding => {
  const chair = holder(deciding, 'chair')
  if (chair !== null) return { person: chair, as: 'chair' }
  const deputy = holder(deciding, 'deputy')
  return deputy === null ? { person: null, as: 'elected' } : { person: deputy, as: 'deputy' }
}

/**
 * Who rules on a person's interest in an item: the chair, else the deputy, but neither on an interest of their own
 * nor where they stand aside from the item themselves; null where nobody of the two is left.
 */
export const ruledBy = (
  person: number,
  present: readonly Member[],
  aside: ReadonlySet<number> = new Set(),
): number | null => {
  const able = present.filter((member) => member.person !== person && !aside.has(member.person))
  return holder(able, 'chair') ?? holder(able, 'deputy')
}

/**
 * Who may decide an item, and whether they are quorate: members there less those whom a ruling sets
 * aside (anything stricter than "note"). Whoever is set aside no longer counts, though still in the room.
 */
export const standingOf = (
  rule: Quorum,
  members: readonly Member[],
  present: readonly Member[],
  rulings: readonly Ruling[],
): Standing => {
  const there = new Set(present.map(({ person }) => person))
  const setAside = rulings.filter(({ person, handling }) => there.has(person) && !decides(handling))
  const out = new Set(setAside.map(({ person }) => person))
  const deciding = present.filter(({ person }) => !out.has(person))
  const before = evaluateQuorum(rule, members, present)
  const after = evaluateQuorum(rule, members, deciding)
  return {
    deciding,
    setAside,
    presiding: presidingAmong(deciding),
    before,
    after,
    outcome: after.met ? 'quorate' : before.met ? 'lost to interests' : 'too few there',
  }
}
