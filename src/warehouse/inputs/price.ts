import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { formatMonth } from '../../core/month.ts'
import type { Progress } from '../../core/progress.ts'
import { literal, sqlFile, type Duck } from '../../stores/duck.ts'
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

/** Prices what has not been priced yet with the same inputs; an existing month of the same key is used as it is. */
export const priceAll = async (
  home: Home,
  duck: Duck,
  pricings: readonly Pricing[],
  onProgress: Progress,
): Promise<PricedMonth[]> => {
  const known = new Map(
    listBuilds(home).flatMap(({ priced }) => priced.map((each) => [each.file, each] as const)),
  )
  const priced: PricedMonth[] = []
  for (const [done, pricing] of pricings.entries()) {
    const { kind, month, key, file } = pricing
    onProgress(`Pricing ${kind} care of ${formatMonth(month)}`, done, pricings.length)
    const place = join(home.priced, file)
    if (!(await isWhole(duck, place))) {
      priced.push(await priceOne(home, duck, pricing))
      continue
    }
    const before = known.get(file)
    if (before) {
      priced.push(before)
      continue
    }
    const [totals] = await duck.all<{ rows: bigint; pence: bigint }>(totalsSql, { file: place })
    const { rows, pence } = totals ?? { rows: 0n, pence: 0n }
    priced.push({ kind, month, key, file, rows: Number(rows), costPence: String(pence) })
  }
  onProgress('Pricing', pricings.length, pricings.length)
  return priced
}
