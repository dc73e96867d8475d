import { join } from 'node:path'
import type { Month } from '../../../core/month.ts'
import { accept, refuse, type Result } from '../../../core/refusal.ts'
import { literal, openDuck, type Duck } from '../../../stores/duck.ts'
import type { Home } from '../../../stores/home.ts'
import { currentParts, readLoads } from '../../../stores/lake.ts'
import { csvText } from '../../../ui/csv.ts'

/** Whom to take from the directory, and as what: commissioner is its code there, group the code and name of the group to be. */
export type Drafted = { commissioner: string; group: string; groupName: string; from: Month }

type Row = { practice: string; name: string; network: string | null; networkName: string | null }

const newestFile = (home: Home, feed: string): string | null => {
  const [found] = currentParts(readLoads(home))
    .filter(({ load }) => load.feed === feed)
    .toSorted((a, b) => (a.part.period < b.part.period ? 1 : -1))
  return found ? join(home.lake, found.part.file) : null
}

const networksOf = (file: string | null, from: Month): string =>
  file === null
    ? `(select null as practice, null as pcn, null as pcn_name limit 0)`
    : `(select practice, arg_max(pcn, from_date) as pcn, arg_max(pcn_name, from_date) as pcn_name
        from read_parquet(${literal(file)})
        where to_date is null or to_date >= date ${literal(`${from}-01`)} group by practice)`

const rowsOf = (duck: Duck, directory: string, networks: string, commissioner: string) =>
  duck.all<Row>(
    `select p.practice, p.name, n.pcn as network, coalesce(n.pcn_name, n.pcn) as "networkName"
     from read_parquet(${literal(directory)}) p left join ${networks} n using (practice)
     where p.is_gp_practice and p.status = 'active' and p.closed is null
       and p.commissioner = ${literal(commissioner)}
     order by network nulls last, p.practice`,
  )

/**
 * A membership file to be checked and loaded: the open GP practices of a commissioner as the newest practice directory
 * has them, each in the locality of its primary care network, or of the group where it has none.
 *
 * Refusals: directory-missing, commissioner-unknown
 */
export const membershipFromDirectory = async (
  home: Home,
  { commissioner, group, groupName, from }: Drafted,
): Promise<Result<{ text: string; practices: number }>> => {
  const directory = newestFile(home, 'practices')
  if (directory === null)
    return refuse(
      'directory-missing',
      'No practice directory has been loaded.',
      'Load epraccur of the Organisation Data Service first, and ePCN for the networks.',
    )
  const duck = await openDuck({ tmp: home.tmp, memory: '200MB', threads: 1 })
  try {
    const networks = networksOf(newestFile(home, 'pcn-members'), from)
    const rows = await rowsOf(duck, directory, networks, commissioner)
    if (rows.length === 0)
      return refuse(
        'commissioner-unknown',
        `The directory has no open GP practice of the commissioner ${commissioner}.`,
        'Give the code that column 15 of epraccur has for your practices, as in 15M.',
        'commissioner',
      )
    const text = csvText([
      [
        'practice_code',
        'group_code',
        'group_name',
        'locality_code',
        'locality_name',
        'from_date',
        'to_date',
        'practice_name',
      ],
      ...rows.map(({ practice, name, network, networkName }) => [
        practice,
        group,
        groupName,
        network ?? group,
        networkName ?? groupName,
        `${from}-01`,
        '',
        name,
      ]),
    ])
    return accept({ text, practices: rows.length })
  } finally {
    duck.close()
  }
}
