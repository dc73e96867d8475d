import type { Day } from './records.ts'

const milliseconds = 86_400_000

const number = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / milliseconds

/** Nights from the first day to the second: the same day is 0. */
export const daysBetween = (from: Day, to: Day): number => number(to) - number(from)

/** Every day from the first to the last, both counted, as a set. */
export const daysOf = (from: Day, to: Day): Set<Day> => {
  const days = new Set<Day>()
  for (let n = number(from); n <= number(to); n++) {
    days.add(new Date(n * milliseconds).toISOString().slice(0, 10))
  }
  return days
}

export const later = (a: Day, b: Day): Day => (a > b ? a : b)

export const earlier = (a: Day, b: Day): Day => (a < b ? a : b)
