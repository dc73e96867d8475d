import { sql } from 'kysely'
import type { Db } from '../../stores/ledger/ledger.ts'
import type { Step } from './course/clock.ts'
import type { State } from './course/states.ts'

/** A state as it was entered. */
export type StateRow = Step & {
  reply: string
  into: number | null
  by: string
  byPerson: number | null
}

/** An idea or concern with its newest state, owner and themes. */
export type Concern = {
  id: number
  kind: 'idea' | 'concern'
  raisedBy: number
  raisedByName: string
  raisedOn: string
  via: 'form' | 'mail'
  group: string
  locality: string
  practice: string | null
  topic: string
  about: { kind: 'provider' | 'service'; name: string } | null
  title: string
  words: string
  state: State
  into: number | null
  owner: { person: number; name: string } | null
  themes: readonly string[]
  steps: readonly StateRow[]
}

/** Everything raised, whether or not its words may be seen. */
export type Course = {
  id: number
  kind: 'idea' | 'concern'
  locality: string
  topic: string
  raisedOn: string
  steps: readonly Step[]
  /** Null where the viewer may not read it. */
  title: string | null
}

export type Note = { words: string; on: string; by: string; via: 'form' | 'mail' }
export type TakenAt = { meeting: number | null; title: string; heldOn: string; note: string }

const stepsOf = async (db: Db, ids: readonly number[]): Promise<Map<number, StateRow[]>> => {
  const rows = await db
    .selectFrom('concern_state')
    .selectAll()
    .where('concern_id', 'in', [...ids])
    .orderBy('id')
    .execute()
  const steps = new Map<number, StateRow[]>()
  for (const row of rows) {
    const own = steps.get(row.concern_id) ?? []
    own.push({
      state: row.state,
      on: row.on_date,
      promisedBy: row.promised_by,
      reply: row.reply,
      into: row.into_id,
      by: row.by_name,
      byPerson: row.by_person,
    })
    steps.set(row.concern_id, own)
  }
  return steps
}

const ownersOf = async (
  db: Db,
  ids: readonly number[],
): Promise<Map<number, { person: number; name: string }>> => {
  const rows = await db
    .selectFrom('concern_owner')
    .select(['concern_id', 'person', 'name'])
    .distinctOn('concern_id')
    .where('concern_id', 'in', [...ids])
    .orderBy('concern_id')
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.map(({ concern_id: id, person, name }) => [id, { person, name }]))
}

const themesOf = async (db: Db, ids: readonly number[]): Promise<Map<number, string[]>> => {
  const rows = await db
    .selectFrom('concern_theme')
    .select(['concern_id', 'theme', 'present'])
    .distinctOn(['concern_id', 'theme'])
    .where('concern_id', 'in', [...ids])
    .orderBy('concern_id')
    .orderBy('theme')
    .orderBy('id', 'desc')
    .execute()
  const themes = new Map<number, string[]>()
  for (const { concern_id: id, theme, present } of rows)
    if (present) themes.set(id, [...(themes.get(id) ?? []), theme])
  return themes
}

export type Wanted = { id?: number; locality?: string; raisedBy?: number; since?: string }

/** Every idea and concern that the viewer may see, the newest first, narrowed as asked. */
export const readConcerns = async (db: Db, wanted: Wanted = {}): Promise<Concern[]> => {
  let query = db.selectFrom('concern').selectAll().orderBy('id', 'desc')
  if (wanted.id !== undefined) query = query.where('id', '=', wanted.id)
  if (wanted.locality !== undefined) query = query.where('locality', '=', wanted.locality)
  if (wanted.raisedBy !== undefined) query = query.where('raised_by', '=', wanted.raisedBy)
  if (wanted.since !== undefined) query = query.where('raised_on', '>=', wanted.since)
  const rows = await query.execute()
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const [steps, owners, themes] = [
    await stepsOf(db, ids),
    await ownersOf(db, ids),
    await themesOf(db, ids),
  ]
  return rows.map((row): Concern => {
    const own = steps.get(row.id) ?? []
    const newest = own.at(-1)
    return {
      id: row.id,
      kind: row.kind,
      raisedBy: row.raised_by,
      raisedByName: row.raised_by_name,
      raisedOn: row.raised_on,
      via: row.via,
      group: row.group_code,
      locality: row.locality,
      practice: row.practice,
      topic: row.topic,
      about:
        row.about_kind === null || row.about === null
          ? null
          : { kind: row.about_kind, name: row.about },
      title: row.title,
      words: row.words,
      state: newest?.state ?? 'heard',
      into: newest?.into ?? null,
      owner: owners.get(row.id) ?? null,
      themes: themes.get(row.id) ?? [],
      steps: own,
    }
  })
}

/** One idea or concern; undefined where there is none that the viewer may see. */
export const readConcern = async (db: Db, id: number): Promise<Concern | undefined> =>
  (await readConcerns(db, { id }))[0]

/** What was added to it since, oldest first. */
export const readNotes = async (db: Db, id: number): Promise<Note[]> => {
  const rows = await db
    .selectFrom('concern_note')
    .selectAll()
    .where('concern_id', '=', id)
    .orderBy('id')
    .execute()
  return rows.map(({ words, on_date: on, by_name: by, via }) => ({ words, on, by, via }))
}

/** The meetings at which it was taken, oldest first. */
export const readTaken = async (db: Db, id: number): Promise<TakenAt[]> => {
  const rows = await db
    .selectFrom('concern_taken')
    .selectAll()
    .where('concern_id', '=', id)
    .orderBy('held_on')
    .orderBy('id')
    .execute()
  return rows.map(({ meeting, meeting_title: title, held_on: heldOn, note }) => ({
    meeting,
    title,
    heldOn,
    note,
  }))
}

/** What was merged into this one, as far as the viewer may see it. */
export const mergedInto = async (db: Db, id: number): Promise<Concern[]> => {
  const rows = await db
    .selectFrom('concern_state')
    .select('concern_id')
    .distinct()
    .where('into_id', '=', id)
    .execute()
  const found = await Promise.all(rows.map(({ concern_id: other }) => readConcern(db, other)))
  return found.flatMap((other) => (other?.into === id ? [other] : []))
}

/** Those among the numbers that the viewer may see. */
export const seenOf = async (db: Db, ids: readonly number[]): Promise<Set<number>> => {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('concern')
    .select('id')
    .where('id', 'in', [...ids])
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Whoever raised what was merged into this one, seen or not: for those alone who may move it. */
export const raisersMergedInto = async (
  db: Db,
  id: number,
): Promise<Pick<Concern, 'id' | 'kind' | 'title' | 'raisedBy'>[]> => {
  const { rows } = await sql<{
    id: number
    kind: 'idea' | 'concern'
    title: string
    raised_by: number
  }>`select * from concern_merged_raisers(${id})`.execute(db)
  return rows.map(({ raised_by: raisedBy, ...rest }) => ({ ...rest, raisedBy }))
}

/** Everything raised as a course without words, with the title where the viewer may read it; the newest first. */
export const readCourses = async (db: Db): Promise<Course[]> => {
  const { rows } = await sql<{
    concern_id: number
    kind: 'idea' | 'concern'
    locality: string
    topic: string
    raised_on: string
    state: State
    on_date: string
    promised_by: string | null
  }>`select * from concern_courses() order by concern_id desc, place`.execute(db)
  const titles = new Map(
    (await db.selectFrom('concern').select(['id', 'title']).execute()).map(({ id, title }) => [
      id,
      title,
    ]),
  )
  return [...Map.groupBy(rows, ({ concern_id: id }) => id)].flatMap(([id, steps]) => {
    const [first] = steps
    if (!first) return []
    const { kind, locality, topic, raised_on: raisedOn } = first
    const course = steps.map(({ state, on_date: on, promised_by: promisedBy }) => ({
      state,
      on,
      promisedBy,
    }))
    return [{ id, kind, locality, topic, raisedOn, title: titles.get(id) ?? null, steps: course }]
  })
}
