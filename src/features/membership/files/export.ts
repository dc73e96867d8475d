import { lastDayOf } from '../rules/places.ts'
import type { Membership } from '../store.ts'
import { csvText } from '../../../ui/csv.ts'

/**
 * The ledger's membership in the form of a membership file, sorted; the last column names the newest entry and
 * what it follows, so that the same members after another file are a file of their own.
 */
export const membershipFile = (
  { spells, groups, localities, changes }: Membership,
  after: string,
): string => {
  const groupName = (code: string): string =>
    groups.find((group) => group.code === code)?.name ?? code
  const localityName = (group: string, code: string): string =>
    localities.find((each) => each.group === group && each.locality === code)?.name ?? code
  const mark = `entry ${changes.at(-1)?.id ?? 0} after ${after}`
  return csvText([
    [
      'practice_code',
      'group_code',
      'group_name',
      'locality_code',
      'locality_name',
      'from_date',
      'to_date',
      'ledger',
    ],
    ...spells.map((spell) => [
      spell.practice,
      spell.group,
      groupName(spell.group),
      spell.locality,
      localityName(spell.group, spell.locality),
      `${spell.from}-01`,
      lastDayOf(spell) ?? '',
      mark,
    ]),
  ])
}

/** The ledger's successions in the form of a successors file. */
export const successorsFile = ({ successions, changes }: Membership, after: string): string => {
  const mark = `entry ${changes.at(-1)?.id ?? 0} after ${after}`
  return csvText([
    ['practice_code', 'successor_code', 'from_date', 'ledger'],
    ...successions
      .toSorted((a, b) =>
        `${a.practice} ${a.successor}` < `${b.practice} ${b.successor}` ? -1 : 1,
      )
      .map(({ practice, successor, from }) => [practice, successor, `${from}-01`, mark]),
  ])
}
