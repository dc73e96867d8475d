import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import { loadFile } from '../../src/intake/load.ts'
import { openDuck, sqlFile, type Duck } from '../../src/stores/duck.ts'
import { openHome, type Home } from '../../src/stores/home.ts'
import { close } from '../../src/warehouse/close.ts'
import { recordTables } from '../../src/warehouse/opportunities/compile.ts'
import { countOpportunities } from '../../src/warehouse/opportunities/count.ts'
import { readCatalogue } from '../../src/warehouse/opportunities/read-definitions.ts'
import { closeServed, openServed, type Served } from '../../src/warehouse/served.ts'
import { makeWorld } from '../../src/world/world.ts'
import { readCatalogueRules, type Row } from './catalogue-rules.ts'
import { needs } from './reference.ts'

const manifest = z.object({ files: z.array(z.string()) })
const truths = z.object({
  opportunities: z.record(z.string(), z.object({ match: z.string(), near: z.string() })),
})
const catalogue = readCatalogue()

describe('opportunities in the small world', () => {
  let folder: string
  let home: Home
  let served: Served
  let duck: Duck

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-opportunities-'))
    const world = join(folder, 'world')
    await makeWorld({ folder: world, size: 'small' })
    home = openHome(join(folder, 'home'))
    const { files } = manifest.parse(JSON.parse(readFileSync(join(world, 'world.json'), 'utf8')))
    const needed = files.filter((path) =>
      /epraccur|successors|\/prices\/|membership|SUSPLUS_(APC_EPISODES|OP|EC|ECDS)\w*_2019(04|05|06)_/.test(
        path,
      ),
    )
    for (const path of needed) await loadFile(home, join(world, path), {})
    await close(home, { asAt: '2020-04-20' })
    served = await openServed(home)
    duck = await openDuck({ tmp: home.tmp, memory: '512MB' })
    const period = { from: '2019-06', to: '2019-06' } as const
    assert.deepEqual(await countOpportunities(duck, served, catalogue, period), [])
  })
  after(async () => {
    duck.close()
    served.close()
    await closeServed(home)
    rmSync(folder, { recursive: true, force: true })
  })

  test('every definition finds its match and not its near miss', async () => {
    const { opportunities } = truths.parse(
      JSON.parse(readFileSync(join(folder, 'world', 'truths.json'), 'utf8')),
    )
    assert.equal(catalogue.definitions.length, 101)
    const wrong: string[] = []
    for (const [i, { id, of }] of catalogue.definitions.entries()) {
      const truth = opportunities[id]
      assert.ok(truth, id)
      const rows = await duck.all<{ key: string }>(
        `select item.key from opportunity_found as found join ${recordTables[of]} as item on item.record = found.record
        where found.definition = $definition and item.key in ($match, $near)`,
        { definition: i, match: truth.match, near: truth.near },
      )
      const keys = rows.map(({ key }) => key)
      if (keys.length !== 1 || keys[0] !== truth.match) wrong.push(`${id}: ${keys.join(', ')}`)
    }
    assert.deepEqual(wrong, [])
  })

  test(
    'every definition finds the records that the published catalogue’s own rules find, with its weight, and takes of each what those before leave',
    needs('data/opportunities'),
    async () => {
      const rowsOf = async (table: string): Promise<Row[]> => {
        const rows = await duck.all(`select * from ${table}`)
        return rows.map((row) => {
          const read = Object.entries(row).map(([field, value]): [string, Row[string]] => {
            if (value === null || typeof value === 'boolean') return [field, value]
            if (typeof value === 'string' && value.startsWith('|'))
              return [field, value.slice(1, -1).split('|')]
            if (field.endsWith('_date')) return [field, Date.parse(String(value)) / 86_400_000]
            return [field, typeof value === 'number' ? value : String(value)]
          })
          return {
            ...Object.fromEntries(read),
            record: Number(row['record']),
            person: typeof row['person'] === 'string' ? row['person'] : null,
            counted: row['counted'] === true,
          }
        })
      }
      // One after another: the tables are of one connection.
      const apc = await rowsOf(recordTables.spells)
      const op = await rowsOf(recordTables.outpatients)
      const ec = await rowsOf(recordTables.emergency)
      const wrong: string[] = []
      let found = 0
      const rules = readCatalogueRules({ apc, op, ec })
      for (const { id, records } of rules) {
        const place = catalogue.definitions.findIndex((one) => one.id === id)
        const mine = new Map(
          (
            await duck.all<{ record: number; weight: number }>(
              'select record, weight from opportunity_found where definition = $place',
              { place },
            )
          ).map(({ record, weight }) => [record, weight]),
        )
        const differ = [...new Set([...mine.keys(), ...records.keys()])].filter(
          (record) => mine.get(record) !== Math.round((records.get(record) ?? NaN) * 1e6),
        )
        found += records.size
        if (differ.length > 0 || mine.size === 0)
          wrong.push(`${id}: ${mine.size} found for ${records.size}, ${differ.length} differ`)
      }
      assert.deepEqual(wrong, [])
      assert.ok(found > 1000)

      // Lowest precedence first, ties as the catalogue has them; what is withdrawn or inside another takes nothing.
      const inside = ['acsc-wider', 'ed-high-intensity', 'op-gp-first-discharged']
      const left = new Map<number, number>()
      const claims = new Map<string, number>()
      for (const { id, status, records } of rules.toSorted((a, b) => a.precedence - b.precedence)) {
        const takes = status !== 'superseded' && !inside.includes(id)
        const place = catalogue.definitions.findIndex((one) => one.id === id)
        for (const [record, weight] of records) {
          const rest = left.get(record) ?? 1
          claims.set(`${place} ${record}`, takes ? Math.round(1000 * rest) : 0)
          if (takes) left.set(record, rest * (1 - weight))
        }
      }
      const claimed = await duck.all<{ definition: number; record: number; claim: number }>(
        'select definition, record, claim from opportunity_valued',
      )
      assert.deepEqual(
        claimed
          .map(({ definition, record, claim }) => [`${definition} ${record}`, claim] as const)
          .filter(([key, claim]) => claims.get(key) !== claim),
        [],
      )
      assert.ok(claimed.filter(({ claim }) => claim === 0).length > 100)
      assert.equal(claimed.length, claims.size)
    },
  )

  test('no record is claimed for more than itself, however many definitions find it', async () => {
    const rows = await duck.all(
      `select set_name, record, sum(least(claim, 1000) * 1.0 * case counts when 'share' then amount / 1000 else 1 end) as claimed
      from opportunity_valued join opportunity_way using (definition)
      group by 1, 2 having claimed > 1002`,
    )
    assert.deepEqual(rows, [])
    const [most] = await duck.all<{ n: bigint }>(
      'select max(n) as n from (select count(*) as n from opportunity_found group by set_name, record)',
    )
    assert.ok((most?.n ?? 0n) > 3n)
  })

  test('sums, squares and products of the cells are those of every person taken one by one', async () => {
    const cells = sqlFile(import.meta.url, '../../src/warehouse/opportunities/sql/cells.sql')
    const plain = `select
        definition, cast(practice as varchar) as practice, age_band, sex, cast(sum(amount) as bigint) as amount, cast(sum(per) as bigint) as per,
        cast(sum(amount * per) as bigint) as products, cast(sum(per * per) as bigint) as per_squares
      from (
        select definition, practice, age_band, sex, person_key, cast(sum(amount) as bigint) as amount, cast(sum(per) as bigint) as per
        from (
          select definition, practice, age_band, sex, person_key, amount,
            case way.per when 'these records' then 1000 else 0 end as per
          from opportunity_valued join opportunity_way as way using (definition)
          union all
          select definition, practice, age_band, sex, person_key, 0, 1000 * records
          from opportunity_per join opportunity_way as way using (per_set)
        )
        where practice is not null and sex in ('1', '2') and age_band is not null
        group by 1, 2, 3, 4, 5
      )
      group by 1, 2, 3, 4`
    const names = 'definition, practice, age_band, sex, amount, per, products, per_squares'
    const [row] = await duck.all<{ all_cells: bigint; other: bigint }>(
      `with twin as (${plain}), cells as (select ${names} from (${cells}))
      select
        (select count(*) from twin) as all_cells,
        (select count(*) from (select * from twin except select * from cells)) +
        (select count(*) from (select * from cells except select * from twin)) as other`,
    )
    assert.ok((row?.all_cells ?? 0n) > 100n)
    assert.equal(row?.other, 0n)
  })

  test('definitions inside others and withdrawn ones claim nothing', async () => {
    const rows = await duck.all<{ definition: number }>(
      'select definition from opportunity_valued group by 1 having max(claim) = 0',
    )
    const idle = rows.map(({ definition }) => catalogue.definitions[definition])
    for (const id of ['acsc-wider', 'ed-high-intensity', 'op-gp-first-discharged', 'aec-high'])
      assert.ok(
        idle.some((definition) => definition?.id === id),
        id,
      )
  })
})
