import { addMonths, type Month } from '../../core/month.ts'

/**
 * The newest whole financial year, April to March, that lies in the months given and ends at or before the month asked for; the newest of
 * all where none is asked for or the one asked for is not whole yet. Null where no year is whole.
 *
 * Counts that are too many to be looked at month by month leave the group for such years alone: years do not overlap, so no two can be
 * subtracted, today's from last month's neither.
 */
export const releasedYear = (
  months: { first: Month; last: Month } | null,
  asked: Month | null = null,
): { from: Month; to: Month } | null => {
  if (months === null) return null
  const endingBy = (month: Month): Month => addMonths(month, -((Number(month.slice(5)) + 9) % 12))
  const whole = (to: Month): { from: Month; to: Month } | null => {
    const from = addMonths(to, -11)
    return from < months.first || to > months.last ? null : { from, to }
  }
  return (asked === null ? null : whole(endingBy(asked))) ?? whole(endingBy(months.last))
}
