/** The sample quantile by linear interpolation between order statistics. Source: Hyndman and Fan 1996, type 7. */
export const quantile = (sorted: readonly number[], p: number): number => {
  const at = (sorted.length - 1) * p
  const below = Math.floor(at)
  const low = sorted[below] ?? NaN
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN
  // Two equal infinities have no difference.
  return low === high ? low : low + (at - below) * (high - low)
}

/** Values beyond the p and 1 − p quantiles are drawn in to them. */
export const winsorise = (values: readonly number[], p: number): number[] => {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [quantile(sorted, p), quantile(sorted, 1 - p)]
  return values.map((value) => Math.min(Math.max(value, low), high))
}
