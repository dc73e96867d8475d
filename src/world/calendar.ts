import type { Month } from '../core/month.ts'
import { lastDay, monthOf } from '../core/month.ts'

/** Days are counted from 1 January 1970, so that a day fits an integer array and never a time zone. */
export const dayOf = (iso: string): number =>
  Math.round(Date.parse(`${iso}T00:00:00Z`) / 86_400_000)

const first = dayOf('1910-01-01')
const table: string[] = Array.from({ length: dayOf('2021-12-31') - first + 1 }, (_, i) =>
  new Date((first + i) * 86_400_000).toISOString().slice(0, 10),
)

/** "2019-10-04" of a day between 1910 and 2021. */
export const isoOf = (day: number): string => table[day - first] ?? ''

/** 0 is Sunday. */
export const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7

/** Bank holidays of England that fall on weekdays, for the months of the world and the year beside them. */
const holidays = new Set(
  [
    '2017-04-14',
    '2017-04-17',
    '2017-05-01',
    '2017-05-29',
    '2017-08-28',
    '2017-12-25',
    '2017-12-26',
    '2018-01-01',
    '2018-03-30',
    '2018-04-02',
    '2018-05-07',
    '2018-05-28',
    '2018-08-27',
    '2018-12-25',
    '2018-12-26',
    '2019-01-01',
    '2019-04-19',
    '2019-04-22',
    '2019-05-06',
    '2019-05-27',
    '2019-08-26',
    '2019-12-25',
    '2019-12-26',
    '2020-01-01',
    '2020-04-10',
    '2020-04-13',
    '2020-05-08',
    '2020-05-25',
  ].map(dayOf),
)

export const isWorkingDay = (day: number): boolean => {
  const on = weekday(day)
  return on !== 0 && on !== 6 && !holidays.has(day)
}

export type Span = { month: Month; first: number; last: number; days: number; working: number[] }

/** The days of a month, and those on which clinics and planned lists run. */
export const spanOf = (month: Month): Span => {
  const from = dayOf(`${month}-01`)
  const to = dayOf(lastDay(month))
  const working: number[] = []
  for (let day = from; day <= to; day++) if (isWorkingDay(day)) working.push(day)
  return { month, first: from, last: to, days: to - from + 1, working }
}

const onOrAfter = (day: number): number => {
  let on = day
  while (!isWorkingDay(on)) on++
  return on
}

/** When the first extract of a month (flex) and the last (freeze) are made: the 17th, one and two months on, or the next working day. */
export const extractDays = (month: Month): { flex: number; freeze: number } => {
  const after = dayOf(lastDay(month)) + 1
  const next = spanOf(monthOf(isoOf(after))).last + 1
  return { flex: onOrAfter(after + 16), freeze: onOrAfter(next + 16) }
}

const ymd = Int32Array.from(table, (iso) => Number(iso.replaceAll('-', '')))

/** Whole years between a birth and a day. */
export const ageOn = (born: number, day: number): number =>
  day <= born ? 0 : Math.floor(((ymd[day - first] ?? 0) - (ymd[born - first] ?? 0)) / 10_000)
