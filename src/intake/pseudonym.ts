import { createHmac } from 'node:crypto'
import { type Duck, literal } from '../stores/duck.ts'
import type { Home } from '../stores/home.ts'
import { pseudonymKey } from '../stores/key.ts'
import { readLoads } from '../stores/lake.ts'

/** What the sender put where the patient is named: an NHS number, or a pseudonym of its own making. */
export type PatientKind = 'nhs-number' | 'pseudonym'

const patientFeeds: ReadonlySet<string> = new Set([
  'admitted',
  'outpatient',
  'emergency',
  'critical-care',
  'contract-patient',
])

/** The key of this group's pseudonyms; made when no patient has been loaded yet. */
export const keyOf = (home: Home): Buffer =>
  pseudonymKey(home, !readLoads(home).some((load) => patientFeeds.has(load.feed)))

/**
 * True when the text is an NHS number: ten digits, spaces and hyphens allowed, of which the last is 11 less the
 * sum of the first nine weighted 10 to 2, modulo 11 (11 counts as 0; 10 is never issued).
 */
export const isNhsNumber = (text: string): boolean => {
  const digits = text.replaceAll(/[ -]/g, '')
  if (!/^\d{10}$/.test(digits)) return false
  let sum = 0
  for (let i = 0; i < 9; i++) sum += Number(digits[i]) * (10 - i)
  return (11 - (sum % 11)) % 11 === Number(digits[9])
}

const digitsOf = (raw: string): string => `replace(replace(${raw}, ' ', ''), '-', '')`

const checkDigitFault = (digits: string): string => {
  const weighted = Array.from(
    { length: 9 },
    (_, i) => `${10 - i} * (ascii(substr(${digits}, ${i + 1}, 1)) - 48)`,
  ).join(' + ')
  return `(11 - (${weighted}) % 11) % 11 <> ascii(substr(${digits}, 10, 1)) - 48`
}

/**
 * SQL that is true where the text is not an NHS number; the twin of `isNhsNumber`. Ten bare digits
 * are tested as they stand: taking out spaces first would be done again for every digit.
 */
export const nhsNumberFault = (raw: string): string =>
  `case when regexp_full_match(${raw}, '[0-9]{10}') then ${checkDigitFault(raw)}
    when regexp_full_match(${digitsOf(raw)}, '[0-9]{10}') then ${checkDigitFault(digitsOf(raw))}
    else true end`

/** The text that is hashed. The kind stands in front, so that keys of two kinds never meet. */
const message = (kind: PatientKind, identifier: string): string =>
  `${kind}:${kind === 'nhs-number' ? identifier.replaceAll(/[ -]/g, '') : identifier.replaceAll(/^\p{Zs}+|\p{Zs}+$/gu, '')}`

/** A patient's pseudonym: the first 32 hex digits of HMAC-SHA-256 over kind and identifier. */
export const patientKey = (key: Buffer, kind: PatientKind, identifier: string): string =>
  createHmac('sha256', key).update(message(kind, identifier)).digest('hex').slice(0, 32)

const padded = (key: Buffer, byte: number): string =>
  Buffer.from(Uint8Array.from({ length: 64 }, (_, i) => (key[i] ?? 0) ^ byte)).toString('hex')

/**
 * Gives the connection a temporary macro `patient_key(kind, identifier)`, the same as `patientKey`,
 * so that no statement of a layout ever holds the key.
 */
export const installPseudonyms = async (duck: Duck, key: Buffer): Promise<void> => {
  if (key.length !== 32) throw new Error('The key of the pseudonyms must be 32 bytes long.')
  const [inner, outer] = [padded(key, 0x36), padded(key, 0x5c)]
  await duck.run(`create or replace temp macro patient_key(kind, identifier) as
    substr(sha256(unhex(${literal(outer)}) || unhex(sha256(
      unhex(${literal(inner)}) || encode(concat(kind, ':', identifier))))), 1, 32)`)
}

/** SQL for the pseudonym of an identifier of the kind given, null where there is none. */
export const patientKeySql = (kind: PatientKind, raw: string): string => {
  const identifier = kind === 'nhs-number' ? digitsOf(raw) : `trim(${raw})`
  return `case when nullif(trim(${raw}), '') is null then null
    else patient_key(${literal(kind)}, ${identifier}) end`
}
