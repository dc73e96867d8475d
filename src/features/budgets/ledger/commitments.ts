import type { Pence } from '../../../core/money.ts'
import { accept, refuse, type Result } from '../../../core/refusal.ts'
import type { Audit, Db } from '../../../stores/ledger/ledger.ts'
import type { Viewer } from '../../../stores/scope.ts'

/** An amount that no file carries yet: ordered and to come, or done and not billed. */
export type Commitment = {
  id: number
  practice: string
  line: string
  month: string
  kind: 'commitment' | 'accrual'
  pence: Pence
  what: string
  on: string
  by: string
}

/** Keeps a commitment or an accrual; the opposite amount releases it. Refuses no words for what it is. */
export const noteCommitment = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  given: Omit<Commitment, 'id' | 'by'> & { group: string },
): Promise<Result<number>> => {
  const { group, practice, line, month, kind, pence, what, on } = given
  if (what.length < 5)
    return refuse('reason-missing', 'It is not said what this is for.', 'Say what it is.', 'what')
  const { id } = await db
    .insertInto('budget_commitment')
    .values({
      group_code: group,
      practice,
      line,
      month,
      kind,
      pence: Number(pence),
      what,
      on_date: on,
      noted_by: viewer.person,
      noted_by_name: viewer.name,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await audit({
    action: `budget.${kind}`,
    subject: `budget-commitment:${id}`,
    after: { practice, line, month, pence: String(pence), what },
  })
  return accept(id)
}

/** Commitments and accruals of a practice in some months, oldest first. */
export const readCommitments = async (
  db: Db,
  practices: readonly string[],
  from: string,
  to: string,
): Promise<Commitment[]> => {
  if (practices.length === 0) return []
  const rows = await db
    .selectFrom('budget_commitment')
    .selectAll()
    .where('practice', 'in', [...practices])
    .where('month', '>=', from)
    .where('month', '<=', to)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    practice: row.practice,
    line: row.line,
    month: row.month,
    kind: row.kind,
    pence: BigInt(row.pence),
    what: row.what,
    on: row.on_date,
    by: row.noted_by_name,
  }))
}
