import type { ConcernRule } from '../rule.ts'
import { isOpen, isSettled, type State } from './states.ts'

/** An ISO date so many days later. */
export const addDays = (isoDate: string, days: number): string => {
  const date = new Date(`${isoDate}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** Whole calendar days from one ISO date to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

/** The day by which the next word is promised once a state begins; null where none is owed. */
export const promisedBy = (rule: ConcernRule, state: State, on: string): string | null =>
  state === 'heard' ||
  state === 'looking into it' ||
  state === 'becomes a scheme' ||
  state === 'reopened'
    ? addDays(on, rule.promise[state])
    : null

/** One state of a course, as it was entered. */
export type Step = { state: State; on: string; promisedBy: string | null }

/** How a course has gone so far, in calendar days. */
export type Timing = {
  /** From raising to the first word beyond "heard"; null while there is none. */
  firstWordDays: number | null
  /** From raising to the first answer of any kind; null while there is none. */
  answerDays: number | null
  /** From raising to the last settling that still stands; null while it is open or answered. */
  settledDays: number | null
  /** Promises that have run out, kept and not. */
  promises: { kept: number; missed: number }
  /** What is owed now and by when, with the days it is late. */
  due: { by: string; lateDays: number } | null
}

const isAnswer = (state: State): boolean =>
  state === 'answered' || state === 'becomes a scheme' || isSettled(state)

/**
 * How long it took: days from raising to the first word, to the first answer and to where it was settled,
 * and which promises were kept. A promise is kept when the next state was entered on or before its day.
 */
export const timingOf = (steps: readonly Step[], today: string): Timing => {
  const [first] = steps
  const last = steps.at(-1)
  const since = (step: Step | undefined): number | null =>
    first && step ? daysBetween(first.on, step.on) : null
  const promises = { kept: 0, missed: 0 }
  for (const [i, { promisedBy: by }] of steps.entries()) {
    if (by === null) continue
    const next = steps[i + 1]
    if (next ? next.on <= by : false) promises.kept++
    else if (next || today > by) promises.missed++
  }
  const owed = last && isOpen(last.state) ? last.promisedBy : null
  return {
    firstWordDays: since(steps.find(({ state }) => state !== 'heard')),
    answerDays: since(steps.find(({ state }) => isAnswer(state))),
    settledDays: last && isSettled(last.state) ? since(last) : null,
    promises,
    due: owed === null ? null : { by: owed, lateDays: Math.max(0, daysBetween(owed, today)) },
  }
}
