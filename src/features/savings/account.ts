import type { Pence } from '../../core/money.ts'
import { allot } from '../../engines/capitation/allotment.ts'
import type { AdoptedRules } from '../../engines/capitation/rules.ts'
import { freedUp, type FreedUp, type Outturn } from '../../engines/capitation/savings/freed-up.ts'
import { secondPayment } from '../../engines/capitation/savings/incentive.ts'
import { minimumSavingsRate } from '../../engines/capitation/savings/minimum-rate.ts'
import { settle, type Settlement } from '../../engines/capitation/savings/settlement.ts'
import { portion } from '../../engines/capitation/share.ts'

/** A practice's result with what the rules make of it. */
export type PracticeResult = {
  outturn: Outturn
  patients: bigint
  /** The saving that must be passed before any is shared; null where the rules have none or it is too small to take part. */
  mustPassPence: Pence | null
  /** Paid beside the share where objectives are met; null where the rules have no such payment. */
  incentivePence: Pence | null
}

/** A group's year settled: each practice's steps, and the account that they reconcile with. */
export type Account = {
  results: readonly PracticeResult[]
  settlement: Settlement
  /** What the pool holds after stop-loss claims, before it bears anything. */
  poolPence: Pence
  /** What patients cost above the stop-loss, and how much of it the pool can pay. */
  claimsPence: Pence
  claimsPaidPence: Pence
}

const sum = (amounts: readonly Pence[]): Pence => amounts.reduce((all, one) => all + one, 0n)

/**
 * Settles a year: stop-loss claims as far as the pool goes, each paid the same part of it where they come to
 * more than the pool holds; then gross, in scope, after stop-loss, net; the share kept by the rule pack, nothing where a
 * minimum savings rate is not passed; then who bears it where shares exceed what the group saved.
 * Practices in order of their codes. Signed results add up exactly; shares add up after the last step.
 */
export const settleYear = (
  practices: readonly { outturn: Outturn; patients: bigint }[],
  rules: AdoptedRules,
  poolHeld: Pence,
): Account => {
  const { keptShare, minimumSavingsRate: steps, incentivePencePerPatient, bearer } = rules.values
  const claims = practices.map(({ outturn }) => outturn.stopLossPence)
  const claimsPence = sum(claims)
  const claimsPaidPence = claimsPence < poolHeld ? claimsPence : poolHeld
  const paid = allot(claimsPaidPence, claimsPaidPence === 0n ? claims.map(() => 1n) : claims)
  const shared: FreedUp[] = []
  const results = practices.map(({ outturn: claimed, patients }, i): PracticeResult => {
    const outturn = { ...claimed, stopLossPence: paid[i] ?? 0n }
    const freed = freedUp(outturn, keptShare ?? 0n)
    const rate = steps === null ? 0n : minimumSavingsRate(steps, Number(patients))
    const must =
      rate === null ? null : portion(outturn.budgetPence - outturn.blockedBudgetPence, rate)
    const passes = must !== null && freed.netPence >= must
    const sharePence = passes ? freed.sharePence : 0n
    shared.push({ ...freed, sharePence })
    return {
      outturn,
      patients,
      mustPassPence: steps === null ? null : must,
      incentivePence:
        incentivePencePerPatient === null
          ? null
          : secondPayment(sharePence, patients, incentivePencePerPatient, true),
    }
  })
  const poolPence = poolHeld - claimsPaidPence
  return {
    results,
    settlement: settle(shared, bearer ?? 'pro rata', poolPence),
    poolPence,
    claimsPence,
    claimsPaidPence,
  }
}
