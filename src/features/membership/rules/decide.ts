import { addMonths, formatMonth, type Month } from '../../../core/month.ts'
import { accept, refuse, type Result } from '../../../core/refusal.ts'
import { placeIn, type Place, type Spell } from './places.ts'

/** What can happen to a practice's membership. */
export const kinds = ['joins', 'moves', 'leaves', 'merges', 'disperses'] as const
export type Kind = (typeof kinds)[number]

/** What is asked: joins, moves, merges and dispersals from the first of a month; leaving after the last day of one. */
export type Asked = {
  kind: Kind
  practice: string
  /** The first month in which it is so; for leaving, merging and dispersal the first without the practice. */
  from: Month
  place: Place | null
  /** Who takes on the patients: one for a merger, several for a dispersal. */
  successors: readonly string[]
}

/** What is entered: where the practice is from the month on, and who succeeds it. */
export type Entry = { practice: string; from: Month; place: Place | null; successors: string[] }

const whenText = (from: Month): string => formatMonth(from)

const laterThan = (spells: readonly Spell[], practice: string, from: Month): Spell | undefined =>
  spells.find((spell) => spell.practice === practice && spell.from > from)

const placed = (spells: readonly Spell[], asked: Asked): Result<Entry> => {
  const { kind, practice, from, place } = asked
  const now = placeIn(spells, practice, from)
  const before = placeIn(spells, practice, addMonths(from, -1))
  if (place === null) {
    return refuse('locality-missing', 'No locality is chosen.', 'Choose a locality.', 'locality')
  }
  if (kind === 'joins' && now !== null) {
    return refuse(
      'already-member',
      `${practice} already belongs to ${now.group} in ${whenText(from)}, and a practice belongs to one group at a time.`,
      'Move it instead, or choose the month after it leaves.',
      'practice',
    )
  }
  if (kind === 'moves' && (before ?? now) === null) {
    return refuse(
      'not-member',
      `${practice} belongs to no group before ${whenText(from)}, so it cannot move.`,
      'Let it join instead.',
      'practice',
    )
  }
  if (kind === 'moves' && now?.group === place.group && now.locality === place.locality) {
    return refuse(
      'already-there',
      `${practice} is already in that locality in ${whenText(from)}.`,
      'Choose another locality, or leave things as they are.',
      'locality',
    )
  }
  return accept({ practice, from, place, successors: [] })
}

const gone = (spells: readonly Spell[], asked: Asked): Result<Entry> => {
  const { kind, practice, from } = asked
  const successors = [...new Set(asked.successors)]
  if (placeIn(spells, practice, addMonths(from, -1)) === null) {
    return refuse(
      'not-member',
      `${practice} belongs to no group in ${whenText(addMonths(from, -1))}, so it cannot leave at its end.`,
      'Choose a month in which it is a member.',
      'practice',
    )
  }
  if (successors.includes(practice)) {
    return refuse(
      'own-successor',
      `${practice} cannot take on its own patients.`,
      'Name the practice that does.',
      'successors',
    )
  }
  if (kind === 'merges' && successors.length !== 1) {
    return refuse(
      'successor-missing',
      'A merger has one practice that takes on all patients.',
      'Name that practice; where patients go to several, enter a dispersal.',
      'successors',
    )
  }
  if (kind === 'disperses' && successors.length === 0) {
    return refuse(
      'successor-missing',
      'A list that is dispersed goes to one or more practices.',
      'Name those that take on patients.',
      'successors',
    )
  }
  return accept({ practice, from, place: null, successors: kind === 'leaves' ? [] : successors })
}

/**
 * Whether a practice may join, move, leave, merge or be dispersed from a month. One group and one
 * locality at any date; later entries are taken back first, so that none is buried. Refusals:
 * already-member, not-member, already-there, later-entry, successor-missing, own-successor, locality-missing.
 */
export const decideEntry = (spells: readonly Spell[], asked: Asked): Result<Entry> => {
  const { kind, practice, from } = asked
  const later = laterThan(spells, practice, from)
  if (later) {
    return refuse(
      'later-entry',
      `${practice} has a later entry from ${whenText(later.from)}.`,
      'Take that one back first, or choose a month after it.',
      'from',
    )
  }
  return kind === 'joins' || kind === 'moves' ? placed(spells, asked) : gone(spells, asked)
}
