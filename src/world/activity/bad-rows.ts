import type { Month } from '../../core/month.ts'
import type { County } from '../county/county.ts'
import type { Extracts } from './extracts.ts'

/** The faults that were put into a file on purpose. */
export type BadRows = { path: string; column: string; what: string }

type Places = Record<'record_key' | 'nhs_number' | 'age', number> & Record<string, number>

/** An NHS number of the 999 range whose check digit is wrong. */
export const badNumber = '9990000001'

/**
 * One line in three months of four carries nothing wrong; in the others a file ends with copies of
 * its last line, each with one fault: a failing check digit, a day that does not exist, a letter in a number.
 */
export const spoiled = (
  county: County,
  month: Month,
  extracts: Extracts,
  cells: string[],
  at: Places,
  dateField: string,
): BadRows[] => {
  const index = county.months.indexOf(month)
  const file = extracts.files.at(-1)
  if (index % 4 !== 1 || !file) return []
  const bad: BadRows[] = []
  const copy = (column: string, what: string, value: string): void => {
    const line = [...cells]
    line[at.record_key] = `${cells[at.record_key]}${bad.length + 1}`
    line[at[column] ?? 0] = value
    extracts.odd(line)
    bad.push({ path: file.path, column, what })
  }
  copy('nhs_number', 'check digit', badNumber)
  copy(dateField, 'no such day', '2019-02-30')
  copy('age', 'letter in a number', '4O')
  return bad
}
