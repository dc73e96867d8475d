import { existsSync, globSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { closeMonths } from '../src/app/commands/close.ts'
import { loadFiles } from '../src/app/commands/load.ts'
import { readConfig } from '../src/app/config.ts'
import { openContext } from '../src/app/context.ts'
import { addRoutes } from '../src/app/routes.ts'
import { makeServer } from '../src/app/server.ts'
import { literal, openDuck } from '../src/stores/duck.ts'
import { currentParts, readLoads } from '../src/stores/lake.ts'
import { readDirectory } from '../src/warehouse/inputs/directory.ts'
import { pricingsOf } from '../src/warehouse/inputs/plan.ts'
import { priceAll } from '../src/warehouse/inputs/price.ts'
import { loadRulePacks } from '../src/warehouse/pricing/rule-pack.ts'

/** One measured piece of work in this process; prints seconds, rows and peak memory as JSON. */
const [name = '', ...args] = process.argv.slice(2)
const config = readConfig(process.env)
if (!config.ok) throw new Error(config.refusal.message)
const quiet = { out: () => {}, err: (text: string) => console.error(text) }
const context = { ...openContext(config.value), progress: () => {} }
const { home } = context
const duckOf = (): ReturnType<typeof openDuck> =>
  openDuck({ tmp: home.tmp, memory: config.value.memory })
const listOf = (files: readonly string[]): string => `[${files.map(literal).join(', ')}]`

const tasks: Readonly<Record<string, () => Promise<number>>> = {
  /** DuckDB reading the same CSV and summing one column: the floor of intake. */
  'read-csv': async () => {
    const duck = await duckOf()
    const [row] = await duck.all<{ rows: bigint; sum: bigint }>(
      `select count(*) as rows, sum(length(c)) as sum from (
        select columns(*) from read_csv(${listOf(args)}, all_varchar = true, header = true, null_padding = true)
      ) as t(c)`,
    )
    duck.close()
    return Number(row?.rows ?? 0n)
  },
  load: async () => {
    const loaded = await loadFiles(args, {}, context, quiet)
    const refused = loaded.find(({ refusal }) => refusal)
    if (refused?.refusal) throw new Error(refused.refusal.message)
    return loaded.reduce((sum, { record }) => sum + (record?.lines.accepted ?? 0), 0)
  },
  /** DuckDB copying the same rows unpriced from the lake into a new file: the floor of pricing. */
  'copy-lake': async () => {
    const duck = await duckOf()
    const target = join(home.tmp, 'copied.parquet')
    const files = args.flatMap((feed) => globSync(join(home.lake, feed, '**', '*.parquet')))
    const rows = await duck.run(
      `copy (select * from read_parquet(${listOf(files)}, union_by_name = true)) to ${literal(target)} (format parquet, compression zstd)`,
    )
    duck.close()
    rmSync(target)
    return rows
  },
  /** Pricing alone, of every loaded month of a kind. */
  price: async () => {
    const parts = currentParts(readLoads(home))
    const duck = await duckOf()
    const directory = await readDirectory(duck, home, parts).finally(() => duck.close())
    const pricings = pricingsOf(home, parts, loadRulePacks(home.definitions), directory)
    const asked = pricings.filter(({ kind }) => kind === args[0])
    const priced = await priceAll(home, config.value.memory, asked, () => {})
    return priced.reduce((sum, month) => sum + month.rows, 0)
  },
  /** Pricing and everything after it, with no priced month to reuse when "fresh" is asked for. */
  close: async () => {
    if (args[0] === 'fresh' && existsSync(home.priced)) rmSync(home.priced, { recursive: true })
    const build = await closeMonths(openContext({ ...config.value }))
    return build.priced.reduce((sum, { rows }) => sum + rows, 0)
  },
  /** The median of some pages by the server itself, in µs, each made once before as it does after a start. */
  pages: async () => {
    const app = await makeServer(quiet.err)
    await addRoutes(app, context)
    const times: number[] = []
    for (const [i, url] of [...args, ...args].entries()) {
      const began = performance.now()
      const { statusCode } = await app.inject({ url, headers: { host: 'localhost' } })
      if (statusCode !== 200) throw new Error(`status ${statusCode} for ${url}`)
      if (i >= args.length) times.push(performance.now() - began)
    }
    await app.close()
    return Math.round((times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0) * 1000)
  },
}

const task = tasks[name]
if (!task) throw new Error(`There is no task ${name}.`)
const began = performance.now()
const rows = await task()
const seconds = (performance.now() - began) / 1000
const peak = Math.round(process.resourceUsage().maxRSS / 1024)
console.log(JSON.stringify({ seconds, rows, peak }))
await context.close()
