import { addMonths, lastDay, monthOf, type Month } from '../../../core/month.ts'

/** The one group and locality that a practice belongs to. */
export type Place = { group: string; locality: string }

/** From a month on a practice is at a place, or in no group at all: one entry of the ledger. */
export type MembershipChange = {
  id: number
  practice: string
  from: Month
  /** Null: it belongs to no group from then on. */
  place: Place | null
  /** The entry that this one takes back; its own month and place then say nothing. */
  undoes: number | null
}

/** A practice at one place from a first to a last month; `to` is null while it lasts. */
export type Spell = Place & { practice: string; from: Month; to: Month | null }

/** The entries that still hold: neither taken back nor taking back. */
export const standing = <T extends MembershipChange>(changes: readonly T[]): T[] => {
  const undone = new Set(changes.flatMap(({ undoes }) => undoes ?? []))
  return changes.filter(({ id, undoes }) => undoes === null && !undone.has(id))
}

const samePlace = (a: Place | null, b: Place | null): boolean =>
  a?.group === b?.group && a?.locality === b?.locality

/** The entries of one practice in the order in which they take hold; of two for a month the later written holds. */
const inForce = (changes: readonly MembershipChange[]): MembershipChange[] => {
  const byMonth = new Map<Month, MembershipChange>()
  for (const change of changes.toSorted((a, b) => a.id - b.id)) byMonth.set(change.from, change)
  return [...byMonth.values()].toSorted((a, b) => (a.from < b.from ? -1 : 1))
}

/**
 * Where each practice was and when, from the entries. A practice has one state at any date by the way
 * it is worked out, so it can never be in two groups at once.
 */
export const spellsOf = (changes: readonly MembershipChange[]): Spell[] => {
  const spells: Spell[] = []
  for (const [practice, own] of Map.groupBy(standing(changes), (change) => change.practice)) {
    let open: Spell | null = null
    for (const { from, place } of inForce(own)) {
      if (samePlace(open, place)) continue
      if (open) spells.push({ ...open, to: addMonths(from, -1) })
      open = place && { practice, ...place, from, to: null }
    }
    if (open) spells.push(open)
  }
  return spells.toSorted((a, b) => (`${a.practice} ${a.from}` < `${b.practice} ${b.from}` ? -1 : 1))
}

/** Whether a spell holds in a month. */
export const holdsIn = ({ from, to }: Pick<Spell, 'from' | 'to'>, month: Month): boolean =>
  from <= month && (to === null || month <= to)

/** Where a practice was in a month; null when in no group. */
export const placeIn = (spells: readonly Spell[], practice: string, month: Month): Spell | null =>
  spells.find((spell) => spell.practice === practice && holdsIn(spell, month)) ?? null

/** The entries that a file's dated rows amount to, without ids. */
export type FileRow = Place & { practice: string; fromDate: string; toDate: string | null }

/** What rows of a membership file say, as entries: a place from each first month, nothing after each last. */
export const changesFrom = (
  rows: readonly FileRow[],
): Pick<MembershipChange, 'practice' | 'from' | 'place'>[] =>
  [...Map.groupBy(rows, ({ practice }) => practice)].flatMap(([practice, own]) => {
    const sorted = own.toSorted((a, b) => (a.fromDate < b.fromDate ? -1 : 1))
    return sorted.flatMap(({ group, locality, fromDate, toDate }, i) => {
      const begins = { practice, from: monthOf(fromDate), place: { group, locality } }
      if (toDate === null) return [begins]
      const after = addMonths(monthOf(toDate), 1)
      const next = sorted[i + 1]
      return next && monthOf(next.fromDate) <= after
        ? [begins]
        : [begins, { practice, from: after, place: null }]
    })
  })

/** The last day of a spell, as a membership file writes it. */
export const lastDayOf = ({ to }: Pick<Spell, 'to'>): string | null =>
  to === null ? null : lastDay(to)
