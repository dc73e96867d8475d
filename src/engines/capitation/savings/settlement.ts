import type { Pence } from '../../../core/money.ts'
import { allot } from '../allotment.ts'
import type { Bearer } from '../rules.ts'
import type { FreedUp } from './freed-up.ts'

/** A practice's share before and after the group's own result is looked at; both are shown. */
export type Settled = FreedUp & { settledPence: Pence }

/** The group's account: what came in, what is paid out, and who bears the rest. */
export type Settlement = {
  practices: Settled[]
  /** Sum of the practices' signed results, exact. */
  groupNetPence: Pence
  /** What the shares come to before this step, and after it. */
  sharesPence: Pence
  settledPence: Pence
  /** By how much the shares exceed what the group saved. */
  shortfallPence: Pence
  borneBy: { practices: Pence; pool: Pence; payer: Pence }
  /** The group's own result after paying: negative only where the group itself overspent. */
  leftPence: Pence
}

/**
 * Practices that saved are paid a share; practices that overspent are not charged. So the shares can
 * come to more than the group saved as a whole. The rule pack says who bears that: the practices,
 * each share scaled pro rata to the penny, the pool as far as it goes and then the practices, or
 * the payer. Practices must stand in order of their codes.
 */
export const settle = (
  practices: readonly FreedUp[],
  bearer: Bearer,
  poolPence: Pence = 0n,
): Settlement => {
  const groupNetPence = practices.reduce((sum, { netPence }) => sum + netPence, 0n)
  const sharesPence = practices.reduce((sum, { sharePence }) => sum + sharePence, 0n)
  const saved = groupNetPence > 0n ? groupNetPence : 0n
  const shortfallPence = sharesPence > saved ? sharesPence - saved : 0n
  const payer = bearer === 'payer' ? shortfallPence : 0n
  const pool = bearer === 'pool' ? (shortfallPence < poolPence ? shortfallPence : poolPence) : 0n
  const borne = shortfallPence - payer - pool
  const paid = allot(
    sharesPence - borne,
    practices.map(({ sharePence }) => sharePence),
  )
  return {
    practices: practices.map((one, i) => ({ ...one, settledPence: paid[i] ?? 0n })),
    groupNetPence,
    sharesPence,
    settledPence: sharesPence - borne,
    shortfallPence,
    borneBy: { practices: borne, pool, payer },
    leftPence: groupNetPence - (sharesPence - borne) + pool + payer,
  }
}
