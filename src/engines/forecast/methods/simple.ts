import { type Ahead, sum } from './ahead.ts'

const steps = (ahead: number): number[] => Array.from({ length: ahead }, (_, i) => i + 1)

/**
 * The last month and the mean monthly change since the first.
 * Standard error h months ahead: s √(h + h² ÷ (n − 1)), s from the n − 1 monthly changes.
 * Source: Hyndman and Athanasopoulos, Forecasting: principles and practice, 5.2 and 5.5.
 */
export const drift = (values: readonly number[], ahead: number): Ahead => {
  const changes = values.slice(1).map((value, i) => value - (values[i] ?? 0))
  const slope = sum(changes) / changes.length
  const variance =
    changes.reduce((all, change) => all + (change - slope) ** 2, 0) / (changes.length - 1)
  const last = values.at(-1) ?? NaN
  return {
    mean: steps(ahead).map((h) => last + h * slope),
    errors: steps(ahead).map((h) => Math.sqrt(variance * (h + h ** 2 / changes.length))),
    freedom: Infinity,
  }
}

/** The mean of all months, with Student's law: s √(1 + 1 ÷ n). Source: as for the drift. */
export const level = (values: readonly number[], ahead: number): Ahead => {
  const n = values.length
  const mean = sum(values) / n
  const variance = values.reduce((all, value) => all + (value - mean) ** 2, 0) / (n - 1)
  return {
    mean: steps(ahead).map(() => mean),
    errors: steps(ahead).map(() => Math.sqrt(variance * (1 + 1 / n))),
    freedom: n - 1,
  }
}

/**
 * The same month of the year before: s √(whole years begun), s² the mean square of the changes over
 * a year. Needs more than a year. Source: as for the drift.
 */
export const sameMonthLastYear = (values: readonly number[], ahead: number): Ahead => {
  const n = values.length
  const changes = values.slice(12).map((value, i) => value - (values[i] ?? 0))
  const variance = changes.reduce((all, change) => all + change ** 2, 0) / changes.length
  return {
    mean: steps(ahead).map((h) => values[n - 12 + ((h - 1) % 12)] ?? NaN),
    errors: steps(ahead).map((h) => Math.sqrt(variance * (Math.floor((h - 1) / 12) + 1))),
    freedom: Infinity,
  }
}
