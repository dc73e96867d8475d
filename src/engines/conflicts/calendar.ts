const atMidnight = (date: string): Date => new Date(`${date}T00:00:00Z`)
const written = (date: Date): string => date.toISOString().slice(0, 10)

/** The date so many days later. */
export const addDays = (date: string, days: number): string => {
  const day = atMidnight(date)
  day.setUTCDate(day.getUTCDate() + days)
  return written(day)
}

/** Whole days from the first date to the second; negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((atMidnight(to).getTime() - atMidnight(from).getTime()) / 86_400_000)

/** The same day so many months later; the month's last day where it has no such day. */
export const monthsLater = (date: string, months: number): string => {
  const day = atMidnight(date)
  const wanted = day.getUTCDate()
  day.setUTCDate(1)
  day.setUTCMonth(day.getUTCMonth() + months)
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate()
  day.setUTCDate(Math.min(wanted, last))
  return written(day)
}
