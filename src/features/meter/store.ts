import { sql, type Generated } from 'kysely'
import type { Ledger, Db } from '../../stores/ledger/ledger.ts'
import type { Viewer } from '../../stores/scope.ts'
import { keyOf, type Asked } from './count.ts'
import type { MeterRule } from './rule.ts'

interface CountTable {
  id: Generated<number>
  person: number
  level: string
  on_date: string
  kind: 'page' | 'form' | 'prompt'
  key: string
  opened: number
  submitted: number
  timed: number
  estimated_seconds: number
  actual_seconds: number
  rule_version: number
  recorded_at: Generated<string>
}

declare module '../../stores/ledger/tables.ts' {
  interface Tables {
    meter_count: CountTable
  }
}

const program: Viewer = {
  person: null,
  name: 'meter',
  appointments: [],
  via: 'program',
  from: 'this machine',
}

/** Keeps what was counted; one entry of the audit for all of it. */
export const keepCounts = async (
  ledger: Ledger,
  counts: readonly Asked[],
  ruleVersion: number,
): Promise<void> => {
  if (counts.length === 0) return
  await ledger.write(program, async (db, audit) => {
    await db
      .insertInto('meter_count')
      .values(
        counts.map(({ person, level, on, kind, key, opened, submitted, timed, ...seconds }) => ({
          person,
          level,
          on_date: on,
          kind,
          key,
          opened,
          submitted,
          timed,
          estimated_seconds: seconds.estimatedSeconds,
          actual_seconds: seconds.actualSeconds,
          rule_version: ruleVersion,
        })),
      )
      .execute()
    await audit({ action: 'meter.counted', subject: 'meter', after: { rows: counts.length } })
  })
}

/** What one person was asked of one thing in a span of days, without saying who. */
export type PersonCount = {
  person: number
  level: string
  kind: 'page' | 'form' | 'prompt'
  key: string
  opened: number
  submitted: number
  timed: number
  seconds: number
}

type Row = Omit<PersonCount, 'person' | 'seconds'> & {
  person_number: number
  estimated_seconds: number
  actual_seconds: number
}

const countOf = (row: Row): PersonCount => {
  const {
    person_number: person,
    estimated_seconds: estimated,
    actual_seconds: actual,
    ...rest
  } = row
  return { ...rest, person, seconds: estimated + actual }
}

/** Everybody's counts without their names, for those who watch the cap; nothing for others. */
export const readCounts = async (db: Db, first: string, last: string): Promise<PersonCount[]> => {
  const { rows } = await sql<Row>`
    select * from meter_by_person(cast(${first} as date), cast(${last} as date))`.execute(db)
  return rows.map(countOf)
}

/** The practices of which anybody opened a statement from a day on, without saying who; nothing for others than those who run the month. */
export const statementsOpened = async (
  db: Db,
  rule: Pick<MeterRule, 'pages'>,
  first: string,
): Promise<ReadonlySet<string>> => {
  const route = 'GET /practices/:practice'
  const key = rule.pages.find((page) => page.route === route)?.key ?? keyOf(route)
  const { rows } = await sql<{ practice: string }>`
    select practice from statements_opened_since(cast(${first} as date), ${key})`.execute(db)
  return new Set(rows.map(({ practice }) => practice))
}

/** The viewer's own counts. */
export const readOwnCounts = async (
  db: Db,
  person: number,
  first: string,
  last: string,
): Promise<PersonCount[]> => {
  const rows = await db
    .selectFrom('meter_count')
    .select(({ fn }) => [
      'person as person_number',
      'level',
      'kind',
      'key',
      fn.sum<number>('opened').as('opened'),
      fn.sum<number>('submitted').as('submitted'),
      fn.sum<number>('timed').as('timed'),
      fn.sum<number>('estimated_seconds').as('estimated_seconds'),
      fn.sum<number>('actual_seconds').as('actual_seconds'),
    ])
    .where('person', '=', person)
    .where('on_date', '>=', first)
    .where('on_date', '<=', last)
    .groupBy(['person', 'level', 'kind', 'key'])
    .execute()
  return rows.map(countOf)
}

/** How many people are at each level on a day, asked anything or not. */
export const peopleAtLevels = async (
  db: Db,
  levels: readonly { id: string; roles: readonly string[] }[],
  on: string,
): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom('appointment_now')
    .select(['person', 'role'])
    .where('from_date', '<=', on)
    .where((eb) => eb.or([eb('to_date', 'is', null), eb('to_date', '>=', on)]))
    .execute()
  const counts = new Map<string, number>()
  for (const held of Map.groupBy(rows, ({ person }) => person).values()) {
    const level = levels.findLast(({ roles }) => held.some(({ role }) => roles.includes(role)))
    if (level) counts.set(level.id, (counts.get(level.id) ?? 0) + 1)
  }
  return counts
}
