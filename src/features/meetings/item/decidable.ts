import { formatDate } from '../../../core/month.ts'
import type { Refusal } from '../../../core/refusal.ts'
import { isCounted, type Sitting } from '../sitting/sitting.ts'
import type { Item } from '../store/items.ts'
import { wrong } from '../words.ts'

/** Why an item cannot be decided now, and where it is put right; null where it can. */
export const undecidable = (
  { meeting, attendance, today, decisions }: Sitting,
  { id, purpose }: Item,
): (Refusal & { href: string }) | null => {
  const because = (message: string, remedy: string, href: string) => ({
    ...wrong('decision', message, remedy),
    href,
  })
  const own = `/meetings/items/${id}`
  if (decisions.some(({ item }) => item === id))
    return because('It is decided already.', 'See the decision and its reason.', own)
  if (purpose !== 'decision')
    return because(
      'It is not on the agenda for a decision.',
      'Change its purpose first.',
      `${own}/edit`,
    )
  if (meeting.state === 'cancelled')
    return because(
      'The meeting is cancelled.',
      'Plan it again, or decide at another.',
      `/meetings/${meeting.id}/plan`,
    )
  if (meeting.onDate > today)
    return because(
      `The meeting is on ${formatDate(meeting.onDate)}.`,
      'It decides on that day; where it is held earlier, change when it is.',
      `/meetings/${meeting.id}/plan`,
    )
  if (!isCounted(attendance))
    return because(
      'Nobody is noted as present.',
      'Note who is there first.',
      `/meetings/${meeting.id}/attendance`,
    )
  return null
}
