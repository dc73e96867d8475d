import { formatPence, type Pence } from '../../../core/money.ts'
import { accept, refuse, type Result } from '../../../core/refusal.ts'
import type { Audit, Db } from '../../../stores/ledger/ledger.ts'
import { holds, practicesOf, type Viewer } from '../../../stores/scope.ts'

/** One end of a virement. */
export type Place = { practice: string; line: string }

/** A move of budget, shared over the months from one on in proportion to what the giving line holds in them. */
export type Virement = {
  id: number
  from: Place
  to: Place
  fromMonth: string
  pence: Pence
  reason: string
  on: string
  by: string
  askedBy: number | null
  state: 'asked' | 'approved' | 'refused'
  why: string
}

/** Most of a line's months left that a virement may move, in parts of a hundred. */
export const virementLimit = 10n

/**
 * Whether a virement may be asked for: something is moved between two different places, both have a
 * budget, and it is at most a tenth of what the giving line has left in the months from then on.
 * Another amount needs a new version of the budget.
 */
export const checkVirement = (
  asked: { from: Place; to: Place; pence: Pence },
  leftPence: Pence,
  toHasBudget: boolean,
): Result<null> => {
  const { from, to, pence } = asked
  if (from.practice === to.practice && from.line === to.line) {
    return refuse(
      'virement-nowhere',
      'A virement moves budget from one line or practice to another.',
      'Choose another line or practice to move it to.',
      'toLine',
    )
  }
  if (pence <= 0n) {
    return refuse(
      'virement-amount',
      'The amount is nought or less.',
      'Write an amount in pounds.',
      'pounds',
    )
  }
  if (!toHasBudget) {
    return refuse(
      'virement-no-budget',
      'What it is to be moved to has no budget in this year.',
      'Choose a line that is in the budget.',
      'toLine',
    )
  }
  if (leftPence <= 0n) {
    return refuse(
      'virement-no-budget',
      'What it is to be moved from has no budget left to move.',
      'Choose another line, or an earlier month.',
      'fromLine',
    )
  }
  if (pence * 100n > leftPence * virementLimit) {
    return refuse(
      'virement-too-large',
      `At most ${virementLimit}% of what the line has left can be moved, which is ${formatPence((leftPence * virementLimit) / 100n)}.`,
      'Move less, or propose a new version of the budget.',
      'pounds',
    )
  }
  return accept(null)
}

/** Keeps a virement as asked for; it counts once it is approved. */
export const askVirement = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  given: {
    group: string
    year: string
    from: Place
    to: Place
    fromMonth: string
    pence: Pence
    reason: string
    on: string
  },
): Promise<Result<number>> => {
  const { group, year, from, to, fromMonth, pence, reason, on } = given
  const own =
    practicesOf(viewer).includes(from.practice) &&
    holds(viewer, 'practice-lead', 'practice-manager')
  if (
    !own &&
    !holds(viewer, 'administrator', 'management-team', 'accountable-officer', 'analyst')
  ) {
    return refuse(
      'not-allowed',
      `You may not move the budget of ${from.practice}.`,
      'Ask the practice’s lead or the management team.',
      'fromPractice',
    )
  }
  if (reason.length < 10) {
    return refuse(
      'reason-missing',
      'A virement needs its reason.',
      'Say why in a sentence.',
      'reason',
    )
  }
  const { id } = await db
    .insertInto('budget_virement')
    .values({
      group_code: group,
      year,
      from_practice: from.practice,
      from_line: from.line,
      to_practice: to.practice,
      to_line: to.line,
      from_month: fromMonth,
      pence: Number(pence),
      reason,
      on_date: on,
      asked_by: viewer.person,
      asked_by_name: viewer.name,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await noteVirement(db, audit, viewer, { virement: id, state: 'asked', on, why: reason })
  return accept(id)
}

/** Adds a step to a virement. */
export const noteVirement = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  step: {
    virement: number
    state: Virement['state']
    on: string
    why: string
    decision?: number
  },
): Promise<void> => {
  const { virement, state, on, why, decision = null } = step
  await db
    .insertInto('budget_virement_state')
    .values({
      virement,
      state,
      on_date: on,
      decision,
      why,
      noted_by: viewer.person,
      noted_by_name: viewer.name,
    })
    .execute()
  await audit({
    action: `budget-virement.${state}`,
    subject: `budget-virement:${virement}`,
    after: { decision },
    why,
  })
}

/** Virements of a group's year with where each stands, oldest first. */
export const readVirements = async (db: Db, group: string, year: string): Promise<Virement[]> => {
  const rows = await db
    .selectFrom('budget_virement')
    .selectAll()
    .where('group_code', '=', group)
    .where('year', '=', year)
    .orderBy('id')
    .execute()
  if (rows.length === 0) return []
  const states = await db
    .selectFrom('budget_virement_state')
    .select(['virement', 'state', 'why'])
    .where(
      'virement',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('id')
    .execute()
  const newest = new Map(states.map((state) => [state.virement, state]))
  return rows.map((row) => ({
    id: row.id,
    from: { practice: row.from_practice, line: row.from_line },
    to: { practice: row.to_practice, line: row.to_line },
    fromMonth: row.from_month,
    pence: BigInt(row.pence),
    reason: row.reason,
    on: row.on_date,
    by: row.asked_by_name,
    askedBy: row.asked_by,
    state: newest.get(row.id)?.state ?? 'asked',
    why: newest.get(row.id)?.why ?? '',
  }))
}
