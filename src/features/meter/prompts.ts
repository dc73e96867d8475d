import { sql } from 'kysely'
import type { Db } from '../../stores/ledger/ledger.ts'
import type { MeterRule } from './rule.ts'
import type { PersonCount } from './store.ts'

type Row = { person: number; prompt: string; messages: number }

/** The messages written to people, or to one person, in a span of days, as time asked at the rule's estimate. */
export const readPrompts = async (
  db: Db,
  rule: MeterRule,
  first: string,
  last: string,
  person: number | null,
): Promise<PersonCount[]> => {
  const { rows } = await sql<Row>`
    select * from mail_by_person(cast(${first} as date), cast(${last} as date))`.execute(db)
  const held = await db
    .selectFrom('appointment_now')
    .select(['person', 'role'])
    .where('from_date', '<=', last)
    .where((eb) => eb.or([eb('to_date', 'is', null), eb('to_date', '>=', first)]))
    .execute()
  const rolesOf = Map.groupBy(held, (each) => each.person)
  return rows
    .filter((row) => person === null || row.person === person)
    .flatMap((row) => {
      const own = (rolesOf.get(row.person) ?? []).map(({ role }) => role)
      const level = rule.levels.findLast(({ roles }) => own.some((role) => roles.includes(role)))
      if (!level) return []
      const minutes =
        rule.prompts.find(({ key }) => key === row.prompt)?.minutes ?? rule.usual.prompt
      return [
        {
          person: row.person,
          level: level.id,
          kind: 'prompt',
          key: row.prompt,
          opened: row.messages,
          submitted: 0,
          timed: 0,
          seconds: row.messages * minutes * 60,
        },
      ]
    })
}
