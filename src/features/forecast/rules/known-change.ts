import { formatMonth, parseMonth } from '../../../core/month.ts'
import type { Adjustment } from '../../../engines/forecast/steps/adjustments.ts'
import { formatWholePounds } from '../../../ui/money.ts'

/** A known change with the reason that it is entered for, and what it rests on. */
export type NamedAdjustment = Adjustment & {
  why: string
  /** Who entered it in the ledger, when, and by which decision; null for one of the rule file. */
  entered: { id: number; on: string; by: string; decision: number | null } | null
}

/** Amounts of a forecast are in £0.00001. */
export const unitsInPenny = 1_000

const monthText = (text: string): string => {
  const month = parseMonth(text)
  return month === null ? text : formatMonth(month)
}

/** What a change does: "3% less", "£12,000 a month more". */
export const effectWords = ({ effect }: Adjustment): string => {
  if ('share' in effect) {
    const percent = Number(Math.abs(100 * effect.share).toFixed(4))
    return `${percent}% ${effect.share < 0 ? 'less' : 'more'}`
  }
  const pence = BigInt(Math.round(Math.abs(effect.perMonth) / unitsInPenny))
  return `${formatWholePounds(pence)} a month ${effect.perMonth < 0 ? 'less' : 'more'}`
}

const whose = ({ practices }: Adjustment): string => {
  if (practices === null) return 'every practice'
  return practices.length > 4 ? `${practices.length} practices` : practices.join(', ')
}

/** What a change does, for whom and when: "3% less for P81001, from November 2019 on". */
export const changeWords = (change: Adjustment): string => {
  const { effect, from, to } = change
  const among = 'share' in effect ? 'for' : 'shared by size among'
  const end = to === null ? 'on' : `to ${monthText(to)}`
  return `${effectWords(change)} ${among} ${whose(change)}, from ${monthText(from)} ${end}`
}

/** What a change rests on, in words: a decision, whoever entered it, or the rule file. */
export const restsWords = ({ entered }: NamedAdjustment): string => {
  if (entered === null) return 'the rule file of known changes'
  return entered.decision === null ? `what ${entered.by} entered` : `decision ${entered.decision}`
}
