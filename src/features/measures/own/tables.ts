import type { Generated } from 'kysely'

/** A version of a measure that a group wrote. */
interface MeasureVersionTable {
  id: Generated<number>
  measure: string
  version: number
  definition: unknown
  why_changed: string
  retired: boolean
  by_person: number | null
  by_name: string
  on_date: string
  recorded_at: Generated<string>
}

declare module '../../../stores/ledger/tables.ts' {
  interface Tables {
    measure_version: MeasureVersionTable
  }
}
