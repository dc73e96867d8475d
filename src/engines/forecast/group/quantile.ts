import { normalQuantile } from '../../statistics/distributions/normal.ts'

/**
 * The width that holds a share of past errors: the ⌈share × (n + 1)⌉-th smallest of them, by size; where
 * there are too few for that, the largest drawn out by the ratio of the normal law's quantiles.
 * Source: Vovk, Gammerman and Shafer 2005; Lei et al 2018 (split conformal prediction).
 */
export const pastWidth = (sizes: readonly number[], share: number): number => {
  const sorted = sizes.toSorted((a, b) => a - b)
  const rank = Math.ceil(share * (sorted.length + 1))
  const largest = sorted.at(-1)
  if (largest === undefined) return normal(share)
  if (rank <= sorted.length) return sorted[rank - 1] ?? largest
  const held = sorted.length / (sorted.length + 1)
  return (largest * normal(share)) / normal(held)
}

const normal = (share: number): number => normalQuantile((1 + share) / 2)
