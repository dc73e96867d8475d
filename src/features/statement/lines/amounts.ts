import type { Cut, Figure, Measure, Where } from '../../../core/figure.ts'
import { divideHalfUp, penceFromHundredThousandths, type Pence } from '../../../core/money.ts'
import { monthsBetween, type Month } from '../../../core/month.ts'
import type { Facts, Source } from '../facts.ts'
import type { Money } from '../words/said.ts'
import type { MonthRow, Periods } from '../store.ts'

/** Amounts of the three sources in £0.00001, so that what is added is rounded once. */
export const exactOf = (source: Source, amount: bigint): bigint =>
  source === 'prescribing' ? amount : amount * 1_000n

/** A number of patients over months: the sum of the monthly lists, and how many months have one. */
export type Lists = { sum: bigint; months: number }

export const listsOf = (months: readonly MonthRow[], from: Month, to: Month): Lists => {
  const listed = months.filter(
    ({ month, patients }) => month >= from && month <= to && patients !== null,
  )
  return {
    sum: listed.reduce((sum, { patients }) => sum + (patients ?? 0n), 0n),
    months: listed.length,
  }
}

/** Cost × 1,000 ÷ the mean list over the months that have one, rounded once to the penny; null without a list. */
export const ratePerThousand = (exact: bigint, { sum, months }: Lists): Pence | null =>
  sum === 0n ? null : divideHalfUp(exact * BigInt(months), sum)

/** Names figures of one place at one build. */
export type Namer = (measure: Measure, from: Month, to: Month, cut?: Cut) => Figure

export const namer =
  (where: Where, build: string): Namer =>
  (measure, from, to, cut = {}) => ({ measure, where, from, to, cut, build })

/** A column of amounts: for these months, from these sources. */
export type Amounts = { month: bigint; year: bigint; before: bigint }

/** Whether a source (or kind of activity) has arrived for some, all or none of the months. */
export const coverageOf = (
  { covered }: Facts,
  key: string,
  from: Month,
  to: Month,
): 'none' | 'some' | 'all' => {
  const months = covered.get(key)
  if (!months) return 'none'
  let held = 0
  for (const month of months) if (month >= from && month <= to) held++
  if (held === 0) return 'none'
  return held === monthsBetween(from, to) + 1 ? 'all' : 'some'
}

/** The amounts of a row as money with names, each null where nothing has arrived that could tell it. */
export const moneyOf = (
  facts: Facts,
  keys: readonly string[],
  amounts: Amounts,
  { month, from, beforeFrom, beforeTo }: Periods,
  name: (from: Month, to: Month) => Figure,
): { month: Money | null; year: Money | null; before: Money | null; comparable: boolean } => {
  const made = (exact: bigint, first: Month, last: Month): Money | null =>
    keys.every((key) => coverageOf(facts, key, first, last) === 'none')
      ? null
      : { pence: penceFromHundredThousandths(exact), figure: name(first, last) }
  const whole = (first: Month, last: Month): boolean =>
    keys.every((key) => coverageOf(facts, key, first, last) === 'all')
  return {
    month: made(amounts.month, month, month),
    year: made(amounts.year, from, month),
    before: made(amounts.before, beforeFrom, beforeTo),
    comparable: whole(from, month) && whole(beforeFrom, beforeTo),
  }
}
