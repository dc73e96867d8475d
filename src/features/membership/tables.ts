import type { Generated } from 'kysely'
import type { Kind } from './rules/decide.ts'

interface GroupTable {
  id: Generated<number>
  group_code: string
  name: string
  on_date: string
  recorded_at: Generated<string>
}

interface LocalityTable {
  id: Generated<number>
  group_code: string
  locality: string
  name: string
  on_date: string
  recorded_at: Generated<string>
}

/** From a month on a practice is at a place, or in no group. */
interface ChangeTable {
  id: Generated<number>
  practice: string
  from_month: string
  kind: Kind | 'undone'
  group_code: string | null
  locality: string | null
  undoes: number | null
  /** "form", or the file it was read from. */
  source: string
  why: string
  on_date: string
  recorded_at: Generated<string>
}

interface SuccessionTable {
  id: Generated<number>
  change_id: number
  practice: string
  successor: string
  from_month: string
}

interface ConstitutionTable {
  id: Generated<number>
  group_code: string
  version: number
  title: string
  text: string
  in_force_from: string
  on_date: string
  recorded_at: Generated<string>
}

interface SignatureTable {
  id: Generated<number>
  constitution_id: number
  practice: string
  state: 'signed' | 'withdrawn'
  signed_by: string
  person: number | null
  on_date: string
  recorded_at: Generated<string>
}

declare module '../../stores/ledger/tables.ts' {
  interface Tables {
    membership_group: GroupTable
    membership_locality: LocalityTable
    membership_change: ChangeTable
    membership_succession: SuccessionTable
    constitution: ConstitutionTable
    constitution_signature: SignatureTable
  }
}
