import type { Audit, Db } from '../../../stores/ledger/ledger.ts'
import type { Viewer } from '../../../stores/scope.ts'
import { unitsInPenny, type NamedAdjustment } from '../rules/known-change.ts'

/** A change ready to be kept: an amount in pence a month, or a share in millionths. */
export type Entry = {
  group: string
  name: string
  kind: 'scheme' | 'price'
  line: string
  practices: readonly string[] | null
  from: string
  to: string | null
  effect: { pencePerMonth: bigint } | { shareMillionths: bigint }
  why: string
  decision: number | null
}

/** A change of the ledger; one that was taken back says when, by whom and why. */
export type KeptChange = NamedAdjustment & {
  entered: NonNullable<NamedAdjustment['entered']>
  ended: { on: string; by: string; why: string } | null
}

/** Keeps a known change; gives its number. */
export const enterChange = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  on: string,
  entry: Entry,
): Promise<number> => {
  const { group, name, kind, line, practices, from, to, effect, why, decision } = entry
  const pence = 'pencePerMonth' in effect ? Number(effect.pencePerMonth) : null
  const share = 'shareMillionths' in effect ? Number(effect.shareMillionths) : null
  const { id } = await db
    .insertInto('forecast_change')
    .values({
      group_code: group,
      name,
      kind,
      line,
      practices: practices === null ? null : [...practices],
      from_month: from,
      to_month: to,
      pence_per_month: pence,
      share_millionths: share,
      why,
      decision,
      on_date: on,
      noted_by: viewer.person,
      noted_by_name: viewer.name,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await audit({
    action: 'forecast-change.entered',
    subject: `forecast-change:${id}`,
    after: { name, kind, line, practices, from, to, pencePerMonth: pence, share, decision },
    why,
  })
  return id
}

/** Takes a known change back: it stays in the ledger and counts no more. */
export const endChange = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  end: { change: number; why: string; on: string },
): Promise<void> => {
  const { change, why, on } = end
  await db
    .insertInto('forecast_change_end')
    .values({
      forecast_change: change,
      why,
      on_date: on,
      noted_by: viewer.person,
      noted_by_name: viewer.name,
    })
    .execute()
  await audit({ action: 'forecast-change.ended', subject: `forecast-change:${change}`, why })
}

/** Every known change of a group that was ever entered, oldest first. */
export const readKept = async (db: Db, group: string): Promise<KeptChange[]> => {
  const rows = await db
    .selectFrom('forecast_change as c')
    .leftJoin('forecast_change_end as e', 'e.forecast_change', 'c.id')
    .selectAll('c')
    .select(['e.on_date as end_date', 'e.noted_by_name as end_by', 'e.why as end_why'])
    .where('c.group_code', '=', group)
    .orderBy('c.id')
    .execute()
  return rows.map((row) => ({
    name: row.name,
    why: row.why,
    kind: row.kind,
    line: row.line,
    practices: row.practices,
    from: row.from_month,
    to: row.to_month,
    effect:
      row.share_millionths === null
        ? { perMonth: (row.pence_per_month ?? 0) * unitsInPenny }
        : { share: row.share_millionths / 1_000_000 },
    entered: { id: row.id, on: row.on_date, by: row.noted_by_name, decision: row.decision },
    ended:
      row.end_date === null
        ? null
        : { on: row.end_date, by: row.end_by ?? '', why: row.end_why ?? '' },
  }))
}

/** The known changes of a group that count. */
export const readKnownChanges = async (db: Db, group: string): Promise<NamedAdjustment[]> =>
  (await readKept(db, group)).flatMap(({ ended, ...change }) => (ended === null ? [change] : []))
