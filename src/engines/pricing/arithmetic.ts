import { divideHalfUp, type Pence } from '../../core/money.ts'
import type { HundredthsOfPenny } from './books.ts'
import type { RulePack } from './rules.ts'

/** The components of one price, each in its own unit. */
export type Components = {
  /** Price of the code: £0.0001, because unit costs have four decimals. */
  baseE4: HundredthsOfPenny
  /** Share of the base in ten-thousandths where a short stay is priced by share; null otherwise. */
  shortStayRate: number | null
  bestPracticePence: Pence
  excessPence: Pence
  /** Ten-thousandths. */
  topUpRate: number
  unbundledE4: HundredthsOfPenny
  /** Market forces factor in millionths. */
  mffPpm: bigint
}

const whole = 10_000n

/** 10⁻¹⁴ pence: pence × share (10⁴) × top-up (10⁴) × market forces (10⁶), with nothing lost. */
export const penny = 100_000_000_000_000n

/**
 * The exact cost in 10⁻¹⁴ pence, and the one rounding, half up to the penny, after market forces.
 *
 * core = base × short-stay share + best-practice addition;
 * cost = (core + excess days + top-up × (core + excess days) + unbundled items) × market forces factor.
 * The top-up leaves excess days alone where the rule pack says so. A unit cost carries no share and
 * no top-up. Source: the order of the components in SUS+ and in the national repricing of 2019/20.
 */
export const costOf = (
  components: Components,
  pack: Pick<RulePack, 'topUp'>,
): { exactE14: bigint; costPence: Pence } => {
  const { baseE4, shortStayRate, bestPracticePence, excessPence, unbundledE4, mffPpm } = components
  const share = BigInt(shortStayRate ?? 10_000)
  const topUp = BigInt(components.topUpRate)
  const coreE6 = baseE4 * share + bestPracticePence * 1_000_000n
  const onStay = pack.topUp.onExcessDays ? topUp : 0n
  const beforeE10 =
    coreE6 * (whole + topUp) +
    excessPence * 1_000_000n * (whole + onStay) +
    unbundledE4 * 100_000_000n
  const exactE14 = (beforeE10 * mffPpm) / 100n
  return { exactE14, costPence: divideHalfUp(exactE14, penny) }
}
