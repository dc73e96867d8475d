import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { formatMonth } from '../../core/month.ts'
import type { Progress } from '../../core/progress.ts'
import type { Duck } from '../../stores/duck.ts'
import { publish } from '../../stores/files.ts'
import type { Home } from '../../stores/home.ts'
import type { PricedMonth } from '../manifest.ts'
import type { Pricing } from './plan.ts'
import { priceMonth } from '../pricing/price-month.ts'

const totalsSql =
  'select count(*) as rows, cast(coalesce(sum(cost_pence), 0) as bigint) as pence from read_parquet($file)'

/** Rows and pence of a priced month that is already there; null when it is not, or not whole. */
const found = async (duck: Duck, file: string): Promise<{ rows: number; pence: bigint } | null> => {
  if (!existsSync(file)) return null
  try {
    const [totals] = await duck.all<{ rows: bigint; pence: bigint }>(totalsSql, { file })
    return totals ? { rows: Number(totals.rows), pence: totals.pence } : null
  } catch {
    rmSync(file, { force: true })
    return null
  }
}

/** Prices what has not been priced yet with the same inputs; an existing month of the same key is used as it is. */
export const priceAll = async (
  home: Home,
  duck: Duck,
  pricings: readonly Pricing[],
  onProgress: Progress,
): Promise<PricedMonth[]> => {
  const priced: PricedMonth[] = []
  for (const [done, pricing] of pricings.entries()) {
    const { kind, month, key, file, inputs, pack } = pricing
    onProgress(`Pricing ${kind} care of ${formatMonth(month)}`, done, pricings.length)
    const place = join(home.priced, file)
    const before = await found(duck, place)
    if (before) {
      priced.push({ kind, month, key, file, rows: before.rows, costPence: String(before.pence) })
      continue
    }
    const target = join(home.tmp, `priced.${key}.parquet`)
    mkdirSync(dirname(target), { recursive: true })
    const { rows, controls } = await priceMonth(duck, {
      kind,
      month,
      inputs,
      rulePack: pack.pack,
      target,
    })
    publish(target, place)
    priced.push({ kind, month, key, file, rows, costPence: String(controls.costPence) })
  }
  onProgress('Pricing', pricings.length, pricings.length)
  return priced
}
