import type { Member } from '../../../engines/quorum/rule.ts'
import type { Audit, Db } from '../../../stores/ledger/ledger.ts'
import type { Viewer } from '../../../stores/scope.ts'

/** Somebody who sits in a series on the day of asking. */
export type SeriesMember = Member & { name: string; practice: string | null }

/** A series of meetings with those who sit in it today. */
export type Series = {
  id: number
  body: string
  place: string | null
  name: string
  members: readonly SeriesMember[]
}

/** The series that the viewer may see, with their members of a day. */
export const readSeries = async (db: Db, today: string): Promise<readonly Series[]> => {
  const rows = await db.selectFrom('meeting_series').selectAll().orderBy('id').execute()
  const spells = await db
    .selectFrom('series_member')
    .innerJoin('person_now', 'person_now.id', 'series_member.person')
    .select([
      'series_member.id',
      'series_member.series',
      'series_member.person',
      'series_member.roles',
      'series_member.voting',
      'series_member.practice',
      'series_member.from_date',
      'series_member.until_date',
      'person_now.name',
    ])
    .orderBy('series_member.id')
    .execute()
  const bySeries = Map.groupBy(spells, ({ series }) => series)
  return rows.map(({ id, body, place, name }) => {
    const newest = new Map((bySeries.get(id) ?? []).map((spell) => [spell.person, spell]))
    const members = [...newest.values()]
      .filter(
        ({ from_date: from, until_date: until }) =>
          from <= today && (until === null || until >= today),
      )
      .map(({ person, name: who, roles, voting, practice }) => ({
        person,
        name: who,
        roles,
        voting,
        practice,
      }))
      .sort((one, other) => one.name.localeCompare(other.name))
    return { id, body, place, name, members }
  })
}

/** Begins a series; gives its number. */
export const beginSeries = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  made: { body: string; place: string | null; name: string },
): Promise<number> => {
  const { id } = await db
    .insertInto('meeting_series')
    .values({ ...made, recorded_by: viewer.person })
    .returning('id')
    .executeTakeFirstOrThrow()
  await audit({ action: 'series.begun', subject: `series:${id}`, after: made })
  return id
}

/** Seats somebody in a series, or changes how they sit; with `until` the seat ends. */
export const seat = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  made: {
    series: number
    person: number
    roles: readonly string[]
    voting: boolean
    practice: string | null
    from: string
    until: string | null
  },
): Promise<void> => {
  const { series, person, roles, voting, practice, from, until } = made
  await db
    .insertInto('series_member')
    .values({
      series,
      person,
      roles: [...roles],
      voting,
      practice,
      from_date: from,
      until_date: until,
      recorded_by: viewer.person,
    })
    .execute()
  await audit({ action: 'series.seated', subject: `series:${series}`, after: made })
}
