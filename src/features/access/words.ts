const clock = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/London',
})

/** A moment as people in the group read it: 22 November 2026 at 06:56. */
export const momentText = (iso: string): string => clock.format(new Date(iso))
