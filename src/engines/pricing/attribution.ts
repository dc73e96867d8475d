import type { Directory } from './books.ts'
import type { Day } from './records.ts'

export type Attribution = {
  /** The practice that the line belongs to; null where it is not attributed. */
  practice: string | null
  attribution: 'derived' | 'sent' | 'successor' | 'not attributed'
}

const shape = /^[A-Z][0-9]{5}$/
const unknownPractices = new Set(['V81997', 'V81998', 'V81999'])

/** No chain of mergers is followed further than this; it also ends a circle in a wrong list. */
const longestChain = 10

/** The practice that answers for a code on a day: itself while open, else its one successor, and so on. */
export const practiceOnDay = (code: string, day: Day, directory: Directory): string => {
  let current = code
  for (let step = 0; step < longestChain; step++) {
    const closed = directory.closed.get(current) ?? null
    if (closed === null || closed >= day) return current
    const next = new Set(
      directory.successors
        .filter(({ practice, from }) => practice === current && from <= day)
        .map(({ successor }) => successor),
    )
    const [only] = next
    if (only === undefined || next.size > 1) return current
    current = only
  }
  return current
}

/**
 * The practice of a line: the one that the payer derived where the extract carries it, else the one
 * that the provider sent. Blank, V81997 to V81999 and anything not shaped like a practice code are
 * not attributed. A practice closed on the activity date is followed to its successor where there is
 * exactly one. Whether the practice is in the group is asked later, of the dated membership.
 */
export const attribute = (
  record: { practiceSent: string | null; practiceDerived: string | null },
  day: Day | null,
  directory: Directory,
): Attribution => {
  const derived = record.practiceDerived !== null && record.practiceDerived !== ''
  const code = derived ? record.practiceDerived : record.practiceSent
  if (code === null || !shape.test(code) || unknownPractices.has(code)) {
    return { practice: null, attribution: 'not attributed' }
  }
  const practice = day === null ? code : practiceOnDay(code, day, directory)
  if (practice !== code) return { practice, attribution: 'successor' }
  return { practice, attribution: derived ? 'derived' : 'sent' }
}
