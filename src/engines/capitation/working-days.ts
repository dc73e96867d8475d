/** Easter Sunday of a year as month and day. Source: Meeus, Jones and Butcher, for the Gregorian calendar. */
const easterSunday = (year: number): { month: number; day: number } => {
  const a = year % 19
  const [b, c] = [Math.floor(year / 100), year % 100]
  const [d, e] = [Math.floor(b / 4), b % 4]
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const [i, k] = [Math.floor(c / 4), c % 4]
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return { month: Math.floor(n / 31), day: (n % 31) + 1 }
}

const iso = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)

const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay()

/** The first (or last) Monday of a month. */
const monday = (year: number, month: number, last = false): string => {
  const from = last ? new Date(Date.UTC(year, month, 0)).getUTCDate() - 6 : 1
  const first = weekday(iso(year, month, from))
  return iso(year, month, from + ((8 - first) % 7))
}

/** The same holiday on the next working day where it falls on a weekend. */
const substitute = (date: string, taken: ReadonlySet<string>): string => {
  let at = date
  while ([0, 6].includes(weekday(at)) || taken.has(at)) {
    const next = new Date(`${at}T00:00:00Z`)
    next.setUTCDate(next.getUTCDate() + 1)
    at = next.toISOString().slice(0, 10)
  }
  return at
}

/** Holidays that were proclaimed for one year, and those that were moved by it. */
const single: Readonly<Record<number, { more: readonly string[]; moved: Record<string, string> }>> =
  {
    2011: { more: ['2011-04-29'], moved: {} },
    2012: { more: ['2012-06-05'], moved: { '2012-05-28': '2012-06-04' } },
    2020: { more: [], moved: { '2020-05-04': '2020-05-08' } },
    2022: { more: ['2022-06-03', '2022-09-19'], moved: { '2022-05-30': '2022-06-02' } },
    2023: { more: ['2023-05-08'], moved: {} },
  }

/** Bank holidays of England in a year. Source: Banking and Financial Dealings Act 1971, proclamations since 2011. */
export const bankHolidays = (year: number): ReadonlySet<string> => {
  const { month, day } = easterSunday(year)
  const held = new Set([
    iso(year, month, day - 2),
    iso(year, month, day + 1),
    monday(year, 5),
    monday(year, 5, true),
    monday(year, 8, true),
  ])
  for (const fixed of [iso(year, 1, 1), iso(year, 12, 25), iso(year, 12, 26)])
    held.add(substitute(fixed, held))
  const { more, moved } = single[year] ?? { more: [], moved: {} }
  return new Set([...[...held].map((date) => moved[date] ?? date), ...more])
}

/** Days from Monday to Friday that are no bank holiday in a month written "2019-12". */
export const workingDaysOf = (month: string): number => {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))]
  const held = bankHolidays(year)
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate()
  let days = 0
  for (let day = 1; day <= last; day++) {
    const date = iso(year, number, day)
    if (![0, 6].includes(weekday(date)) && !held.has(date)) days += 1
  }
  return days
}
