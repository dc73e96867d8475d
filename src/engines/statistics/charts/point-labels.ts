import type { RuleName, Signal } from '../xmr-rules.ts'

export type PointLabel = { rule: RuleName; direction: Signal['direction'] }

/** What a direction means where one is better; null where the measure has no better direction. */
export type Meaning = 'improvement' | 'concern'

const order: readonly RuleName[] = ['outside', 'trend', 'twoInThree', 'shift']

/**
 * All signals that a point is part of, in the order outside the limits, trend, two in three, shift.
 * One point may carry two with opposite directions: both are to be shown.
 */
export const signalsByPoint = (length: number, signals: readonly Signal[]): PointLabel[][] => {
  const points: PointLabel[][] = Array.from({ length }, () => [])
  for (const rule of order) {
    for (const signal of signals.filter((one) => one.rule === rule)) {
      for (const at of signal.points) points[at]?.push({ rule, direction: signal.direction })
    }
  }
  return points
}

/** The one label that tools with a single label show: the first in that order, or null. */
export const singleLabels = (length: number, signals: readonly Signal[]): (PointLabel | null)[] =>
  signalsByPoint(length, signals).map(([first]) => first ?? null)

export const meaningOf = (
  direction: Signal['direction'],
  better: Signal['direction'] | null,
): Meaning | null => (better === null ? null : direction === better ? 'improvement' : 'concern')
