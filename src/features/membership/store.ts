import { sql } from 'kysely'
import { monthOf } from '../../core/month.ts'
import type { Audit, Db } from '../../stores/ledger/ledger.ts'
import type { Entry, Kind } from './rules/decide.ts'
import { spellsOf, standing, type MembershipChange, type Spell } from './rules/places.ts'
import type { Succession } from './rules/history.ts'

/** An entry as it was written, with who may ask why. */
export type StoredChange = MembershipChange & {
  kind: Kind | 'undone'
  /** Whom a merger or a dispersal names. */
  successors: readonly string[]
  source: string
  why: string
  on: string
  recordedAt: string
}

export type Locality = { group: string; locality: string; name: string }

/** Everything that the ledger knows of membership. */
export type Membership = {
  changes: readonly StoredChange[]
  spells: readonly Spell[]
  successions: readonly Succession[]
  groups: readonly { code: string; name: string }[]
  localities: readonly Locality[]
}

const lock = 73_020

/** Every entry, and what they amount to now. */
export const readMembership = async (db: Db): Promise<Membership> => {
  const rows = await db.selectFrom('membership_change').selectAll().orderBy('id').execute()
  const successions = await db
    .selectFrom('membership_succession')
    .selectAll()
    .orderBy('id')
    .execute()
  const groups = await db
    .selectFrom('membership_group')
    .select(['group_code as code', 'name'])
    .distinctOn('group_code')
    .orderBy('group_code')
    .orderBy('id', 'desc')
    .execute()
  const localities = await db
    .selectFrom('membership_locality')
    .select(['group_code as group', 'locality', 'name'])
    .distinctOn(['group_code', 'locality'])
    .orderBy('group_code')
    .orderBy('locality')
    .orderBy('id', 'desc')
    .execute()
  const named = new Map(
    [...Map.groupBy(successions, ({ change_id: id }) => id)].map(([id, all]) => [
      id,
      all.map(({ successor }) => successor),
    ]),
  )
  const changes = rows.map((row): StoredChange => ({
    id: row.id,
    practice: row.practice,
    from: monthOf(row.from_month),
    place:
      row.group_code === null || row.locality === null
        ? null
        : { group: row.group_code, locality: row.locality },
    undoes: row.undoes,
    kind: row.kind,
    successors: named.get(row.id) ?? [],
    source: row.source,
    why: row.why,
    on: row.on_date,
    recordedAt: row.recorded_at,
  }))
  const held = new Set(standing(changes).map(({ id }) => id))
  return {
    changes,
    spells: spellsOf(changes),
    successions: successions
      .filter(({ change_id }) => held.has(change_id))
      .map((row) => ({
        practice: row.practice,
        successor: row.successor,
        from: monthOf(row.from_month),
      })),
    groups,
    localities: localities.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

/** Nobody else enters membership until this transaction ends: what was decided on still holds when it is written. */
export const lockMembership = async (db: Db): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${lock})`.execute(db)
}

type Because = { kind: Kind; source: string; why: string; on: string }

/** Writes an entry that was decided, with its successions; gives its number. */
export const enterChange = async (
  db: Db,
  audit: Audit,
  entry: Entry,
  { kind, source, why, on }: Because,
): Promise<number> => {
  const { practice, from, place, successors } = entry
  const { id } = await db
    .insertInto('membership_change')
    .values({
      practice,
      from_month: `${from}-01`,
      kind,
      group_code: place?.group ?? null,
      locality: place?.locality ?? null,
      undoes: null,
      source,
      why,
      on_date: on,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (successors.length > 0) {
    await db
      .insertInto('membership_succession')
      .values(
        successors.map((successor) => ({
          change_id: id,
          practice,
          successor,
          from_month: `${from}-01`,
        })),
      )
      .execute()
  }
  await audit({
    action: `membership.${kind}`,
    subject: `practice:${practice}`,
    after: { from, place, successors, entry: id },
    why,
  })
  return id
}

/** Takes an entry back; the entry stays to be read. */
export const undoChange = async (
  db: Db,
  audit: Audit,
  change: StoredChange,
  { source, why, on }: Omit<Because, 'kind'>,
): Promise<void> => {
  await db
    .insertInto('membership_change')
    .values({
      practice: change.practice,
      from_month: `${change.from}-01`,
      kind: 'undone',
      group_code: null,
      locality: null,
      undoes: change.id,
      source,
      why,
      on_date: on,
    })
    .execute()
  await audit({
    action: 'membership.undone',
    subject: `practice:${change.practice}`,
    before: { entry: change.id, kind: change.kind, from: change.from, place: change.place },
    why,
  })
}

/** Gives a group and its localities their names from a day on, where they are not so named already. */
export const namePlaces = async (
  db: Db,
  audit: Audit,
  known: Pick<Membership, 'groups' | 'localities'>,
  named: { groups: Membership['groups']; localities: readonly Locality[] },
  on: string,
): Promise<void> => {
  for (const { code, name } of named.groups) {
    if (known.groups.some((group) => group.code === code && group.name === name)) continue
    await db
      .insertInto('membership_group')
      .values({ group_code: code, name, on_date: on })
      .execute()
    await audit({ action: 'membership.group-named', subject: `group:${code}`, after: { name } })
  }
  for (const { group, locality, name } of named.localities) {
    const same = known.localities.some(
      (each) => each.group === group && each.locality === locality && each.name === name,
    )
    if (same) continue
    await db
      .insertInto('membership_locality')
      .values({ group_code: group, locality, name, on_date: on })
      .execute()
    await audit({
      action: 'membership.locality-named',
      subject: `locality:${locality}`,
      after: { group, name },
    })
  }
}
