import { sql } from 'kysely'
import { clocksOf, type Clocks, type Interest } from '../../engines/conflicts/register.ts'
import type { ConflictRules } from '../../engines/conflicts/rules.ts'
import type { Audit, Db, Ledger } from '../../stores/ledger/ledger.ts'
import type { Viewer } from '../../stores/scope.ts'
import type { Declaration } from './declaration.ts'
import { touchesOf, type NamedSubject } from './subjects.ts'

/** An interest with the name and post it is published under, and its clocks. */
export type Entry = Omit<Interest, 'subjects'> & {
  name: string
  post: string
  subjects: readonly NamedSubject[]
  clocks: Clocks
}

/** Tells the ledger which day is today and how long an ended interest is shown: its policies ask. */
export const tellToday = async (db: Db, today: string, shownMonths: number): Promise<void> => {
  await sql`select set_config('steward.today', ${today}, true),
    set_config('steward.shown_months', ${String(shownMonths)}, true)`.execute(db)
}

/** Every interest that the viewer may see, those of some people or all, by name. */
export const readEntries = async (
  db: Db,
  today: string,
  rules: ConflictRules,
  people?: readonly number[],
): Promise<readonly Entry[]> => {
  await tellToday(db, today, rules.shownMonths)
  const rows = await db
    .selectFrom('interest')
    .selectAll()
    .$if(people !== undefined, (query) => query.where('person', 'in', [...(people ?? []), -1]))
    .orderBy('name')
    .orderBy('id')
    .execute()
  const states = await db.selectFrom('interest_state').selectAll().orderBy('id').execute()
  const byInterest = Map.groupBy(states, ({ interest }) => interest)
  return rows.flatMap((row) => {
    const own = byInterest.get(row.id) ?? []
    const newest = own.at(-1)
    if (newest?.state === 'entered by mistake') return []
    const confirmed = own.findLast(({ state }) => state === 'confirmed')
    const interest = {
      id: row.id,
      person: row.person,
      kind: row.kind,
      says: row.says,
      subjects: row.subjects,
      from: row.arose,
      until: newest?.state === 'ended' ? newest.on_date : null,
      recorded: row.recorded_on,
      confirmed: confirmed?.on_date ?? row.recorded_on,
    }
    const clocks = clocksOf(interest, today, rules)
    return [{ ...interest, name: row.name, post: row.post, clocks }]
  })
}

/** The register as a viewer may see it on a day. */
export const loadRegister = (
  ledger: Ledger,
  viewer: Viewer,
  today: string,
  rules: ConflictRules,
): Promise<readonly Entry[]> => ledger.read(viewer, (db) => readEntries(db, today, rules))

/** Somebody whose interests may be recorded, as the register publishes them. */
export type Person = { id: number; name: string; post: string }

const posts: Readonly<Record<string, string>> = {
  'elected-gp': 'Elected GP',
  'lay-member': 'Lay member',
  'nurse-member': 'Nurse member',
  'specialist-member': 'Hospital specialist member',
  chair: 'Chair',
  'accountable-officer': 'Accountable officer',
  'management-team': 'Management team',
  'practice-lead': 'Practice lead',
  'practice-manager': 'Practice manager',
  'topic-lead': 'Topic lead',
  analyst: 'Analyst',
  administrator: 'Administrator',
  gp: 'GP',
  'patient-group': 'Patient-group member',
  'payer-reader': 'The payer’s reader',
}

/** Everyone who works with the group, each with the posts held on a day, by name. */
export const readPeople = async (db: Db, today: string): Promise<readonly Person[]> => {
  const people = await db
    .selectFrom('person_now')
    .select(['id', 'name'])
    .where('closed', '=', false)
    .orderBy('name')
    .execute()
  const appointments = await db
    .selectFrom('appointment_now')
    .select(['person', 'role'])
    .where('from_date', '<=', today)
    .where((eb) => eb.or([eb('to_date', 'is', null), eb('to_date', '>=', today)]))
    .orderBy('id')
    .execute()
  const byPerson = Map.groupBy(appointments, ({ person }) => person)
  return people.map(({ id, name }) => {
    const held = new Set((byPerson.get(id) ?? []).map(({ role }) => posts[role] ?? role))
    return { id, name, post: [...held].join(', ') || 'No post today' }
  })
}

/** Records an interest that was declared; gives its number. */
export const recordInterest = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  today: string,
  of: Person,
  declared: Declaration,
): Promise<number> => {
  const { kind, says, subjects, arose } = declared
  const { id } = await db
    .insertInto('interest')
    .values({
      person: of.id,
      name: of.name,
      post: of.post,
      kind,
      says,
      subjects: JSON.stringify(subjects),
      touches: touchesOf(subjects),
      arose,
      recorded_on: today,
      recorded_by: viewer.person,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await audit({
    action: 'interest.declared',
    subject: `interest:${id}`,
    after: { person: of.id, kind, says, subjects, arose },
  })
  return id
}

/** Notes what became of an interest: confirmed, ended, or entered by mistake. */
export const noteInterest = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  note: {
    interest: number
    state: 'confirmed' | 'ended' | 'entered by mistake'
    onDate: string
    today: string
    why: string
  },
): Promise<void> => {
  await db
    .insertInto('interest_state')
    .values({
      interest: note.interest,
      state: note.state,
      on_date: note.onDate,
      noted_on: note.today,
      why: note.why === '' ? null : note.why,
      noted_by: viewer.person,
    })
    .execute()
  await audit({
    action: `interest.${note.state.replaceAll(' ', '-')}`,
    subject: `interest:${note.interest}`,
    after: { on: note.onDate },
    ...(note.why === '' ? {} : { why: note.why }),
  })
}
