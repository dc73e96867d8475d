import { divideHalfUp, type Pence } from '../../../core/money.ts'
import { whole, type Millionths } from '../share.ts'

/** A change of activity on one line at one provider: fewer is negative. */
export type ActivityChange = {
  activityThousandths: bigint
  pricePence: Pence
  /** Part of the price that moves with activity under the contract: 1 elective, 0 in a fixed payment. */
  variableShare: Millionths
}

/** What a change frees: money that can be spent elsewhere, and capacity that cannot. */
export type Released = { cashPence: Pence; capacityPence: Pence }

/**
 * Cash released = fall in activity × price × variable share; capacity released = the rest of fall ×
 * price. Rounded half up to the penny; the two add up to the whole. Never shown as one sum.
 * Source: NHS Payment Scheme 2025/26, fixed and variable payment.
 */
export const released = (change: ActivityChange): Released => {
  const value = -change.activityThousandths * change.pricePence
  const all = divideHalfUp(value, 1_000n)
  const cashPence = divideHalfUp(value * change.variableShare, 1_000n * whole)
  return { cashPence, capacityPence: all - cashPence }
}
