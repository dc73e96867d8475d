import type { Interval, Withheld } from '../interval.ts'

/** A unit's figure drawn towards the mean of all. */
export type Shrunk = Interval & {
  /** The unit's own figure. */
  own: number
  /** What its own figure counts for: 0 the mean alone, 1 its own alone. */
  weight: number
}

export type Shrinkage = {
  mean: number
  /** Between true figures, on the scale that was shrunk on; nought without true differences. */
  variance: number
  /** In the order given. */
  units: (Shrunk | Withheld)[]
}
