import type { Month } from '../../../core/month.ts'
import { predecessorsOf, type Succession } from '../../../core/succession.ts'
import { holdsIn, type Spell } from './places.ts'

export { predecessorsOf, type Succession } from '../../../core/succession.ts'

/** A practice and the locality under which its months are counted. */
export type Counted = { practice: string; group: string; locality: string }

/**
 * Whose months count when a group is seen as it is now: its members in the month, and every practice
 * that ended in one of them, under the locality of the first successor that is a member. A practice that
 * is a member itself counts as itself.
 */
export const asNow = (
  spells: readonly Spell[],
  successions: readonly Succession[],
  month: Month,
): Counted[] => {
  const counted = new Map<string, Counted>()
  const members = spells.filter((spell) => holdsIn(spell, month))
  for (const { practice, group, locality } of members)
    counted.set(practice, { practice, group, locality })
  for (const { practice, group, locality } of members)
    for (const before of predecessorsOf(successions, practice))
      if (!counted.has(before)) counted.set(before, { practice: before, group, locality })
  return [...counted.values()].toSorted((a, b) => (a.practice < b.practice ? -1 : 1))
}

/** What a month's members would be if the entries were those of another date: who is new, gone or elsewhere. */
export const differences = (
  then: readonly Spell[],
  now: readonly Spell[],
  thenMonth: Month,
  nowMonth: Month,
): { joined: string[]; left: string[]; moved: string[] } => {
  const at = (spells: readonly Spell[], month: Month): Map<string, Spell> =>
    new Map(spells.filter((spell) => holdsIn(spell, month)).map((spell) => [spell.practice, spell]))
  const [before, after] = [at(then, thenMonth), at(now, nowMonth)]
  return {
    joined: [...after.keys()].filter((practice) => !before.has(practice)),
    left: [...before.keys()].filter((practice) => !after.has(practice)),
    moved: [...after.values()].flatMap(({ practice, group, locality }) => {
      const was = before.get(practice)
      return was && (was.group !== group || was.locality !== locality) ? [practice] : []
    }),
  }
}
