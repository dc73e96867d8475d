import type { Said } from '../../ui/said.ts'
import type { OpenConcern } from '../concerns/concerns.ts'
import type { LevelView } from '../meter/meter.ts'

/** Where a person begins, by their part in the group; the fifth is whoever has none of the four. */
export const parts = ['gp', 'practice', 'topic', 'board', 'other'] as const
export type Part = (typeof parts)[number]

/** A practice or the group in two or three sentences, and where the rest is. */
export type Position = { name: string; path: string; says: readonly Said[]; asks: readonly Said[] }

export type NextMeeting = { id: number; title: string; on: string; place: string }

/** What a start page is made from; each part shows what it needs. */
export type StartView = {
  part: Part
  name: string
  topics: readonly string[]
  /** Null where no figures are there, or the person speaks for no practice. */
  practice: Position | null
  group: Position | null
  concerns: {
    raised: readonly OpenConcern[]
    owned: readonly OpenConcern[]
    late: number
    open: number
  }
  meetings: readonly NextMeeting[]
  unsigned: boolean
  minutes: readonly LevelView[] | null
  /** Whether any month has been closed. */
  hasFigures: boolean
}
