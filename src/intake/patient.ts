import type { Column, Computed, Layout, Parser, Sample } from './engine/layout.ts'
import { installPseudonyms, keyOf, nhsNumberFault } from './pseudonym.ts'
import { patientKeySql, type PatientKind } from './pseudonym.ts'

const parsers: Readonly<Record<PatientKind, Parser>> = {
  'nhs-number': {
    sqlType: 'VARCHAR',
    sql: (raw) => patientKeySql('nhs-number', raw),
    fault: nhsNumberFault,
    reason: 'is not an NHS number: its check digit or its length is wrong',
    remedy: 'Ask the sender to trace the patient and send the row again.',
    identifier: true,
  },
  pseudonym: {
    sqlType: 'VARCHAR',
    sql: (raw) => patientKeySql('pseudonym', raw),
    fault: () => null,
    reason: 'is not a pseudonym',
    remedy: 'Send the pseudonym as the payer gives it.',
    identifier: true,
  },
}

/** The column that names the patient, of which only the keyed pseudonym is ever written. */
export const patientColumn = (kind: PatientKind, from: readonly string[]): Column => ({
  field: 'patient_key',
  from,
  parser: parsers[kind],
  optional: true,
})

/** What the key was made from, so that keys of two kinds are never taken for one another. */
export const patientKeyKind = (kind: PatientKind): Computed => ({
  field: 'patient_key_kind',
  sqlType: 'VARCHAR',
  sql: `case when patient_key is not null then '${kind}' end`,
})

/** What a layout of rows about patients asks of the pipeline. */
export const aboutPatients = {
  patients: true,
  prepare: async (duck, home) => installPseudonyms(duck, keyOf(home)),
} satisfies Pick<Layout, 'patients' | 'prepare'>

const simple = (name: string): string => name.toLowerCase().replaceAll(/\s/g, '')

/**
 * What a file names its patients by: a pseudonym where somebody is named and nobody by ten digits,
 * else NHS numbers.
 */
export const patientKindOf = (sample: Sample, names: readonly string[]): PatientKind => {
  const wanted = new Set(names.map(simple))
  const at = sample.header.findIndex((heading) => wanted.has(simple(heading)))
  const named = sample.rows.map((row) => (row[at] ?? '').replaceAll(/[ -]/g, '')).filter(Boolean)
  const numbered = named.some((identifier) => /^\d{10}$/.test(identifier))
  return named.length > 0 && !numbered ? 'pseudonym' : 'nhs-number'
}
