import { formatDate } from '../../core/month.ts'
import type { Refusal } from '../../core/refusal.ts'
import type { Purpose } from '../../engines/conflicts/rules.ts'
import type { ActionState, MeetingState, Status } from './tables.ts'

/** A meeting's purpose of an item in words that say what is asked of those there. */
export const purposeWords: Readonly<Record<Purpose, string>> = {
  decision: 'For decision',
  assurance: 'For assurance',
  information: 'For information',
}

/** Where a meeting stands. */
export const stateWords: Readonly<Record<MeetingState, string>> = {
  planned: 'Agenda being made',
  published: 'Agenda sent out',
  held: 'Held',
  cancelled: 'Cancelled',
}

/** How somebody was there. */
export const statusWords: Readonly<Record<Status, string>> = {
  present: 'Present',
  'in attendance': 'In attendance, not as a member',
  apologies: 'Apologies',
  absent: 'Absent without apologies',
}

/** What became of an action. */
export const actionWords: Readonly<Record<ActionState, string>> = {
  open: 'Open',
  done: 'Done',
  dropped: 'Not to be done, for a reason',
}

/** The time of day so many minutes after another: "14:00" and 90 are "15:30". */
export const timeAfter = (starts: string, minutes: number): string => {
  const [hour = 0, minute = 0] = starts.split(':').map(Number)
  const all = (hour * 60 + minute + minutes) % (24 * 60)
  return `${String(Math.floor(all / 60)).padStart(2, '0')}:${String(all % 60).padStart(2, '0')}`
}

/** When a meeting is: "28 April 2020, 14:00 to 16:30". */
export const whenWords = (plan: { onDate: string; starts: string; minutes: number }): string =>
  `${formatDate(plan.onDate)}, ${plan.starts} to ${timeAfter(plan.starts, plan.minutes)}`

/** "1 item", "3 items". */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`

/** What is wrong with one field of a form about meetings. */
export const wrong = (where: string, message: string, remedy: string): Refusal => ({
  code: 'meeting-form',
  message,
  remedy,
  where,
})

/** A text that must be there, or what is wrong with it. */
export const needs = (text: string, where: string, what: string, most: number): Refusal[] =>
  text.length >= 3 && text.length <= most
    ? []
    : [wrong(where, `${what} is missing or too long.`, `Write 3 to ${most} characters.`)]
