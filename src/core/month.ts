/** A calendar month as "2019-10". Months sort and compare as text. */
export type Month = `${number}-${string}`

const pattern = /^(\d{4})-(0[1-9]|1[0-2])$/

export const parseMonth = (text: string): Month | null =>
  pattern.test(text) ? (text as Month) : null

const ordinal = (month: Month): number =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1

const fromOrdinal = (n: number): Month =>
  `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`

export const addMonths = (month: Month, count: number): Month => fromOrdinal(ordinal(month) + count)

/** Whole months from the first to the second; negative when the second is earlier. */
export const monthsBetween = (from: Month, to: Month): number => ordinal(to) - ordinal(from)

/** Every month from the first to the last, both included. */
export const monthRange = (from: Month, to: Month): Month[] =>
  Array.from({ length: Math.max(0, monthsBetween(from, to) + 1) }, (_, i) => addMonths(from, i))

export const monthOf = (isoDate: string): Month => isoDate.slice(0, 7) as Month

/** April of the financial year that holds the month. */
export const yearStart = (month: Month): Month => {
  const year = Number(month.slice(0, 4))
  return `${Number(month.slice(5)) >= 4 ? year : year - 1}-04` as Month
}

/** The financial year that holds the month, written "2019/20". */
export const financialYear = (month: Month): string => {
  const start = Number(yearStart(month).slice(0, 4))
  return `${start}/${String((start + 1) % 100).padStart(2, '0')}`
}

export const lastDay = (month: Month): string => {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))]
  return `${month}-${String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, '0')}`
}

const names = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** "October 2019". */
export const formatMonth = (month: Month): string =>
  `${names[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`

/** "4 October 2019" from "2019-10-04". */
export const formatDate = (isoDate: string): string =>
  `${Number(isoDate.slice(8, 10))} ${formatMonth(monthOf(isoDate))}`
