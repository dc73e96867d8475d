import type { Figure } from '../../../core/figure.ts'
import { formatShortPence, type Pence } from '../../../core/money.ts'
import { financialYear, formatMonth, monthsBetween, type Month } from '../../../core/month.ts'

/** An amount with the name that explains it. */
export type Money = { pence: Pence; figure: Figure }

/** Short money in a sentence ("£1.23m"), linked to its explanation. */
export const short = ({ pence, figure }: Money): { text: string; figure: Figure } => ({
  text: formatShortPence(pence),
  figure,
})

/** "since April 2019", or "in April 2019" when the year has only begun. */
export const sinceText = (from: Month, month: Month): string =>
  from === month ? `in ${formatMonth(month)}` : `since ${formatMonth(from)}`

/** What a sum since April is compared with; one month when the year has only begun. */
export const yearBeforeText = (from: Month, month: Month): string =>
  `in the same ${from === month ? 'month' : 'months'} a year before`

/** "April to October 2019", "April 2019 to March 2020", or the one month. */
export const rangeText = (from: Month, to: Month): string => {
  if (from === to) return formatMonth(from)
  const [name = ''] = formatMonth(from).split(' ')
  return from.slice(0, 4) === to.slice(0, 4)
    ? `${name} to ${formatMonth(to)}`
    : `${formatMonth(from)} to ${formatMonth(to)}`
}

/** The months of a table's heading: a whole financial year by its name, "2018/19". */
export const beforeText = (from: Month, to: Month): string =>
  monthsBetween(from, to) === 11 ? financialYear(from) : rangeText(from, to)

/** The change from one amount to another in per cent with one decimal, signed; null from nought. */
export const changeText = (before: Pence, now: Pence): string | null => {
  if (before <= 0n) return null
  const share = (Number(now - before) / Number(before)) * 100
  const text = Math.abs(share).toFixed(1)
  if (text === '0.0') return '0.0%'
  return `${share < 0 ? '−' : '+'}${text}%`
}

/** "3.1% more than", "2.0% less than", "the same as". */
export const comparedText = (before: Pence, now: Pence): string | null => {
  const change = changeText(before, now)
  if (change === null) return null
  if (change === '0.0%') return 'the same as'
  return `${change.slice(1)} ${change.startsWith('+') ? 'more' : 'less'} than`
}

/** A list in words: "a, b and c". */
export const listText = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
