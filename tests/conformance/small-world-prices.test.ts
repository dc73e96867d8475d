import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import { loadFile } from '../../src/intake/load.ts'
import { openDuck, type Duck } from '../../src/stores/duck.ts'
import { openHome, type Home } from '../../src/stores/home.ts'
import { currentParts, readLoads } from '../../src/stores/lake.ts'
import { readDirectory } from '../../src/warehouse/inputs/directory.ts'
import { pricingsOf, type Pricing } from '../../src/warehouse/inputs/plan.ts'
import { priceMonth } from '../../src/warehouse/pricing/price-month.ts'
import { loadRulePacks } from '../../src/warehouse/pricing/rule-pack.ts'
import { asColumns, priceMonthPlainly } from '../../src/warehouse/pricing/twin.ts'
import { makeWorld } from '../../src/world/world.ts'

const manifest = z.object({ files: z.array(z.string()) })

/** The last extract of each month and feed: a later file replaces an earlier one. */
const lastOfEach = (paths: readonly string[]): string[] => [
  ...new Map(paths.map((path) => [path.replace(/_\d{8}\.csv/, ''), path])).values(),
]

describe('the whole small world', () => {
  let folder: string
  let home: Home
  let duck: Duck
  let pricings: Pricing[]

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-small-'))
    const world = join(folder, 'world')
    await makeWorld({ folder: world, size: 'small' })
    home = openHome(join(folder, 'home'))
    const { files } = manifest.parse(JSON.parse(readFileSync(join(world, 'world.json'), 'utf8')))
    const needed = files.filter((path) => /epraccur|successors|\/prices\/|SUSPLUS/.test(path))
    for (const path of lastOfEach(needed)) {
      const result = await loadFile(home, join(world, path), {})
      assert.ok(result.ok || /damaged|truncated/i.test(result.refusal.message), path)
    }
    duck = await openDuck({ tmp: home.tmp, memory: '512MB' })
    const parts = currentParts(readLoads(home))
    const directory = await readDirectory(duck, home, parts)
    pricings = pricingsOf(home, parts, loadRulePacks(), directory)
  })
  after(() => {
    duck.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('has the same price on every line, in every column, from the SQL and the plain engine', async () => {
    let lines = 0
    for (const { kind, month, inputs, pack } of pricings) {
      const target = join(folder, 'priced.parquet')
      const question = { kind, month, inputs, rulePack: pack.pack }
      await priceMonth(duck, { ...question, target })
      const plain = new Map(
        (await priceMonthPlainly(duck, question)).map((line) => [
          `${line.lineKey} ${line.sourceLine}`,
          asColumns(line),
        ]),
      )
      let found = 0
      for await (const chunk of duck.chunks('select * from read_parquet($target)', { target })) {
        for (const row of chunk) {
          const other = plain.get(`${row['line_key']} ${row['source_line']}`)
          for (const [name, value] of Object.entries(row)) {
            const text = value === null ? '' : String(value)
            if (other?.[name] !== text)
              assert.fail(`${kind} ${month} ${row['line_key']}: ${name} ${text} ${other?.[name]}`)
          }
          found++
        }
      }
      assert.equal(found, plain.size, `${kind} ${month}`)
      lines += found
    }
    assert.ok(lines > 100_000, `${lines} lines were compared`)
  })
})
