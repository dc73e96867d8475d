import { aboutPatients, patientColumn, patientKeyKind } from '../patient.ts'
import type { PatientKind } from '../pseudonym.ts'
import type { Column, Computed, Layout, Parser, Sample } from '../engine/layout.ts'
import type { DateForm } from '../engine/parsers.ts'
import { activityFeeds, type ActivityFeed } from './feeds.ts'
import { type ActivityField, fieldParsers } from './fields.ts'

/** A file of patient-level activity, as far as it differs from others of its kind. */
export type ActivityFile = {
  id: string
  version: number
  feed: ActivityFeed
  title: string
  marks: readonly string[]
  fits?: (sample: Sample) => boolean
  /** What the patient's identifier is, and the columns that may hold it. */
  patient: { kind: PatientKind; from: readonly string[] }
  /** Header names of each field that the file may have. */
  names: Readonly<Partial<Record<ActivityField, readonly string[]>>>
  dates: readonly [DateForm, ...DateForm[]]
  /** Whether rows carry the HRG that the payer's grouper gave. */
  grouped: boolean
  /** Parsers that stand in for the usual ones. */
  parsers?: Readonly<Partial<Record<ActivityField, Parser>>>
  /** Fields worked out instead of read. */
  computed?: readonly Computed[]
  /** False where the rows are too inconsistent for the usual rules to be held against them. */
  ruled?: boolean
  /** What a later file replaces within a month: all of it, or the rows of the same provider. */
  replaces?: 'month' | 'provider'
  notes?: (sample: Sample) => readonly string[]
}

/** Read where they help to check or to place a row, and never written. */
const passing: ReadonlySet<string> = new Set(['period_from', 'period_to', 'birth_date', 'age_sent'])

/** Whole years between a birth date and a day. */
const yearsBetween = (birth: string, day: string): string =>
  `extract(year from ${day}) - extract(year from ${birth})
    - case when extract(month from ${day}) * 100 + extract(day from ${day})
      < extract(month from ${birth}) * 100 + extract(day from ${birth}) then 1 else 0 end`

const ageComputed = (day: string): Computed => ({
  field: 'age',
  sqlType: 'SMALLINT',
  sql: `coalesce(age_sent, case when birth_date <= ${day}
    then cast(${yearsBetween('birth_date', day)} as SMALLINT) end)`,
})

const month = (date: string): string => `strftime(${date}, '%Y-%m')`

/** The month that the extract states, or the activity's own where it states none or several. */
const periodOf = (dayOrLater: string): string =>
  `case when ${month('period_from')} = ${month('period_to')} then ${month('period_from')}
    else ${month(`coalesce(${dayOrLater}, period_to)`)} end`

const fieldsOf = (feed: ActivityFeed): string[] =>
  activityFeeds[feed].columns
    .map(([field]) => field)
    .filter((field) => !['nhs_number', 'local_patient_id', 'postcode'].includes(field))
    .map((field) => (field === 'age' ? 'age_sent' : field))

const columnsOf = (file: ActivityFile): Column[] => {
  const { must, filled } = activityFeeds[file.feed]
  const usual: Record<string, Parser> = { ...fieldParsers(file.dates), ...file.parsers }
  const worked = new Set((file.computed ?? []).map(({ field }) => field))
  const names: Readonly<Record<string, readonly string[]>> = file.names
  const isOneOf = (fields: readonly string[], field: string): boolean => fields.includes(field)
  return fieldsOf(file.feed)
    .filter((field) => !worked.has(field))
    .map((field) => {
      const parser = usual[field]
      if (parser === undefined) throw new Error(`No parser for the field ${field}.`)
      return {
        field,
        from: names[field] ?? [],
        parser,
        ...(isOneOf(must, field) ? {} : { optional: true as const }),
        ...(isOneOf(filled, field) ? { filled: true as const } : {}),
        ...(passing.has(field) ? { passing: true as const } : {}),
      }
    })
}

/** Names that the header lacks, for the load's notes. */
export const absentFields = (file: ActivityFile, sample: Sample): string[] => {
  const simple = (name: string): string => name.toLowerCase().replaceAll(/\s/g, '')
  const header = new Set(sample.header.map(simple))
  const worked = new Set((file.computed ?? []).map(({ field }) => field))
  return columnsOf(file)
    .filter(({ field, from }) => {
      const unseen = worked.has(field) || (passing.has(field) && field !== 'age_sent')
      if (unseen || typeof from === 'number') return false
      return !from.some((name) => header.has(simple(name)))
    })
    .map(({ field }) => (field === 'age_sent' ? 'age' : field))
}

const notesOf = (file: ActivityFile, sample: Sample): readonly string[] => {
  const absent = absentFields(file, sample)
  return [
    ...(absent.length === 0 ? [] : [`Not in this file, so empty: ${absent.join(', ')}.`]),
    ...(file.grouped ? [] : ['These rows carry no HRG from the payer, so none of them is priced.']),
    ...(file.notes?.(sample) ?? []),
  ]
}

/** The layout of a file of patient-level activity. */
export const activityLayout = (file: ActivityFile): Layout => {
  const shape = activityFeeds[file.feed]
  return {
    id: file.id,
    version: file.version,
    feed: file.feed,
    title: file.title,
    kind: 'csv',
    header: 'first line',
    marks: file.marks,
    ...(file.fits === undefined ? {} : { fits: file.fits }),
    columns: [...columnsOf(file), patientColumn(file.patient.kind, file.patient.from)],
    computed: [
      ...(file.computed ?? []),
      ...(shape.ageOn === null ? [] : [ageComputed(shape.ageOn)]),
      ...shape.computed,
      patientKeyKind(file.patient.kind),
      { field: 'grouped', sqlType: 'BOOLEAN', sql: file.grouped ? 'true' : 'false' },
    ],
    ...(file.ruled === false ? {} : { rules: shape.rules }),
    key: ['record_key'],
    period: { by: 'rows', sql: periodOf(shape.dayOrLater) },
    ...(file.replaces === 'provider' ? { part: 'provider' } : {}),
    dates: { from: shape.dayOrLater, to: shape.dayOrLater },
    extractDate: 'extract_date',
    ...(shape.columns.some(([field]) => field === 'price_sent') ? { sums: ['price_sent'] } : {}),
    ...aboutPatients,
    notes: (sample) => notesOf(file, sample),
  }
}
