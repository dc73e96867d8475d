import { globSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Kind } from '../../engines/pricing/rules.ts'
import { literal, sqlFile, type Duck, type Parameters } from '../../stores/duck.ts'

/**
 * Records whose lines are sorted at once: more than a month of a county has, so that only a larger one is
 * cut. Those of admitted care carry their spells beside them.
 */
export const recordsAtOnce: Readonly<Record<Kind, number>> = {
  admitted: 100_000,
  outpatient: 200_000,
  emergency: 100_000,
}

/** Row groups small enough that one practice's lines are read without the rest of a month. */
const rowGroupRows = 20_480

/** Stretches that are sorted side by side, for the writing of each occupies one thread. */
const sortedBeside = 2

/** Rows that each open file of a stretch holds in memory; there may be many. */
const heldRows = 6_144

/** Read once and thrown away, so that a dictionary or a dense form would cost more than it saves. */
const passing = `format parquet, compression lz4, dictionary_size_limit 1, row_group_size ${heldRows}`

type Placed = { place: string; records: bigint }

/**
 * The places at which a month of more than so many records is cut into stretches of about half as many; a
 * practice is never cut.
 */
export const cutPlaces = (placed: readonly Placed[], atOnce: number): string[] => {
  const cuts: string[] = []
  const all = placed.reduce((sum, { records }) => sum + Number(records), 0)
  if (all <= atOnce) return cuts
  let held = 0
  for (const { place, records } of placed) {
    if (held >= atOnce / 2) {
      cuts.push(place)
      held = 0
    }
    held += Number(records)
  }
  return cuts
}

const sorted = (from: string): string =>
  `select * from ${from} order by practice nulls last, activity_date, line_key, source_line`

/** Threads that end give back the memory that they held on to for their next rows, so some begin before. */
const oneThread = async (duck: Duck): Promise<void> => {
  await duck.run('set threads = 2')
  await duck.run('set threads = 1')
}

/** Sorts what was spread into a folder; no file comes of one that is not there, for nothing fell into it. */
const sortStretch = async (duck: Duck, stretch: string): Promise<string[]> => {
  const spread = globSync(join(stretch, '*.parquet')).map(literal).join(', ')
  if (spread === '') return []
  const file = `${stretch}.parquet`
  const from = `read_parquet([${spread}], hive_partitioning = false)`
  await duck.run(`copy (${sorted(from)}) to ${literal(file)} (${passing})`)
  return [file]
}

/** Spreads a month over a file for each stretch, sorts each, and gives the sorted files in order. */
const sortApart = async (
  duck: Duck,
  cuts: readonly string[],
  folder: string,
): Promise<string[]> => {
  const places = cuts.map((cut, i) => `when coalesce(practice, '~') < ${literal(cut)} then ${i}`)
  await duck.run(`set partitioned_write_flush_threshold = ${heldRows}`)
  await duck.run(
    `copy (select *, case ${places.join(' ')} else ${cuts.length} end as stretch from pricing_unsorted)
      to ${literal(folder)} (${passing}, partition_by (stretch))`,
  )
  const stretches = Array.from({ length: cuts.length + 1 }, (_, at) =>
    join(folder, `stretch=${at}`),
  )
  const files: string[] = []
  for (let at = 0; at < stretches.length; at += sortedBeside) {
    await oneThread(duck)
    const ends = await Promise.allSettled(
      stretches.slice(at, at + sortedBeside).map((stretch) => sortStretch(duck, stretch)),
    )
    for (const end of ends) {
      if (end.status === 'rejected') throw end.reason
      files.push(...end.value)
    }
  }
  return files
}

/**
 * Writes the lines of a month in the order of practices, worked out in full on their way to the file. Those
 * of a large month are sorted a stretch at a time, so that memory does not grow with it.
 */
export const writeLines = async (
  duck: Duck,
  atOnce: number,
  target: string,
  params: Parameters,
): Promise<void> => {
  await duck.run(sqlFile(import.meta.url, 'placed.sql'))
  const placed = await duck.all<Placed>(sqlFile(import.meta.url, 'parts.sql'))
  const cuts = cutPlaces(placed, atOnce)
  const folder = `${target}.stretches`
  const [set] = await duck.all<{ threads: number }>(
    "select cast(current_setting('threads') as integer) as threads",
  )
  const threads = set?.threads ?? 1
  try {
    if (cuts.length > 0) {
      await oneThread(duck)
      await duck.run(`set threads = ${threads}`)
    }
    const files = cuts.length === 0 ? [] : await sortApart(duck, cuts, folder)
    const lines =
      files.length === 0
        ? sorted('pricing_unsorted')
        : `select * from read_parquet([${files.map(literal).join(', ')}])`
    await duck.run(`create or replace temp view pricing_placed as ${lines}`)
    // Two threads would hold row groups for one another until their turn in the file.
    if (threads > 1) await oneThread(duck)
    await duck.run(
      `copy (${sqlFile(import.meta.url, 'priced.sql')}) to ${literal(target)}
        (format parquet, compression zstd, row_group_size ${rowGroupRows})`,
      params,
    )
  } finally {
    await duck.run(`set threads = ${threads}`)
    rmSync(folder, { recursive: true, force: true })
  }
}
