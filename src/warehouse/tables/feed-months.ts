import {
  addMonths,
  lastDay,
  monthOf,
  monthRange,
  parseMonth,
  type Month,
} from '../../core/month.ts'

/** A current part of a monthly feed. */
export type Arrival = {
  feed: string
  month: Month
  rows: number
  extractDate: string | null
  cut: 'flex' | 'freeze' | null
}
/** Dates on which a month's first and last extract are made. */
export type ReportingDates = ReadonlyMap<Month, { flex: string; freeze: string }>
/** A provider that sent lines of a feed in a month. */
export type Sender = { feed: string; month: Month; provider: string }

export type FeedMonth = {
  feed: string
  month: Month
  state: 'arrived' | 'late' | 'missing'
  cut: 'flex' | 'freeze' | null
  rows: number | null
  extract_date: string | null
  absent: string | null
}

/** Feeds that are expected month by month, and the usual lag where no dates are given: months to the first and the last extract. */
const expected: Record<string, { first: number; last: number; dated: boolean }> = {
  admitted: { first: 1, last: 2, dated: true },
  outpatient: { first: 1, last: 2, dated: true },
  emergency: { first: 1, last: 2, dated: true },
  'critical-care': { first: 1, last: 2, dated: true },
  'contract-aggregate': { first: 2, last: 3, dated: false },
  'contract-patient': { first: 2, last: 3, dated: false },
  prescribing: { first: 2, last: 3, dated: false },
}

const furthestBack = 36

/** The day by which a month should have come, and the day after which it is missing and not late. */
const due = (
  feed: string,
  month: Month,
  dates: ReportingDates,
): { from: string; until: string } => {
  const lag = expected[feed] ?? { first: 2, last: 3, dated: false }
  const known = lag.dated ? dates.get(month) : undefined
  return {
    from: known?.flex ?? lastDay(addMonths(month, lag.first)),
    until: known?.freeze ?? lastDay(addMonths(month, lag.last)),
  }
}

/** First cut where the extract was made before the month's freeze date; only activity has cuts. */
export const cutOf = (
  feed: string,
  stated: 'flex' | 'freeze' | null,
  extractDate: string | null,
  freeze: string | undefined,
): 'flex' | 'freeze' | null =>
  stated ??
  (expected[feed]?.dated !== true || extractDate === null || freeze === undefined
    ? null
    : extractDate < freeze
      ? 'flex'
      : 'freeze')

/** Providers with lines in both months before and none in this one. */
const absentOf = (senders: readonly Sender[]): ((feed: string, month: Month) => string | null) => {
  const byMonth = Map.groupBy(senders, ({ feed, month }) => `${feed} ${month}`)
  const of = (feed: string, month: Month): Set<string> =>
    new Set((byMonth.get(`${feed} ${month}`) ?? []).map(({ provider }) => provider))
  return (feed, month) => {
    const here = of(feed, month)
    if (here.size === 0) return null
    const before = of(feed, addMonths(month, -1)).intersection(of(feed, addMonths(month, -2)))
    const absent = [...before.difference(here)].sort()
    return absent.length === 0 ? null : absent.join(', ')
  }
}

/**
 * Every month of every monthly feed from its first one on: arrived, late or missing as at a date.
 * A month whose first extract is not due yet is not listed; nor are gaps more than three years old, nor
 * any of a feed of which nothing has come for that long: it is history, and no longer expected.
 */
export const feedMonths = (
  arrivals: readonly Arrival[],
  senders: readonly Sender[],
  dates: ReportingDates,
  asAt: string,
): FeedMonth[] => {
  const absent = absentOf(senders)
  const now = monthOf(asAt)
  return [...Map.groupBy(arrivals, ({ feed }) => feed)].flatMap(([feed, of]) => {
    const byMonth = Map.groupBy(of, ({ month }) => month)
    const arrived = [...byMonth].map(([month, parts]): FeedMonth => {
      const cuts = parts.map(({ extractDate, cut }) =>
        cutOf(feed, cut, extractDate, dates.get(month)?.freeze),
      )
      const extracts = parts.flatMap(({ extractDate }) => extractDate ?? []).sort()
      return {
        feed,
        month,
        state: 'arrived',
        cut: cuts.includes('flex') ? 'flex' : (cuts.find((cut) => cut !== null) ?? null),
        rows: parts.reduce((sum, { rows }) => sum + rows, 0),
        extract_date: extracts.at(-1) ?? null,
        absent: absent(feed, month),
      }
    })
    if (expected[feed] === undefined) return arrived
    const first = [...byMonth.keys()].sort()[0]
    const last = [...byMonth.keys()].sort().at(-1)
    const furthest = addMonths(now, -furthestBack)
    if (first === undefined || last === undefined || last < furthest) return arrived
    const from = first < furthest ? furthest : first
    const gaps = monthRange(from, now)
      .filter((month) => !byMonth.has(month))
      .flatMap((month): FeedMonth[] => {
        const { from: start, until } = due(feed, month, dates)
        if (asAt < start) return []
        const state = asAt < until ? 'late' : 'missing'
        return [{ feed, month, state, cut: null, rows: null, extract_date: null, absent: null }]
      })
    return [...arrived, ...gaps].toSorted((a, b) => (a.month < b.month ? -1 : 1))
  })
}

export const isMonth = (period: string): period is Month => parseMonth(period) !== null
