import type { ColumnType, Generated } from 'kysely'
import type { InterestKind } from '../../engines/conflicts/rules.ts'
import type { NamedSubject } from './subjects.ts'

type InterestTable = {
  id: Generated<number>
  person: number
  /** Name and post as published. */
  name: string
  post: string
  kind: InterestKind
  says: string
  /** JSON on the way in. */
  subjects: Json<readonly NamedSubject[]>
  touches: string[]
  arose: string
  recorded_on: string
  recorded_by: number | null
  recorded_at: Generated<string>
}

type InterestStateTable = {
  id: Generated<number>
  interest: number
  state: 'confirmed' | 'ended' | 'entered by mistake'
  on_date: string
  noted_on: string
  why: string | null
  noted_by: number | null
  noted_at: Generated<string>
}

/** A column of JSON: read as a value, written as its text. */
type Json<T> = ColumnType<T, string, never>

declare module '../../stores/ledger/tables.ts' {
  interface Tables {
    interest: InterestTable
    interest_state: InterestStateTable
  }
}
