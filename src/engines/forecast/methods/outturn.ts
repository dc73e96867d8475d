import { sum } from './ahead.ts'

/** The year if its remaining months were like the mean of the months so far: year to date × 12 ÷ months. */
export const straightLine = (toDate: number, months: number): number => (toDate / months) * 12

export type Profile = { share: number; earlier: number[]; outturn: number }

/**
 * The year by the shape of earlier years: year to date ÷ the mean share of the year that had come by
 * the same month. `values` ends with the months so far; what stands before them are whole years, and
 * years without cost are left out. No earlier year gives a share that is not a number.
 */
export const profileOutturn = (values: readonly number[], known: number): Profile => {
  const start = values.length - known
  const earlier: number[] = []
  for (let from = start % 12; from + 12 <= start; from += 12) {
    const year = sum(values, from, from + 12)
    if (year !== 0) earlier.push(sum(values, from, from + known) / year)
  }
  const share = sum(earlier) / earlier.length
  return { share, earlier, outturn: sum(values, start) / share }
}
