import { isNhsNumber } from '../pseudonym.ts'
import { type DateForm, dateFormNames } from '../engine/parsers.ts'

/** Words that say little about what a column holds. */
const noise = new Set([
  'code',
  'of',
  'the',
  'a',
  'an',
  'from',
  'for',
  'in',
  'on',
  'at',
  'and',
  'or',
])

/** Words as extracts shorten them. */
const whole: Readonly<Record<string, string>> = {
  adm: 'admission',
  appt: 'appointment',
  arr: 'arrival',
  attend: 'attendance',
  cat: 'category',
  dept: 'department',
  dest: 'destination',
  diag: 'diagnosis',
  disch: 'discharge',
  dt: 'date',
  ep: 'episode',
  fup: 'follow up',
  meth: 'method',
  no: 'number',
  num: 'number',
  org: 'organisation',
  pat: 'patient',
  prac: 'practice',
  proc: 'procedure',
  prov: 'provider',
  pt: 'patient',
  reg: 'registered',
  spec: 'specialty',
}

/** The words of a column name: "ApptDate", "appt_date" and "Appointment Dt" are the same two. */
export const wordsOf = (name: string): string[] => {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .flatMap((word) => (whole[word] ?? word).split(' '))
  const telling = words.filter((word) => !noise.has(word))
  return telling.length === 0 ? words : telling
}

const joined = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** How alike two column names are, from 0 to 1: the share of words that they have in common. */
export const alike = (one: string, other: string): number => {
  if (joined(one) === joined(other)) return 1
  const [a, b] = [new Set(wordsOf(one)), new Set(wordsOf(other))]
  const common = [...a].filter((word) => b.has(word)).length
  return (0.95 * 2 * common) / (a.size + b.size)
}

const dateShapes: Readonly<Record<DateForm, RegExp>> = {
  '2019-10-31': /^\d{4}-\d{2}-\d{2}$/,
  '2019-10-31 00:00:00': /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}/,
  '20191031': /^(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])$/,
  '31/10/2019': /^\d{1,2}\/\d{1,2}\/\d{4}$/,
  '31OCT2019': /^\d{2}[A-Za-z]{3}\d{4}$/,
  '31-Oct-19': /^\d{1,2}-[A-Za-z]{3}-\d{2}$/,
  '31-Oct-2019': /^\d{1,2}-[A-Za-z]{3}-\d{4}$/,
}

/** The form in which all the values are dates, or null. */
export const dateFormOf = (values: readonly string[]): DateForm | null => {
  if (values.length === 0) return null
  return dateFormNames.find((form) => values.every((value) => dateShapes[form].test(value))) ?? null
}

const shapes: Readonly<Record<string, RegExp>> = {
  hrg: /^[A-Z]{2}\d{2}[A-Z]$/i,
  practice_sent: /^[A-Z]\d{5}$/i,
  practice_derived: /^[A-Z]\d{5}$/i,
  provider: /^[A-Z][A-Z0-9]{2,5}$/i,
  specialty: /^\d{3}$/,
  main_specialty: /^\d{3}$/,
  lsoa: /^[EW]\d{8}$/,
  age: /^\d{1,3}(\.0)?$/,
  episode_order: /^\d{1,2}$/,
  primary_procedure: /^[A-Z]\d{2}\.?\d?$/i,
  primary_diagnosis: /^[A-Z]\d{2}\.?[\dX]{0,3}/i,
  price_sent: /^£?-?[\d,]+(\.\d+)?$/,
  critical_care_days: /^\d{1,4}$/,
  rehabilitation_days: /^\d{1,4}$/,
  palliative_days: /^\d{1,4}$/,
}

const isDateField = (field: string): boolean =>
  /(_date|^period_(from|to)|^episode_(start|end))$/.test(field)

/** Whether the values could be those of the field: true, false, or null where nothing tells. */
export const couldBe = (field: string, values: readonly string[]): boolean | null => {
  if (values.length === 0) return null
  if (isDateField(field)) return dateFormOf(values) !== null
  const shape = shapes[field]
  if (shape === undefined) return dateFormOf(values) === null ? null : false
  return values.filter((value) => shape.test(value)).length > values.length / 2
}

/** Whether a column names a person, and how. */
export const namesPersons = (values: readonly string[]): 'nhs-number' | 'pseudonym' =>
  values.length > 0 && values.filter(isNhsNumber).length > values.length / 2
    ? 'nhs-number'
    : 'pseudonym'
