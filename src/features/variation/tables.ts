import type { Generated } from 'kysely'

/** What a practice says of its figure of a measure. */
interface MeasureReplyTable {
  id: Generated<number>
  measure: string
  practice: string
  month: string
  reason: string
  words: string
  withdrawn: boolean
  by_person: number | null
  by_name: string
  on_date: string
  review_on: string
  recorded_at: Generated<string>
}

/** A version of a named set of practices. */
interface PracticeSetTable {
  id: Generated<number>
  name: string
  practices: string[]
  by_person: number | null
  by_name: string
  on_date: string
  recorded_at: Generated<string>
}

/** A month from which the limits of a measure's line are worked out anew. */
interface MeasureRebaseTable {
  id: Generated<number>
  measure: string
  line: string
  month: string
  reason: string
  withdrawn: boolean
  by_person: number | null
  by_name: string
  on_date: string
  recorded_at: Generated<string>
}

declare module '../../stores/ledger/tables.ts' {
  interface Tables {
    measure_rebase: MeasureRebaseTable
    measure_reply: MeasureReplyTable
    practice_set: PracticeSetTable
  }
}
