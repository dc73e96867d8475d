import type { Generated, JSONColumnType } from 'kysely'

type Noted = { noted_by: number | null; noted_by_name: string; noted_at: Generated<string> }

/** Tables of budgets as the migrations have them; pence are read as safe whole numbers. */
export type BudgetTables = {
  budget_rules: {
    id: Generated<number>
    group_code: string
    pack: string
    pack_version: number
    settings: JSONColumnType<object>
    adopted_on: string
    made_by: number | null
    made_by_name: string
    made_at: Generated<string>
  }
  budget_version: {
    id: Generated<number>
    group_code: string
    year: string
    number: number
    title: string
    rules: number
    plan: JSONColumnType<object>
    facts: JSONColumnType<object>
    build: string
    made_on: string
    made_by: number | null
    made_by_name: string
    made_at: Generated<string>
  }
  budget_share: {
    version: number
    practice: string
    line: string
    patients: number
    weight: number | null
    baseline_pence: number
    target_pence: number | null
    annual_pence: number
  }
  budget_line: { version: number; practice: string; line: string; month: string; pence: number }
  budget_state: Noted & {
    id: Generated<number>
    version: number
    state: 'proposed' | 'approved' | 'withdrawn'
    on_date: string
    in_force_from: string | null
    decision: number | null
    why: string
  }
  budget_reply: {
    id: Generated<number>
    version: number
    practice: string
    stance: 'agrees' | 'objects' | 'comments'
    reason: string
    on_date: string
    replied_by: number | null
    replied_by_name: string
    replied_at: Generated<string>
    /** Written down by an officer, not said by the practice. */
    noted: Generated<boolean>
  }
  budget_virement: {
    id: Generated<number>
    group_code: string
    year: string
    from_practice: string
    from_line: string
    to_practice: string
    to_line: string
    from_month: string
    pence: number
    reason: string
    on_date: string
    asked_by: number | null
    asked_by_name: string
    asked_at: Generated<string>
  }
  budget_virement_state: Noted & {
    id: Generated<number>
    virement: number
    state: 'asked' | 'approved' | 'refused'
    on_date: string
    decision: number | null
    why: string
  }
  budget_commitment: Noted & {
    id: Generated<number>
    group_code: string
    practice: string
    line: string
    month: string
    kind: 'commitment' | 'accrual'
    pence: number
    what: string
    on_date: string
  }
}

declare module '../../../stores/ledger/tables.ts' {
  // oxlint-disable-next-line typescript/no-empty-interface typescript/no-empty-object-type
  interface Tables extends BudgetTables {}
}
