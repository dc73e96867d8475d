import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { lastDay, type Month } from '../../core/month.ts'
import { literal, type Duck } from '../../stores/duck.ts'
import type { Home } from '../../stores/home.ts'
import type { CurrentPart } from '../../stores/lake.ts'
import { insertRows } from '../tables/statements.ts'

/** What pricing must know of closed practices: files to read, and a hash of what bears on the month. */
export type Moves = { hash: string; practices: string[]; successors: string[] }
export type Directory = { movesTo(month: Month): Moves }

type Closure = { practice: string; closed: string }
type Succession = { practice: string; successor: string; from_date: string }

const list = (files: readonly string[]): string => `[${files.map(literal).join(', ')}]`

/**
 * Closed practices that have successors, as the newest directory has them. A newer directory leaves
 * earlier priced months as they are unless a closure or succession in force by then has changed.
 */
export const readDirectory = async (
  duck: Duck,
  home: Home,
  parts: readonly CurrentPart[],
): Promise<Directory> => {
  const of = (feed: string): string[] =>
    parts
      .filter(({ load }) => load.feed === feed)
      .toSorted((a, b) =>
        a.part.period + a.load.sequence < b.part.period + b.load.sequence ? -1 : 1,
      )
      .map(({ part }) => join(home.lake, part.file))
  const [directories, successions] = [of('practices'), of('successors')]
  if (successions.length === 0 || directories.length === 0) {
    return { movesTo: () => ({ hash: '', practices: [], successors: [] }) }
  }
  const each = directories.map(
    (file, place) =>
      `select practice, closed, source_line, ${place} as place from read_parquet(${literal(file)})`,
  )
  const closures = await duck.all<Closure>(
    `select practice, cast(closed as varchar) as closed from (
       select practice, closed from (${each.join(' union all by name ')})
       qualify row_number() over (partition by practice order by place desc, source_line desc) = 1
     ) where closed is not null and practice in (select practice from read_parquet(${list(successions)})) order by 1`,
  )
  const successors = await duck.all<Succession>(
    `select distinct practice, successor, cast(from_date as varchar) as from_date from read_parquet(${list(successions)}) order by 1, 2, 3`,
  )
  const write = async (
    name: string,
    columns: Record<string, string>,
    rows: readonly (Closure | Succession)[],
  ): Promise<string> => {
    const file = join(home.tmp, `${name}.${process.pid}.parquet`)
    const shape = Object.entries(columns).map(([column, type]) => `${column} ${type}`)
    await duck.run(`create or replace temp table moves (${shape.join(', ')})`)
    await insertRows(
      duck,
      'moves',
      columns,
      rows.map((row, i) => ({ ...row, source_line: i + 1 })),
    )
    await duck.run(`copy moves to ${literal(file)} (format parquet)`)
    await duck.run('drop table moves')
    return file
  }
  const practices = [
    await write(
      'closures',
      { practice: 'VARCHAR', closed: 'DATE', source_line: 'BIGINT' },
      closures,
    ),
  ]
  const successorFiles = [
    await write(
      'successors',
      { practice: 'VARCHAR', successor: 'VARCHAR', from_date: 'DATE', source_line: 'BIGINT' },
      successors,
    ),
  ]
  return {
    movesTo: (month) => {
      const end = lastDay(month)
      const inForce = [
        closures.filter(({ closed }) => closed < end),
        successors.filter(({ from_date }) => from_date <= end),
      ]
      const hash = createHash('sha256').update(JSON.stringify(inForce)).digest('hex')
      return { hash, practices, successors: successorFiles }
    },
  }
}
