import type { Said } from '../../ui/said.ts'
import type { Movements } from '../changes/changes.ts'
import type { OpenConcern } from '../concerns/concerns.ts'
import type { Coming } from '../meetings/meetings.ts'
import type { LevelView } from '../meter/meter.ts'
import type { Check } from './month-end.ts'

/** Where a person begins, by their part in the group; 'month' is whoever runs the month, 'other' whoever has none of these. */
export const parts = ['gp', 'practice', 'topic', 'board', 'month', 'other'] as const
export type Part = (typeof parts)[number]

/** A practice or the group in two or three sentences, and where the rest is. */
export type Position = { name: string; path: string; says: readonly Said[]; asks: readonly Said[] }

export type NextMeeting = { id: number; title: string; on: string; place: string }

/** What a start page is made from; each part shows what it needs. */
export type StartView = {
  part: Part
  name: string
  /** The topics that the person leads; path is null where no page has that name. */
  topics: readonly { name: string; path: string | null }[]
  /** Null where no figures are there, or the person speaks for no practice. */
  practice: Position | null
  group: Position | null
  concerns: {
    raised: readonly OpenConcern[]
    owned: readonly OpenConcern[]
  }
  /** Of everything that was raised, how many wait for a word and how many past the promised day. */
  waiting: { open: number; late: number }
  meetings: readonly NextMeeting[]
  unsigned: boolean
  minutes: readonly LevelView[] | null
  /** The position against budget in at most four sentences, for the board; empty where no budget is in force. */
  standing: readonly string[]
  /** The risks that moved since the month before, for the board; null where none can be compared. */
  moved: readonly string[] | null
  /** The group's schemes that its forecast counts, for the board. */
  schemes: { group: string; inForce: readonly string[] } | null
  /** What the next meeting of the board has to decide, for its members; null where none is called. */
  coming: Coming | null
  /** The number of whoever asks. */
  me: number | null
  /** Month-end as it stands, for those who run the month; null where nothing has been closed. */
  monthEnd: readonly Check[] | null
  /** What is unusual in the newest month, for the same. */
  movements: Movements | null
  /** Whether the people of the group and their roles are theirs to look after. */
  keepsPeople: boolean
  /** Whether any month has been closed. */
  hasFigures: boolean
}
