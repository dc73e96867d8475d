import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { formatMonth } from '../../core/month.ts'
import type { Progress } from '../../core/progress.ts'
import { literal, openDuck, sqlFile, type Duck } from '../../stores/duck.ts'
import { publish } from '../../stores/files.ts'
import type { Home } from '../../stores/home.ts'
import { listBuilds, summaryOf, type PricedMonth } from '../manifest.ts'
import { priceMonth } from '../pricing/price-month.ts'
import type { Pricing } from './plan.ts'

const totalsSql =
  'select count(*) as rows, cast(coalesce(sum(cost_pence), 0) as bigint) as pence from read_parquet($file)'
const footerSql =
  'select cast(sum(num_rows) as bigint) as rows from parquet_file_metadata([$file, $summary])'

/** Reads the ends of both files, which are written last; a file cut short has none and throws. */
const isWhole = async (duck: Duck, file: string): Promise<boolean> => {
  const summary = summaryOf(file)
  if (!existsSync(file) || !existsSync(summary)) return false
  try {
    await duck.all(footerSql, { file, summary })
    return true
  } catch {
    for (const broken of [file, summary]) rmSync(broken, { force: true })
    return false
  }
}

const priceOne = async (home: Home, duck: Duck, pricing: Pricing): Promise<PricedMonth> => {
  const { kind, month, key, file, inputs, pack } = pricing
  const target = join(home.tmp, `priced.${key}.parquet`)
  const summary = summaryOf(target)
  const { rows, controls } = await priceMonth(duck, {
    kind,
    month,
    inputs,
    rulePack: pack.pack,
    target,
  })
  await duck.run(
    `copy (${sqlFile(import.meta.url, 'line-summary.sql')}) to ${literal(summary)} (format parquet, compression zstd)`,
    { file: target },
  )
  publish(summary, join(home.priced, summaryOf(file)))
  publish(target, join(home.priced, file))
  return { kind, month, key, file, rows, costPence: String(controls.costPence) }
}

type Lane = { home: Home; duck: Duck }

/** Each lane has a temporary folder of its own, for DuckDB names what it spills by itself. */
const openLane = async (home: Home, name: string, memory: string, lanes: number): Promise<Lane> => {
  const tmp = join(home.tmp, name)
  mkdirSync(tmp, { recursive: true, mode: 0o700 })
  const megabytes = Number.parseInt(memory, 10) * (memory.endsWith('GB') ? 1024 : 1)
  const duck = await openDuck({
    tmp,
    memory: `${Math.floor(megabytes / 4)}MB`,
    threads: lanes === 1 ? 2 : 1,
    keepsFiles: false,
  })
  return { home: { ...home, tmp }, duck }
}

/**
 * Prices what has not been priced yet with the same inputs, two months side by side, for a month is
 * too small to occupy two threads; an existing month of the same key is used as it is.
 */
export const priceAll = async (
  home: Home,
  memory: string,
  pricings: readonly Pricing[],
  onProgress: Progress,
): Promise<PricedMonth[]> => {
  const known = new Map(
    listBuilds(home).flatMap(({ priced }) => priced.map((each) => [each.file, each] as const)),
  )
  const usedAgain = async (duck: Duck, pricing: Pricing): Promise<PricedMonth | null> => {
    const { kind, month, key, file } = pricing
    const place = join(home.priced, file)
    if (!(await isWhole(duck, place))) return null
    const before = known.get(file)
    if (before) return before
    const [totals] = await duck.all<{ rows: bigint; pence: bigint }>(totalsSql, { file: place })
    const { rows, pence } = totals ?? { rows: 0n, pence: 0n }
    return { kind, month, key, file, rows: Number(rows), costPence: String(pence) }
  }
  const priced = new Map<Pricing, PricedMonth>()
  const waiting = pricings.values()
  const work = async (lane: Lane): Promise<void> => {
    for (const pricing of waiting) {
      const { kind, month } = pricing
      onProgress(`Pricing ${kind} care of ${formatMonth(month)}`, priced.size, pricings.length)
      priced.set(
        pricing,
        (await usedAgain(lane.duck, pricing)) ?? (await priceOne(lane.home, lane.duck, pricing)),
      )
    }
  }
  const count = Math.min(2, Math.max(1, pricings.length))
  const lanes: Lane[] = []
  try {
    for (let i = 0; i < count; i++) lanes.push(await openLane(home, `lane-${i}`, memory, count))
    const ends = await Promise.allSettled(lanes.map(work))
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  } finally {
    for (const { duck } of lanes) duck.close()
  }
  onProgress('Pricing', pricings.length, pricings.length)
  return pricings.flatMap((pricing) => priced.get(pricing) ?? [])
}
