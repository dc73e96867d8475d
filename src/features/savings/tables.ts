import type { Generated, JSONColumnType } from 'kysely'

declare module '../../stores/ledger/tables.ts' {
  interface Tables {
    savings_account: {
      id: Generated<number>
      group_code: string
      year: string
      version: number
      rules: number
      build: string
      account: JSONColumnType<object>
      on_date: string
      settled_by: number | null
      settled_by_name: string
      settled_at: Generated<string>
    }
    savings_share: {
      account: number
      practice: string
      budget_pence: number
      outturn_pence: number
      gross_pence: number
      in_scope_pence: number
      after_stop_loss_pence: number
      net_pence: number
      share_pence: number
      settled_pence: number
    }
  }
}
