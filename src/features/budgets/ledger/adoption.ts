import { accept, AppError, type Result } from '../../../core/refusal.ts'
import { adoptRules } from '../../../engines/capitation/adoption.ts'
import type { AdoptedRules } from '../../../engines/capitation/rules.ts'
import type { Audit, Db } from '../../../stores/ledger/ledger.ts'
import type { Viewer } from '../../../stores/scope.ts'
import { readPack } from '../packs.ts'
import { parseSettings } from '../rule-pack.ts'

/** The rules that a group works by, with the row that says so. */
export type GroupRules = { id: number; adoptedOn: string; by: string; rules: AdoptedRules }

/** A pack with the group's settings, checked; what an adoption must pass before it is kept. */
export const adopted = (
  pack: string,
  settings: unknown,
  definitions?: string,
): Result<AdoptedRules> => {
  const read = parseSettings(settings)
  return read.ok ? adoptRules(readPack(pack, definitions), read.value) : read
}

/** Keeps an adoption. Refuses settings that the pack does not take, or that it still needs. */
export const adoptPack = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  given: {
    group: string
    pack: string
    settings: Record<string, unknown>
    on: string
    definitions?: string
  },
): Promise<Result<number>> => {
  const { group, pack, settings, on, definitions } = given
  const rules = adopted(pack, settings, definitions)
  if (!rules.ok) return rules
  const { id } = await db
    .insertInto('budget_rules')
    .values({
      group_code: group,
      pack,
      pack_version: rules.value.version,
      settings: JSON.stringify(settings),
      adopted_on: on,
      made_by: viewer.person,
      made_by_name: viewer.name,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await audit({
    action: 'budget-rules.adopted',
    subject: `budget-rules:${id}`,
    after: { group, pack, settings },
  })
  return accept(id)
}

const toRules = (
  row: {
    id: number
    pack: string
    settings: unknown
    adopted_on: string
    made_by_name: string
  },
  definitions?: string,
): GroupRules => {
  const rules = adopted(row.pack, row.settings, definitions)
  if (!rules.ok) throw new AppError(rules.refusal)
  return { id: row.id, adoptedOn: row.adopted_on, by: row.made_by_name, rules: rules.value }
}

/** The rules that a group adopted last; null where it has adopted none. */
export const currentRules = async (
  db: Db,
  group: string,
  definitions?: string,
): Promise<GroupRules | null> => {
  const row = await db
    .selectFrom('budget_rules')
    .select(['id', 'pack', 'settings', 'adopted_on', 'made_by_name'])
    .where('group_code', '=', group)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? toRules(row, definitions) : null
}

/** The rules of one adoption, as a version was made under them. */
export const rulesOf = async (db: Db, id: number, definitions?: string): Promise<GroupRules> =>
  toRules(
    await db
      .selectFrom('budget_rules')
      .select(['id', 'pack', 'settings', 'adopted_on', 'made_by_name'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
    definitions,
  )
