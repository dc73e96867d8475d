import type { Pence } from '../../core/money.ts'
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
  claimsPence: Pence
}

const sum = (amounts: readonly Pence[]): Pence => amounts.reduce((all, one) => all + one, 0n)

/**
 * Settles a year: gross, in scope, after stop-loss, net; the share kept by the rule pack, nothing where a
 * minimum savings rate is not passed; then who bears it where shares exceed what the group saved.
 * Practices in order of their codes. Signed results add up exactly; shares add up after the last step.
 */
export const settleYear = (
  practices: readonly { outturn: Outturn; patients: bigint }[],
  rules: AdoptedRules,
  poolHeld: Pence,
): Account => {
  const { keptShare, minimumSavingsRate: steps, incentivePencePerPatient, bearer } = rules.values
  const shared: FreedUp[] = []
  const results = practices.map(({ outturn, patients }): PracticeResult => {
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
  const claimsPence = sum(practices.map(({ outturn }) => outturn.stopLossPence))
  const poolPence = poolHeld > claimsPence ? poolHeld - claimsPence : 0n
  return {
    results,
    settlement: settle(shared, bearer ?? 'pro rata', poolPence),
    poolPence,
    claimsPence,
  }
}
