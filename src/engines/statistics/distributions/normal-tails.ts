import { gammaTails } from './gamma.ts'
import type { Tails } from './tail.ts'

/** Both tails of the standard normal law. */
export const normalTails = (z: number): Tails => {
  const outer = gammaTails(0.5, (z * z) / 2).upper / 2
  return z < 0 ? { lower: outer, upper: 1 - outer } : { lower: 1 - outer, upper: outer }
}
