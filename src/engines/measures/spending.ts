import { accept, refuse, type Result } from '../../core/refusal.ts'
import { bnfPrefix } from './code-list.ts'

/** One row of prescribing; cost in any one unit of money. */
export type Spent = {
  practice: string
  date: string
  code: string
  items: number
  cost: number
  quantity: number
}

/** Which rows, and how they are added up. */
export type SpendingQuery = {
  /** BNF codes or sections ("2.2.1", "0204000I0"), any of them; all where there is none. */
  codes?: readonly string[]
  /** One month; all where there is none. */
  date?: string
  /** What each practice is added up under; null leaves it out. The practice's present place, as a caller gives it. */
  under: (practice: string) => string | null
  /** Only these; all where there is none. */
  only?: readonly string[]
}

export type SpendingRow = {
  under: string
  date: string
  items: number
  cost: number
  quantity: number
}

const unknownCode = (
  code: string,
): { ok: false; refusal: { code: string; message: string; remedy: string } } =>
  refuse(
    'unknown-code',
    `Nothing in the BNF begins with ${code.slice(0, 20)}.`,
    'Write a section such as 2.2.1 or a code such as 0204000I0.',
  )

/**
 * What was prescribed, added up by place and month, in order of month and place. Refused where a code begins nothing that
 * was ever prescribed, a month is no month or has no rows, or single practices are asked of a code in every month at once.
 */
export const spending = (
  rows: readonly Spent[],
  { codes = [], date, under, only }: SpendingQuery,
  { practiceLevel = false }: { practiceLevel?: boolean } = {},
): Result<SpendingRow[]> => {
  if (practiceLevel && date === undefined && only === undefined) {
    return refuse(
      'too-much',
      'Every practice in every month is too much for one answer.',
      'Name a month, or the practices.',
    )
  }
  if (
    date !== undefined &&
    (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !rows.some((row) => row.date === date))
  )
    return refuse(
      'unknown-month',
      `There is nothing of ${date.slice(0, 20)}.`,
      'Write the first of a month that is loaded.',
    )
  const prefixes: string[] = []
  for (const code of codes) {
    const prefix = bnfPrefix(code)
    if (prefix === null || !rows.some((row) => row.code.startsWith(prefix)))
      return unknownCode(code)
    prefixes.push(prefix)
  }
  const sums = new Map<string, SpendingRow>()
  for (const row of rows) {
    if (date !== undefined && row.date !== date) continue
    if (prefixes.length > 0 && !prefixes.some((prefix) => row.code.startsWith(prefix))) continue
    const place = under(row.practice)
    if (place === null || (only && !only.includes(place))) continue
    const key = `${row.date} ${place}`
    const sum = sums.get(key) ?? { under: place, date: row.date, items: 0, cost: 0, quantity: 0 }
    sum.items += row.items
    sum.cost += row.cost
    sum.quantity += row.quantity
    sums.set(key, sum)
  }
  return accept([...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum))
}
