import type { Generated } from 'kysely'
import type { State } from './course/states.ts'

interface ConcernTable {
  id: Generated<number>
  kind: 'idea' | 'concern'
  raised_by: number
  raised_by_name: string
  raised_on: string
  via: 'form' | 'mail'
  message_id: string | null
  group_code: string
  locality: string
  practice: string | null
  topic: string
  about_kind: 'provider' | 'service' | null
  about: string | null
  title: string
  words: string
  seen: 'locality' | 'group' | 'owner only'
  rule_version: number
  recorded_at: Generated<string>
}

interface OwnerTable {
  id: Generated<number>
  concern_id: number
  person: number
  name: string
  on_date: string
  by_person: number | null
  recorded_at: Generated<string>
}

interface StateTable {
  id: Generated<number>
  concern_id: number
  state: State
  reply: string
  into_id: number | null
  promised_by: string | null
  rule_version: number
  on_date: string
  by_person: number | null
  by_name: string
  recorded_at: Generated<string>
}

interface ThemeTable {
  id: Generated<number>
  concern_id: number
  theme: string
  present: boolean
  on_date: string
  by_person: number | null
  recorded_at: Generated<string>
}

interface TakenTable {
  id: Generated<number>
  concern_id: number
  meeting: number | null
  meeting_title: string
  held_on: string
  note: string
  by_person: number | null
  recorded_at: Generated<string>
}

interface NoteTable {
  id: Generated<number>
  concern_id: number
  words: string
  via: 'form' | 'mail'
  on_date: string
  by_person: number
  by_name: string
  recorded_at: Generated<string>
}

declare module '../../stores/ledger/tables.ts' {
  interface Tables {
    concern: ConcernTable
    concern_owner: OwnerTable
    concern_state: StateTable
    concern_theme: ThemeTable
    concern_taken: TakenTable
    concern_note: NoteTable
  }
}
