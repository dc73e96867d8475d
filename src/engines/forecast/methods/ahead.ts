/** What a method says of the months ahead, one entry a month. */
export type Ahead = {
  mean: number[]
  /** Standard error of each month's forecast, in the units of the series. */
  errors: number[]
  /** Degrees of freedom of the quantile that makes an interval of it; Infinity for the normal law. */
  freedom: number
}

/** The calendar place of month i of a series whose first month is at place `first`, 0 to 11. */
export const placeOf = (first: number, i: number): number => (((first + i) % 12) + 12) % 12

export const sum = (
  values: readonly number[] | Float64Array,
  from = 0,
  to = values.length,
): number => {
  let total = 0
  for (let i = from; i < to; i++) total += values[i] ?? 0
  return total
}
