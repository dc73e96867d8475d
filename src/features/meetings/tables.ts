import type { ColumnType, Generated } from 'kysely'
import type { Handling, Purpose } from '../../engines/conflicts/rules.ts'
import type { NamedSubject } from '../interests/interests.ts'

type Json<T> = ColumnType<T, string, never>
/** What every row has: its number, who recorded it, and when. */
type Row = { id: Generated<number>; recorded_by: number | null; recorded_at: Generated<string> }

/** Where a meeting stands. */
export const meetingStates = ['planned', 'published', 'held', 'cancelled'] as const
export type MeetingState = (typeof meetingStates)[number]

/** Whether and how somebody was there. */
export const statuses = ['present', 'in attendance', 'apologies', 'absent'] as const
export type Status = (typeof statuses)[number]

/** What became of an action. */
export const actionStates = ['open', 'done', 'dropped'] as const
export type ActionState = (typeof actionStates)[number]

/** An interest behind a ruling, in words. */
export type GroundWords = { says: string; kind: string; about: string }

declare module '../../stores/ledger/tables.ts' {
  interface Tables {
    meeting_series: Row & { body: string; place: string | null; name: string }
    series_member: Row & {
      series: number
      person: number
      roles: string[]
      voting: boolean
      practice: string | null
      from_date: string
      until_date: string | null
    }
    meeting: Row & { series: number }
    meeting_plan: Row & {
      meeting: number
      on_date: string
      starts: string
      minutes: number
      place: string
      in_public: boolean
      state: MeetingState
      why: string | null
    }
    attendance: Row & { meeting: number; person: number; status: Status }
    agenda_item: Row & { meeting: number }
    agenda_wording: Row & {
      item: number
      position: number
      title: string
      purpose: Purpose
      about: string
      owner: number | null
      minutes: number
      subjects: Json<readonly NamedSubject[]>
      touches: string[]
      sensitive: boolean
      withheld: boolean
      closed: boolean
      origin: string | null
      state: 'on the agenda' | 'withdrawn'
    }
    conflict_ruling: Row & {
      item: number
      person: number
      proposal: Handling | 'none'
      handling: Handling
      reason: string
      grounds: Json<readonly GroundWords[]>
      ruled_by: number | null
    }
    paper: Row & {
      item: number
      name: string
      media_type: string
      size: number
      sha256: string
      content: Buffer
    }
    paper_withdrawal: Omit<Row, 'id'> & { paper: number; why: string }
    minutes: Row & { meeting: number; body: string; state: 'draft' | 'approved' }
    meeting_action: Row & {
      meeting: number
      item: number | null
      says: string
      owner: number
      due: string
    }
    action_state: Row & { action: number; state: ActionState; note: string; on_date: string }
    calendar_address: Omit<Row, 'recorded_by'> & { person: number; token_hash: string | null }
  }
}
