import type { Generated } from 'kysely'

/** How often a person wants word, and of what. */
interface AlertChoiceTable {
  id: Generated<number>
  person: number
  cadence: 'never' | 'monthly' | 'quarterly'
  practice: string | null
  group_code: string
  least_expected: number
  on_date: string
  recorded_at: Generated<string>
}

/** A month of which a person was told. */
interface AlertToldTable {
  id: Generated<number>
  person: number
  month: string
  build: string
  changes: number
  mailed: boolean
  on_date: string
  recorded_at: Generated<string>
}

declare module '../../stores/ledger/tables.ts' {
  interface Tables {
    alert_choice: AlertChoiceTable
    alert_told: AlertToldTable
  }
}
