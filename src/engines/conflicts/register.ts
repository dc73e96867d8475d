import { addDays, daysBetween, monthsLater } from './calendar.ts'
import type { ConflictRules, InterestKind } from './rules.ts'
import type { Subject } from './subject.ts'

/** An interest as the register holds it, with its newest state. */
export type Interest = {
  id: number
  person: number
  kind: InterestKind
  says: string
  subjects: readonly Subject[]
  /** The day it arose. */
  from: string
  /** The last day it was held, null while it is. */
  until: string | null
  /** The day it was written into the register. */
  recorded: string
  /** The day it was last confirmed; the day of recording at first. */
  confirmed: string
}

/** Where an interest stands in its life. */
export type InterestState = 'current' | 'refresh overdue' | 'ended, still shown' | 'kept only'

/** An interest with its clocks. */
export type Clocks = {
  state: InterestState
  /** Days from arising to being recorded. */
  daysToRecord: number
  late: boolean
  /** The day by which it must be confirmed again. */
  refreshBy: string
  /** The last day on the published page, null while it is current. */
  shownUntil: string | null
}

/** The day by which something that arose on a date must be in the register: 28 days by section 14O of the NHS Act 2006. */
export const recordBy = (from: string, rules: ConflictRules): string =>
  addDays(from, rules.recordWithinDays)

/** The clocks of an interest on a day: recorded in time, confirmed within the year, shown for six months after its end. */
export const clocksOf = (interest: Interest, today: string, rules: ConflictRules): Clocks => {
  const { from, until, recorded, confirmed } = interest
  const daysToRecord = Math.max(0, daysBetween(from, recorded))
  const refreshBy = monthsLater(confirmed, rules.refreshMonths)
  const shownUntil = until === null ? null : monthsLater(until, rules.shownMonths)
  const isHeld = until === null || until >= today
  const state = isHeld
    ? refreshBy < today
      ? 'refresh overdue'
      : 'current'
    : shownUntil !== null && shownUntil >= today
      ? 'ended, still shown'
      : 'kept only'
  return {
    state,
    daysToRecord,
    late: daysToRecord > rules.recordWithinDays,
    refreshBy,
    shownUntil,
  }
}

/** Whether an interest is on the published page on a day. */
export const isShown = (interest: Interest, today: string, rules: ConflictRules): boolean =>
  interest.recorded <= today && clocksOf(interest, today, rules).state !== 'kept only'
