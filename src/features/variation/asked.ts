import { z } from 'zod'
import { addMonths, monthsBetween, parseMonth, type Month } from '../../core/month.ts'
import type { BuildManifest } from '../../warehouse/manifest.ts'
import { deciles, type Decile } from '../../engines/measures/percentiles.ts'
import { isPrevalence, type Among, type Members, type MeasureSeries } from '../measures/measures.ts'

const spans = [1, 3, 12] as const

/** What may stand after the question mark of a page about a measure; anything else is as if it were not there. */
export const askedQuery = z.object({
  among: z.string().max(80).catch(''),
  practice: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{3,8}$/)
    .optional()
    .catch(undefined),
  month: z.string().max(20).optional().catch(undefined),
  span: z.coerce.number().catch(12),
  members: z.enum(['then', 'now']).catch('then'),
  centile: z.coerce.number().catch(10),
  format: z.enum(['html', 'json', 'csv']).catch('html'),
})
export type AskedQuery = z.infer<typeof askedQuery>

/** Among whom, over which months, held against what. */
export type Asked = {
  /** As it stands in an address: group:CW, locality:CW2, set:3, similar:W51015, all. */
  among: string
  practice: string | null
  to: Month
  /** The month whose register is asked for, inside the months of the build or not; the newest register where there is none. */
  register?: Month
  span: (typeof spans)[number]
  members: Members
  decile: Decile
}

/** What was asked, with every part that makes no sense put to its usual value. */
export const askedOf = (
  query: AskedQuery,
  months: { first: Month; last: Month },
  group: string | null,
): Asked => {
  const month = parseMonth(query.month ?? '')
  const known =
    month !== null && month >= months.first && month <= months.last ? month : months.last
  return {
    among: query.among === '' ? (group === null ? 'all' : `group:${group}`) : query.among,
    practice: query.practice ?? null,
    to: known,
    span: spans.find((one) => one === query.span) ?? 12,
    ...(month === null || month === months.last ? {} : { register: month }),
    members: query.members,
    decile: deciles.find((one) => one === query.centile) ?? 10,
  }
}

/** What an address asks of a build: of its first group where nothing else is named. */
export const askedOfBuild = (
  { months, groups }: Pick<BuildManifest, 'months' | 'groups'>,
  query: unknown,
): Asked =>
  askedOf(
    askedQuery.parse(query),
    months ?? { first: '2000-01', last: '2000-01' },
    groups[0]?.code ?? null,
  )

/**
 * What was asked as a measure can answer it. A register is of one day in a year: the newest that is loaded, or where a month
 * before the last was asked, the newest not after it, or else the first of all.
 */
export const askedIn = ({ measure, months, covered }: MeasureSeries, asked: Asked): Asked => {
  if (!isPrevalence(measure)) return asked
  const loaded = months.filter((_, at) => covered[at] === true)
  const until = asked.register ?? loaded.at(-1) ?? asked.to
  const to = loaded.findLast((month) => month <= until) ?? loaded[0] ?? asked.to
  return { ...asked, to, span: 1, register: to }
}

/** Places of the first and last month of a span in the months of a build. */
export const rangeOf = (
  { to, span }: Asked,
  months: readonly Month[],
): { from: number; to: number } => {
  const last = months[0] === undefined ? 0 : monthsBetween(months[0], to)
  return { from: Math.max(0, last - span + 1), to: last }
}

/** The first month of a span. */
export const firstMonth = ({ to, span }: Asked): Month => addMonths(to, 1 - span)

/** The words of an address that keep what was asked, with some of it changed. */
export const queryOf = (
  asked: Asked,
  change: Partial<Asked> & { format?: string } = {},
): string => {
  const { format, ...rest } = change
  const next = { ...asked, ...rest }
  const pairs: [string, string][] = [
    ['among', next.among],
    ...(next.practice === null ? [] : [['practice', next.practice] as [string, string]]),
    ['month', next.to],
    ...(next.span === 12 ? [] : [['span', String(next.span)] as [string, string]]),
    ...(next.members === 'then' ? [] : [['members', 'now'] as [string, string]]),
    ...(next.decile === 10 ? [] : [['centile', String(next.decile)] as [string, string]]),
    ...(format === undefined ? [] : [['format', format] as [string, string]]),
  ]
  return pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')
}

/** The page of a measure. */
export const measurePath = (
  id: string,
  asked: Asked,
  change?: Partial<Asked> & { format?: string },
): string => `/variation/measures/${encodeURIComponent(id)}?${queryOf(asked, change)}`

/** Among whom, where it needs nothing that is kept elsewhere; null for sets and similar practices. */
export const simpleAmong = (text: string): Among | null => {
  const [, kind, code] = /^(group|locality):([\w-]{1,40})$/.exec(text) ?? []
  if (code !== undefined) return { kind: kind === 'group' ? 'group' : 'locality', code }
  return text === 'all' ? { kind: 'all' } : null
}
