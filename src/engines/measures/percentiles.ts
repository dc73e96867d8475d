import { quantile } from '../statistics/quantile.ts'

/** Numerator ÷ denominator; none where there is no denominator or it is nought. A missing numerator is nought. */
export const ratioOf = (numerator: number | null, denominator: number | null): number | null =>
  denominator === null || denominator === 0 || Number.isNaN(denominator)
    ? null
    : (numerator ?? 0) / denominator

/**
 * Percentile of each ratio among those that there are: 100 × how many lie strictly below ÷ (how many
 * there are − 1). Ties share the lowest. None among fewer than two: one organisation has no place.
 */
export const percentiles = (ratios: readonly (number | null)[]): (number | null)[] => {
  const sorted = ratios.filter((ratio) => ratio !== null).sort((a, b) => a - b)
  if (sorted.length < 2) return ratios.map(() => null)
  const below = new Map<number, number>()
  for (const [i, ratio] of sorted.entries()) if (!below.has(ratio)) below.set(ratio, i)
  return ratios.map((ratio) =>
    ratio === null ? null : (100 * (below.get(ratio) ?? 0)) / (sorted.length - 1),
  )
}

/** The nine deciles that bands and savings are told by. */
export const deciles = [10, 20, 30, 40, 50, 60, 70, 80, 90] as const
export type Decile = (typeof deciles)[number]

/**
 * The ratios below which 10%, 20% … 90% of organisations lie, by linear interpolation between order
 * statistics; null where fewer than two have a ratio.
 */
export const centiles = (
  ratios: readonly (number | null)[],
  at: readonly number[] = deciles,
): (number | null)[] => {
  const sorted = ratios.filter((ratio) => ratio !== null).sort((a, b) => a - b)
  return at.map((p) => (sorted.length < 2 ? null : quantile(sorted, p / 100)))
}
