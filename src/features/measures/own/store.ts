import { AppError } from '../../../core/refusal.ts'
import type { Ledger } from '../../../stores/ledger/ledger.ts'
import type { Viewer } from '../../../stores/scope.ts'
import { measureSchema, type Measure } from '../definition.ts'

/** Roles that may write a measure for the group. */
export const authors = [
  'analyst',
  'management-team',
  'topic-lead',
  'elected-gp',
  'practice-lead',
] as const

/** A version of a measure that the group wrote, and who wrote it. */
export type OwnVersion = {
  measure: Measure
  whyChanged: string
  retired: boolean
  byName: string
  on: string
}

type Row = {
  definition: unknown
  why_changed: string
  retired: boolean
  by_name: string
  on_date: string
}

const versionOf = (row: Row): OwnVersion => ({
  measure: measureSchema.parse(row.definition),
  whyChanged: row.why_changed,
  retired: row.retired,
  byName: row.by_name,
  on: row.on_date,
})

/** The newest version of every measure that the group wrote; those that are retired are left out. */
export const ownMeasures = async (ledger: Ledger, viewer: Viewer): Promise<OwnVersion[]> => {
  const rows = await ledger.read(viewer, (db) =>
    db
      .selectFrom('measure_version')
      .selectAll()
      .distinctOn('measure')
      .orderBy('measure')
      .orderBy('version', 'desc')
      .execute(),
  )
  return rows.map(versionOf).filter(({ retired }) => !retired)
}

/** Every version of one, newest first. */
export const versionsOf = async (
  ledger: Ledger,
  viewer: Viewer,
  id: string,
): Promise<OwnVersion[]> => {
  const rows = await ledger.read(viewer, (db) =>
    db
      .selectFrom('measure_version')
      .selectAll()
      .where('measure', '=', id)
      .orderBy('version', 'desc')
      .execute(),
  )
  return rows.map(versionOf)
}

/** Keeps the next version of a measure; the version is counted here, whatever the definition says. Gives the version. */
export const keepVersion = (
  ledger: Ledger,
  viewer: Viewer,
  kept: { measure: Measure; whyChanged: string; retired: boolean; on: string },
): Promise<number> =>
  ledger.write(viewer, async (db, audit) => {
    const { measure, whyChanged, retired, on } = kept
    const before = await db
      .selectFrom('measure_version')
      .select(['version', 'definition'])
      .where('measure', '=', measure.id)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst()
    const version = (before?.version ?? 0) + 1
    if (retired && !before) {
      throw new AppError({
        code: 'unknown-measure',
        message: `There is no measure ${measure.id} to retire.`,
        remedy: 'Choose one from the list of measures.',
      })
    }
    const definition = { ...measure, version }
    await db
      .insertInto('measure_version')
      .values({
        measure: measure.id,
        version,
        definition: JSON.stringify(definition),
        why_changed: whyChanged,
        retired,
        by_person: viewer.person,
        by_name: viewer.name,
        on_date: on,
      })
      .execute()
    await audit({
      action: retired ? 'measure.retired' : version === 1 ? 'measure.written' : 'measure.changed',
      subject: `measure:${measure.id}`,
      before: before?.definition,
      after: definition,
      why: whyChanged,
    })
    return version
  })
