import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Home } from '../../../stores/home.ts'
import { literal, openDuck, sqlFile, type Row } from '../../../stores/duck.ts'
import { publish, publishText } from '../../../stores/files.ts'
import {
  countOpportunities,
  readLists,
  type Absent,
} from '../../../warehouse/opportunities/count.ts'
import type { Catalogue } from '../../../warehouse/opportunities/definition.ts'
import { readCatalogue } from '../../../warehouse/opportunities/read-definitions.ts'
import type { Period } from '../../../warehouse/opportunities/read-records.ts'
import type { Served } from '../../../warehouse/served.ts'

/** A row of the counts by cell: see the warehouse's cells.sql. */
export type CellRow = Row & {
  definition: number
  practice: string
  age_band: number
  sex: string
  records: bigint
  amount: bigint
  per: bigint
  amount_squares: bigint
  products: bigint
  per_squares: bigint
  net_amount: bigint
  net_per: bigint
  net_amount_squares: bigint
  net_products: bigint
  net_per_squares: bigint
  value_pence: bigint
  net_value_pence: bigint
  unpriced: bigint
}

export type PeopleRow = { practice: string; age_band: number; sex: string; people: bigint }

/** What was counted of a build over a period: rows by cell, people by cell, and what could not be computed. */
export type Counted = {
  catalogue: Catalogue
  period: Period
  cells: readonly CellRow[]
  people: readonly PeopleRow[]
  absent: readonly Absent[]
  /** Folder of the files, for questions about single definitions. */
  folder: string
}

const done = z.object({
  absent: z.array(z.object({ id: z.string(), field: z.string(), months: z.array(z.string()) })),
})

const doorOf = async (home: Home, memory: string): ReturnType<typeof openDuck> =>
  openDuck({ tmp: home.tmp, memory })

const make = async (
  home: Home,
  memory: string,
  served: Served,
  catalogue: Catalogue,
  period: Period,
  folder: string,
): Promise<void> => {
  const duck = await doorOf(home, memory)
  try {
    const absent = await countOpportunities(duck, served, catalogue, period, home.definitions)
    const lists = await readLists(duck, served, period)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    for (const name of ['cells', 'items']) {
      const unfinished = join(home.tmp, `${name}-${process.pid}-${catalogue.hash}.parquet`)
      const question = sqlFile(import.meta.url, `../../../warehouse/opportunities/sql/${name}.sql`)
      await duck.run(
        `copy (${question}) to ${literal(unfinished)} (format parquet, compression zstd)`,
      )
      publish(unfinished, join(folder, `${name}.parquet`))
    }
    const people = lists.map((row) => ({ ...row, people: String(row.people) }))
    publishText(home, join(folder, 'people.json'), JSON.stringify(people))
    publishText(home, join(folder, 'done.json'), JSON.stringify({ absent }))
  } finally {
    duck.close()
  }
}

const peopleRows = z.array(
  z.object({
    practice: z.string(),
    age_band: z.number(),
    sex: z.string(),
    people: z.string().transform((text) => BigInt(text)),
  }),
)

const read = async (
  home: Home,
  memory: string,
  catalogue: Catalogue,
  period: Period,
  folder: string,
): Promise<Counted> => {
  const { absent } = done.parse(JSON.parse(readFileSync(join(folder, 'done.json'), 'utf8')))
  const people = peopleRows.parse(JSON.parse(readFileSync(join(folder, 'people.json'), 'utf8')))
  const duck = await doorOf(home, memory)
  try {
    const cells = await duck.all<CellRow>(
      `select * from read_parquet(${literal(join(folder, 'cells.parquet'))})`,
    )
    return { catalogue, period, cells, people, absent, folder }
  } finally {
    duck.close()
  }
}

const kept = new Map<string, Promise<Counted>>()

/**
 * The counts of a build over a period, worked out at the first asking and kept beside the build, so that no close waits for them.
 * Everyone who asks meanwhile waits for the same work.
 */
export const countedOf = (
  home: Home,
  memory: string,
  served: Served,
  period: Period,
): Promise<Counted> => {
  const catalogue = readCatalogue(home.definitions)
  const folder = join(
    home.builds,
    served.manifest.id,
    'opportunities',
    `${period.from}-${period.to}-${catalogue.hash}`,
  )
  const known = kept.get(folder)
  if (known) return known
  const work = async (): Promise<Counted> => {
    if (!existsSync(join(folder, 'done.json')))
      await make(home, memory, served, catalogue, period, folder)
    return read(home, memory, catalogue, period, folder)
  }
  const asked = work()
  kept.set(folder, asked)
  asked.catch(() => kept.delete(folder))
  if (kept.size > 2) kept.delete([...kept.keys()][0] ?? '')
  return asked
}

/** What a definition found in the practices named, split in one way: part, specialty, provider or HRG. */
export type ItemRow = {
  way: string
  code: string
  practice: string
  records: bigint
  amount: bigint
  value_pence: bigint
}

/** The items of one definition, by practice. */
export const readItems = async (
  home: Home,
  memory: string,
  counted: Counted,
  definition: number,
): Promise<ItemRow[]> => {
  const duck = await doorOf(home, memory)
  try {
    return await duck.all<ItemRow>(
      `select way, code, practice, records, amount, value_pence
      from read_parquet(${literal(join(counted.folder, 'items.parquet'))}) where definition = $definition`,
      { definition },
    )
  } finally {
    duck.close()
  }
}
