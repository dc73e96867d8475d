import { refuse, type Refusal } from '../../../core/refusal.ts'
import { nhsNumberLines } from './nhs-number.ts'

/** What in a text may name a patient: refused outright, or to be confirmed by the writer as nobody's. */
export type PatientDetails = { refusal: Refusal | null; warnings: readonly string[] }

const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'
const day = '(?:0?[1-9]|[12]\\d|3[01])'
const dates = new RegExp(
  `\\b(?:${day}[/.-](?:0?[1-9]|1[0-2])[/.-](?:(?:19|20)\\d\\d|\\d\\d)|(?:19|20)\\d\\d-(?:0[1-9]|1[0-2])-${day}|${day}(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?:${months})[a-z]*\\.?,?\\s+(?:19|20)\\d\\d)\\b`,
  'gi',
)
const birth =
  /\b(?:born|d\.?\s?o\.?\s?b\b\.?|date\s+of\s+birth|birth\s?day)\W{0,4}(?:on\s+|is\s+|was\s+|:\s*)?\S/i
const postcode = /\b[A-Z]{1,2}\d[A-Z\d]?\s{0,2}\d[A-BD-HJLNP-UW-Z]{2}\b/i

/** The four digits of a date's year; two digits stand for the year of a person alive today. */
const yearOf = (date: string, today: string): number => {
  const four = /(?:19|20)\d\d/.exec(date)
  if (four) return Number(four[0])
  const two = Number(date.slice(-2))
  return two <= Number(today.slice(2, 4)) ? 2000 + two : 1900 + two
}

const olderThanAYear = (text: string, today: string): boolean =>
  [...text.matchAll(dates)].some(([date]) => yearOf(date, today) < Number(today.slice(0, 4)) - 1)

const linesText = (lines: readonly number[]): string =>
  lines.length === 1 ? `line ${lines[0]}` : `lines ${lines.join(', ')}`

/**
 * Looks for what could name a patient in free text. An NHS number is refused, and never repeated in
 * the message; a date of birth (a date more than a year old, or the word before it) and a full
 * postcode are warnings, since a practice has a postcode too.
 */
export const findPatientDetails = (text: string, today: string, where: string): PatientDetails => {
  const lines = nhsNumberLines(text)
  const refused = refuse(
    'patient-identified',
    `The text has what looks like an NHS number on ${linesText(lines)}.`,
    'Take the number out and describe what happened without naming the patient. If it is another kind of number, leave out some of its digits.',
    where,
  )
  const warnings = [
    ...(birth.test(text) || olderThanAYear(text, today)
      ? ['It has a date that could be a date of birth.']
      : []),
    ...(postcode.test(text) ? ['It has a full postcode.'] : []),
  ]
  return { refusal: lines.length > 0 ? refused.refusal : null, warnings }
}
