import { z } from 'zod'
import { addMonths, parseMonth, type Month } from '../../core/month.ts'
import { benchmarks, type BenchmarkKind } from '../../engines/opportunities/benchmark.ts'
import type { Period } from '../../warehouse/opportunities/read-records.ts'
import type { Served } from '../../warehouse/served.ts'
import { doers, sorts, type Doer, type Sort } from './rules.ts'

/** What an address asks for beside the place. */
export type Asked = {
  benchmark: BenchmarkKind
  deprivation: boolean
  /** Years within which something could realistically go. */
  years: number
  sort: Sort
  can: Doer | null
  lowHanging: boolean
  to: Month | null
  place: string
  format: 'html' | 'json' | 'csv'
}

export const yearChoices = [1, 3, 5, 10] as const

const asked = z.object({
  benchmark: z.enum(benchmarks).catch('mean'),
  deprivation: z.literal('1').optional().catch(undefined),
  years: z.coerce
    .number()
    .refine((years) => yearChoices.some((each) => each === years))
    .catch(3),
  sort: z.enum(sorts).catch('worth'),
  can: z.enum(doers).nullable().catch(null),
  low: z.literal('1').optional().catch(undefined),
  to: z.string().max(7).optional().catch(undefined),
  place: z.string().max(40).catch(''),
  format: z.enum(['html', 'json', 'csv']).catch('html'),
})

/** What stands after the question mark; anything else there is as if it were not. */
export const askedOf = (query: unknown): Asked => {
  const { deprivation, low, to, ...rest } = asked.parse(query)
  return {
    ...rest,
    deprivation: deprivation === '1',
    lowHanging: low === '1',
    to: to === undefined ? null : parseMonth(to),
  }
}

/** The same as it stands after a question mark; only what differs from the usual. */
export const queryOf = (given: Partial<Asked>): string => {
  const parts = new URLSearchParams()
  if (given.place) parts.set('place', given.place)
  if (given.benchmark && given.benchmark !== 'mean') parts.set('benchmark', given.benchmark)
  if (given.deprivation) parts.set('deprivation', '1')
  if (given.years !== undefined && given.years !== 3) parts.set('years', String(given.years))
  if (given.sort && given.sort !== 'worth') parts.set('sort', given.sort)
  if (given.can) parts.set('can', given.can)
  if (given.lowHanging) parts.set('low', '1')
  if (given.to) parts.set('to', given.to)
  if (given.format && given.format !== 'html') parts.set('format', given.format)
  const text = parts.toString()
  return text === '' ? '' : `?${text}`
}

/** The twelve months up to the month asked for, or up to the newest; null where the build has no month. */
export const periodOf = (served: Pick<Served, 'manifest'>, to: Month | null): Period | null => {
  const { months } = served.manifest
  if (months === null) return null
  const last = to !== null && to >= months.first && to <= months.last ? to : months.last
  const from = addMonths(last, -11)
  return { from: from < months.first ? months.first : from, to: last }
}
