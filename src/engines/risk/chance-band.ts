import type { Pence } from '../../core/money.ts'
import { quantileOf, type Distribution } from './exact/distribution.ts'

/** Variances from budget that chance alone would bring in all but a few years. */
export type ChanceBand = {
  lowPence: Pence
  highPence: Pence
  /** Two-sided: 0.95 leaves a fortieth on either side. It stands in the sentence. */
  level: number
}

/**
 * A practice's chance band: quantiles of its own cost distribution about its mean, as shares of the
 * mean, laid to the budget. The distribution is that of the same months as the variance, for a part
 * of a year varies more than its part.
 */
export const chanceBand = (
  distribution: Distribution,
  budgetPence: Pence,
  level = 0.95,
): ChanceBand => {
  const share = (p: number): number => quantileOf(distribution, p) / distribution.mean - 1
  const laid = (p: number): Pence => BigInt(Math.round(share(p) * Number(budgetPence)))
  return { lowPence: laid((1 - level) / 2), highPence: laid((1 + level) / 2), level }
}

export type Verdict = 'within what chance alone does' | 'beyond it'

/** Whether a variance (actual − budget) lies in the band, its ends included. */
export const judge = (variancePence: Pence, band: ChanceBand): Verdict =>
  variancePence >= band.lowPence && variancePence <= band.highPence
    ? 'within what chance alone does'
    : 'beyond it'
