import { divideHalfUp, type Pence } from '../../core/money.ts'

/** A share in whole millionths: 0.70 is 700,000n. */
export type Millionths = bigint

/** All of it. */
export const whole: Millionths = 1_000_000n

/** A share of an amount, rounded once, half up to the penny. */
export const portion = (amount: Pence, share: Millionths): Pence =>
  divideHalfUp(amount * share, whole)
