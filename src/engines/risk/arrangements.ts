import { expectation, quantileOf, type Distribution } from './exact/distribution.ts'

/** What a practice bears of an overspend (+) or keeps of an underspend (−), in pence. */
export type Arrangement = (variance: number, budget: number) => number

/**
 * Aggregate corridor: within ± a width of the budget nothing is transferred; beyond it the pool bears
 * a share of what lies outside, on both sides.
 */
export const corridor =
  (width: number, shareBeyond: number): Arrangement =>
  (variance, budget) => {
    const beyond = Math.max(0, Math.abs(variance) - width * budget)
    return variance - Math.sign(variance) * shareBeyond * beyond
  }

/** Two-sided share: the practice bears a share of gain and loss, at most a part of its budget. */
export const twoSided =
  (share: number, limit: number): Arrangement =>
  (variance, budget) =>
    Math.sign(variance) * Math.min(share * Math.abs(variance), limit * budget)

export type Borne = {
  mean: number
  sd: number
  /** What is borne in the worst year of twenty. */
  worstInTwenty: number
  /** Chance that more than nothing, or than a share of the budget, is borne. */
  chanceAbove: (share: number) => number
}

/** What an arrangement leaves with the practice; it must not fall as the variance rises. */
export const borne = (
  distribution: Distribution,
  budget: number,
  arrangement: Arrangement,
): Borne => {
  const left = (cost: number): number => arrangement(cost - budget, budget)
  const mean = expectation(distribution, left)
  const square = expectation(distribution, (cost) => (left(cost) - mean) ** 2)
  return {
    mean,
    sd: Math.sqrt(square),
    worstInTwenty: left(quantileOf(distribution, 0.95)),
    chanceAbove: (share) =>
      expectation(distribution, (cost) => (left(cost) > share * budget ? 1 : 0)),
  }
}

/** A contract in which a firm takes part of the risk. Shares are of the budget or of the layer. */
export type RiskContract = {
  /** The firm pays from this overspend on … */
  attachment: number
  /** … up to this one … */
  exhaustion: number
  /** … this share of the layer between. */
  overspendShare: number
  /** The firm is paid this share of an underspend. */
  underspendShare: number
}

export type ContractWorth = {
  paidByFirm: number
  paidToFirm: number
  /** What the group may pay as a yearly fee and be even on average; negative: the firm should pay. */
  fairFee: number
  without: Borne
  with: Borne
}

/**
 * What such a contract is worth: expected payments either way, their difference as the fair fee, and
 * the group's own risk without and with it, the fee left out.
 */
export const contractWorth = (
  distribution: Distribution,
  budget: number,
  contract: RiskContract,
): ContractWorth => {
  const { attachment, exhaustion, overspendShare, underspendShare } = contract
  const layer = (variance: number): number =>
    overspendShare *
    Math.min(Math.max(0, variance - attachment * budget), (exhaustion - attachment) * budget)
  const gain = (variance: number): number => underspendShare * Math.max(0, -variance)
  const paidByFirm = expectation(distribution, (cost) => layer(cost - budget))
  const paidToFirm = expectation(distribution, (cost) => gain(cost - budget))
  return {
    paidByFirm,
    paidToFirm,
    fairFee: paidByFirm - paidToFirm,
    without: borne(distribution, budget, (variance) => variance),
    with: borne(distribution, budget, (variance) => variance - layer(variance) + gain(variance)),
  }
}
