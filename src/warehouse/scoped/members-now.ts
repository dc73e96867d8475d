import type { Month } from '../../core/month.ts'
import { predecessorsOf, type Succession } from '../../core/succession.ts'
import { literal, openDuck, type Duck } from '../../stores/duck.ts'
import type { Home } from '../../stores/home.ts'
import { databaseOf } from '../manifest.ts'
import type { Served } from '../served.ts'
import { fill } from './fill.ts'
import type { Stay } from './shown-as.ts'

/**
 * Those who are members in the newest month, as if they had been in every month, with the practices that ended in them under the
 * locality of the first successor that is a member.
 */
export const staysNow = (
  stays: readonly Stay[],
  successions: readonly Succession[],
  { first, last }: { first: Month; last: Month },
): Stay[] => {
  const counted = new Map<string, Stay>()
  const members = stays
    .filter(({ from_month: from, to_month: to }) => from <= last && (to === null || to >= last))
    .toSorted((a, b) => (a.practice < b.practice ? -1 : 1))
  for (const stay of members)
    counted.set(stay.practice, { ...stay, from_month: first, to_month: null })
  for (const stay of members)
    for (const practice of predecessorsOf(successions, stay.practice))
      if (!counted.has(practice))
        counted.set(practice, { ...stay, practice, from_month: first, to_month: null })
  return [...counted.values()]
}

/** Practices that ended and who took their patients, as the files of a build have them. */
const successionsOf = async (served: Served): Promise<Succession[]> => {
  const files = served.lakeFiles('successors')
  if (files.length === 0) return []
  return served.duck.all<Succession>(
    `select distinct practice, successor, strftime(from_date, '%Y-%m') as "from"
     from read_parquet([${files.map(literal).join(', ')}], union_by_name = true) order by all`,
  )
}

/** The membership of a build as it is in its newest month. */
export const membersNow = async (served: Served): Promise<Stay[]> => {
  const { months } = served.manifest
  const stays = await served.duck.all<Stay>(
    'select * from membership order by practice, from_month',
  )
  return months === null ? stays : staysNow(stays, await successionsOf(served), months)
}

/**
 * A build in which the members of its newest month are members in all of its months: every table as it is, but for the membership.
 * It reaches the files that the build itself reaches, and no others.
 */
export const withMembers = async (
  home: Home,
  build: string,
  stays: readonly Stay[],
  memory: string,
): Promise<Duck> => {
  const duck = await openDuck({ tmp: home.tmp, memory })
  try {
    await duck.run(`attach ${literal(databaseOf(home, build))} as build (read_only)`)
    const tables = await duck.all<{ name: string }>(
      `select table_name as name from duckdb_tables() where database_name = 'build' and table_name <> 'membership'`,
    )
    for (const { name } of tables)
      await duck.run(`create view "${name}" as select * from build."${name}"`)
    await duck.run('create table membership as select * from build.membership where false')
    await fill(duck, 'membership', stays)
    const folders = [home.lake, home.priced].map(literal).join(', ')
    await duck.run(`set allowed_directories = [${folders}]`)
    await duck.run('set enable_external_access = false')
    await duck.run('set lock_configuration = true')
    return duck
  } catch (error) {
    duck.close()
    throw error
  }
}
