import type { Pence } from '../../../core/money.ts'
import { portion, type Millionths } from '../share.ts'

/** What a practice's year came to, by line and after each agreement that takes cost away from it. */
export type Outturn = {
  practice: string
  budgetPence: Pence
  outturnPence: Pence
  /** Budget and outturn of lines blocked back: seen, not scored. */
  blockedBudgetPence: Pence
  blockedOutturnPence: Pence
  /** Cost above the stop-loss, which the pool pays. */
  stopLossPence: Pence
  /** What the practice paid into the pool. */
  premiumPence: Pence
  /** Adjustments agreed in writing: + makes the saving larger. */
  adjustmentPence: Pence
}

/** The steps from a practice's year to the resources it has freed up. */
export type FreedUp = {
  practice: string
  grossPence: Pence
  inScopePence: Pence
  afterStopLossPence: Pence
  /** After premium and adjustments: signed, so that a group's sum is exact. */
  netPence: Pence
  /** The share kept of what was saved, before the group's own result is looked at. */
  sharePence: Pence
}

/**
 * Freed-up resources = share kept × max(0, budget in scope − outturn in scope), after stop-loss, pool
 * and agreed adjustments. Source: Department of Health, 2006 (at least 70% from 2006/07).
 */
export const freedUp = (outturn: Outturn, keptShare: Millionths): FreedUp => {
  const grossPence = outturn.budgetPence - outturn.outturnPence
  const inScopePence = grossPence - (outturn.blockedBudgetPence - outturn.blockedOutturnPence)
  const afterStopLossPence = inScopePence + outturn.stopLossPence
  const netPence = afterStopLossPence - outturn.premiumPence + outturn.adjustmentPence
  return {
    practice: outturn.practice,
    grossPence,
    inScopePence,
    afterStopLossPence,
    netPence,
    sharePence: netPence > 0n ? portion(netPence, keptShare) : 0n,
  }
}
