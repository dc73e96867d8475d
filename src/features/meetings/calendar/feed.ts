import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { Meeting } from '../store/meetings.ts'
import type { Series } from '../store/series.ts'

/** A meeting with its series, for a calendar. */
export type Dated = { meeting: Meeting; series: Pick<Series, 'name'> }

const floating = (meeting: Meeting, minutes: number): Date => {
  const start = new Date(`${meeting.onDate}T${meeting.starts}:00Z`)
  return new Date(start.getTime() + minutes * 60_000)
}

/**
 * Meetings as an iCalendar file (RFC 5545): day, time in local words, place, and nothing of what is
 * on the agenda. Times are floating, as on the wall of the room; cancelled meetings say so.
 */
export const calendarText = (dated: readonly Dated[], stamp: string): string => {
  const calendar = ical({
    name: 'Steward: meetings',
    prodId: { company: 'Steward', product: 'meetings', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 6 * 60 * 60,
  })
  for (const { meeting, series } of dated)
    calendar.createEvent({
      id: `meeting-${meeting.id}@steward`,
      sequence: meeting.plans - 1,
      start: floating(meeting, 0),
      end: floating(meeting, meeting.minutes),
      floating: true,
      stamp: new Date(`${stamp}T00:00:00Z`),
      summary: series.name,
      location: meeting.place,
      status: meeting.state === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    })
  return calendar.toString()
}
