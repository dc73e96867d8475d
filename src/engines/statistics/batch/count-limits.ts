import { countLimits, type Limits } from '../poisson-limits.ts'

export type CountLimits = (events: number, confidence: number) => Limits

/** Whole counts below this are remembered; others are found each time. */
const remembered = 65_536

/**
 * The limits of a count at one confidence, each whole count found once: they depend on nothing
 * else, so a million small areas need only as many as they have different counts.
 */
export class LimitsByCount {
  readonly #lower = new Float64Array(remembered).fill(NaN)
  readonly #upper = new Float64Array(remembered)
  readonly #confidence: number
  readonly #limits: CountLimits

  constructor(confidence: number, limits: CountLimits = countLimits) {
    this.#confidence = confidence
    this.#limits = limits
  }

  #find(count: number): void {
    const { lower, upper } = this.#limits(count, this.#confidence)
    this.#lower[count] = lower
    this.#upper[count] = upper
  }

  lower(count: number): number {
    if (count >= remembered || !Number.isInteger(count))
      return this.#limits(count, this.#confidence).lower
    if (Number.isNaN(this.#lower[count])) this.#find(count)
    return this.#lower[count] ?? NaN
  }

  upper(count: number): number {
    if (count >= remembered || !Number.isInteger(count))
      return this.#limits(count, this.#confidence).upper
    if (Number.isNaN(this.#lower[count])) this.#find(count)
    return this.#upper[count] ?? NaN
  }
}
