import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { literal, openDuck } from '../../stores/duck.ts'
import type { Home } from '../../stores/home.ts'
import { readCatalogue } from '../../warehouse/opportunities/read-definitions.ts'

/** What a test invents: amounts by practice for one definition, spread over the cells, each of one person. */
export type InventedCount = { id: string; amounts: Readonly<Record<string, number>>; pence: number }

const bands = Array.from({ length: 20 }, (_, band) => band)

/**
 * Puts counts beside a build, as they are kept once they have been worked out: people of every practice alike in age and sex, and events of the
 * definitions named. For tests of pages.
 */
export const inventCounts = async (
  home: Home,
  build: string,
  period: { from: string; to: string },
  practices: readonly { code: string; people: number }[],
  counts: readonly InventedCount[],
  absent: readonly { id: string; field: string; months: readonly string[] }[] = [],
): Promise<void> => {
  const catalogue = readCatalogue(home.definitions)
  const folder = join(
    home.builds,
    build,
    'opportunities',
    `${period.from}-${period.to}-${catalogue.hash}`,
  )
  mkdirSync(folder, { recursive: true })
  const rows = counts.flatMap(({ id, amounts, pence }) => {
    const definition = catalogue.definitions.findIndex((each) => each.id === id)
    return Object.entries(amounts).flatMap(([practice, amount]) =>
      bands.map((band) => {
        const here = Math.floor(amount / 20) + (band < amount % 20 ? 1 : 0)
        return { definition, practice, band, here, value: here * pence }
      }),
    )
  })
  const duck = await openDuck({ tmp: home.tmp })
  const values = rows
    .filter(({ here }) => here > 0)
    .map(
      ({ definition, practice, band, here, value }) =>
        `(${definition}, ${literal(practice)}, ${band}, ${here}, ${value})`,
    )
  const from = `(values ${values.join(', ')}) as row(definition, practice, age_band, here, pence)`
  await duck.run(
    `copy (select cast(definition as smallint) as definition, practice, cast(age_band as tinyint) as age_band, '1' as sex,
      cast(here as bigint) as records, cast(here * 1000 as bigint) as amount, cast(0 as bigint) as per,
      cast(here * 1000000 as hugeint) as amount_squares, cast(0 as hugeint) as products, cast(0 as hugeint) as per_squares,
      cast(here * 1000 as bigint) as net_amount, cast(0 as bigint) as net_per, cast(here * 1000000 as hugeint) as net_amount_squares,
      cast(0 as hugeint) as net_products, cast(0 as hugeint) as net_per_squares, cast(pence as bigint) as value_pence,
      cast(pence as bigint) as net_value_pence, cast(0 as bigint) as unpriced from ${from})
    to ${literal(join(folder, 'cells.parquet'))} (format parquet)`,
  )
  await duck.run(
    `copy (select cast(definition as smallint) as definition, practice, 'provider' as way, 'RVX' as code, cast(sum(here) as bigint) as records,
      cast(sum(here) * 1000 as bigint) as amount, cast(sum(pence) as bigint) as value_pence from ${from} group by 1, 2)
    to ${literal(join(folder, 'items.parquet'))} (format parquet)`,
  )
  duck.close()
  const people = practices.flatMap(({ code, people: all }) =>
    bands.map((band) => ({
      practice: code,
      age_band: band,
      sex: '1',
      people: String(Math.round((all * 1000) / 20)),
    })),
  )
  writeFileSync(join(folder, 'people.json'), JSON.stringify(people))
  writeFileSync(join(folder, 'done.json'), JSON.stringify({ absent }))
}
