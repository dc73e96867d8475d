import type { Generated } from 'kysely'

type Noted = {
  id: Generated<number>
  on_date: string
  noted_by: number | null
  noted_by_name: string
  noted_at: Generated<string>
}

declare module '../../../stores/ledger/tables.ts' {
  interface Tables {
    forecast_change: Noted & {
      group_code: string
      name: string
      kind: 'scheme' | 'price'
      line: string
      practices: string[] | null
      from_month: string
      to_month: string | null
      pence_per_month: number | null
      share_millionths: number | null
      why: string
      decision: number | null
    }
    forecast_change_end: Noted & { forecast_change: number; why: string }
  }
}
