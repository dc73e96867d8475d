import type { Cell } from './cell.ts'

/**
 * How a cost between two points of the lattice is laid to points. "mean and variance": to the three
 * nearest, with weights (d² − d) ÷ 2, 1 − d², (d² + d) ÷ 2 for a distance of d steps from the
 * nearest, of which one may be slightly negative. "mean": to the two nearest, never negative, at
 * the price of a slightly larger variance.
 */
export type Split = 'mean and variance' | 'mean'

export type Spread = {
  /** Mass at 0, step, 2 × step …; what lies beyond the last point is counted from the first again. */
  mass: Float64Array
  /** What the lattice adds to the variance of one patient, pence². */
  addedVariance: number
  /** The most that it moves the third cumulant of one patient, pence³. */
  movedThird: number
}

/**
 * A cell's costs on a lattice. The mean is kept exactly either way.
 * Source: local moment matching, Gerber 1982; Vilar 2000.
 */
export const spread = ({ costs }: Cell, step: number, points: number, split: Split): Spread => {
  const mass = new Float64Array(points)
  const wrap = points - 1
  const each = 1 / costs.length
  let [added, third] = [0, 0]
  for (const cost of costs) {
    const x = cost / step
    if (split === 'mean') {
      const k = Math.floor(x)
      const d = x - k
      mass[k & wrap]! += (1 - d) * each
      mass[(k + 1) & wrap]! += d * each
      added += d * (1 - d)
      third += Math.abs(d * (1 - d) * (1 - 2 * d))
    } else {
      const k = Math.round(x)
      const d = x - k
      mass[(k - 1) & wrap]! += ((d * d - d) / 2) * each
      mass[k & wrap]! += (1 - d * d) * each
      mass[(k + 1) & wrap]! += ((d * d + d) / 2) * each
      third += Math.abs(d * (1 - d * d))
    }
  }
  return { mass, addedVariance: added * each * step ** 2, movedThird: third * each * step ** 3 }
}
