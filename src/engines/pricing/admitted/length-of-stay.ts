import { daysBetween, daysOf, earlier, later } from '../days.ts'
import type { Stay } from '../line.ts'
import type { Day } from '../records.ts'

/** A stretch of days, both counted; without an end it lasts until discharge. */
export type Period = { from: Day; to: Day | null }

/** Days of one kind: as dates where they are known, else as a count that stands in for them. */
export type DaySource = { periods: readonly Period[] } | { count: number }

/** The days of a period that fall within the spell, admission and discharge days included. */
export const daysWithin = (period: Period, admission: Day, discharge: Day): Set<Day> =>
  daysOf(later(period.from, admission), earlier(period.to ?? discharge, discharge))

/**
 * qualifying days = (discharge − admission) − days of critical care, rehabilitation or palliative
 * care, never below 0. The days are a set of dates, so that a day that is of two kinds leaves once;
 * a critical-care day is counted on the first and on the last day of its period. Where only a count
 * exists it stands in for dates and the line says days_basis "counts".
 * Source: SUS+ length of stay and its four subtractions.
 */
export const lengthOfStay = (
  admission: Day,
  discharge: Day,
  sources: { criticalCare: DaySource; rehabilitation: DaySource; palliative: DaySource },
): Stay => {
  const dates = new Set<Day>()
  let counted = 0
  const daysIn = (source: DaySource): number => {
    if ('count' in source) {
      counted += source.count
      return source.count
    }
    const own = new Set<Day>()
    for (const period of source.periods) {
      for (const day of daysWithin(period, admission, discharge)) own.add(day)
    }
    for (const day of own) dates.add(day)
    return own.size
  }
  const criticalCareDays = daysIn(sources.criticalCare)
  const rehabilitationDays = daysIn(sources.rehabilitation)
  const palliativeDays = daysIn(sources.palliative)
  const nights = daysBetween(admission, discharge)
  return {
    lengthOfStay: nights,
    criticalCareDays,
    rehabilitationDays,
    palliativeDays,
    qualifyingDays: Math.max(0, nights - dates.size - counted),
    daysBasis: counted > 0 ? 'counts' : 'dates',
  }
}
