import type { Members } from '../../../core/figure.ts'
import type { Month } from '../../../core/month.ts'
import { sqlFile } from '../../../stores/duck.ts'
import { perBuild } from '../../../warehouse/per-build.ts'
import type { Served } from '../../../warehouse/served.ts'

/** A practice's time in a locality of a group. */
export type Stay = {
  practice: string
  group: string
  groupName: string
  locality: string
  localityName: string
  from: Month
  to: Month | null
}

/** Who belongs where and what everything is called, for a build. */
export type Places = {
  stays: readonly Stay[]
  names: ReadonlyMap<string, string>
  closed: ReadonlyMap<string, string>
}

type StayRow = {
  practice: string
  group_code: string
  group_name: string
  locality: string
  locality_name: string
  from_month: Month
  to_month: Month | null
}

/** Membership and names of the build. */
export const placesOf = (served: Served): Promise<Places> =>
  perBuild(served, 'measures places', async () => {
    const [stays, practices] = await Promise.all([
      served.duck.all<StayRow>(sqlFile(import.meta.url, '../sql/members.sql')),
      served.duck.all<{ practice: string; name: string; closed: string | null }>(
        sqlFile(import.meta.url, '../sql/practices.sql'),
      ),
    ])
    return {
      stays: stays.map((row) => ({
        practice: row.practice,
        group: row.group_code,
        groupName: row.group_name,
        locality: row.locality,
        localityName: row.locality_name,
        from: row.from_month,
        to: row.to_month,
      })),
      names: new Map(practices.map(({ practice, name }) => [practice, name])),
      closed: new Map(
        practices.flatMap(({ practice, closed }): [string, string][] =>
          closed === null ? [] : [[practice, closed]],
        ),
      ),
    }
  })

/** The stay that a practice is in during a month. */
export const stayAt = (places: Places, practice: string, month: Month): Stay | undefined =>
  places.stays.find(
    (stay) =>
      stay.practice === practice && stay.from <= month && (stay.to === null || month <= stay.to),
  )

/** Among whom a measure is shown: a group, a locality, practices chosen for a reason, or all that are loaded. */
export type Among =
  | { kind: 'group' | 'locality'; code: string }
  | { kind: 'chosen'; name: string; practices: readonly string[] }
  | { kind: 'all' }

export type { Members }

const isIn = (stay: Stay, among: Among): boolean =>
  among.kind === 'group'
    ? stay.group === among.code
    : among.kind === 'locality' && stay.locality === among.code

/** For each practice that counts at all, the months in which it does. */
export const countedMonths = (
  places: Places,
  among: Among,
  practices: Iterable<string>,
  months: readonly Month[],
  last: Month,
  members: Members,
): Map<string, readonly boolean[]> => {
  const found = new Map<string, readonly boolean[]>()
  const chosen = among.kind === 'chosen' ? new Set(among.practices) : null
  for (const practice of practices) {
    const mask =
      among.kind === 'all' || chosen
        ? months.map(() => chosen?.has(practice) ?? true)
        : members === 'now'
          ? ((stay) => months.map(() => stay !== undefined && isIn(stay, among)))(
              stayAt(places, practice, last),
            )
          : months.map((month) => {
              const stay = stayAt(places, practice, month)
              return stay !== undefined && isIn(stay, among)
            })
    if (mask.includes(true)) found.set(practice, mask)
  }
  return found
}
