import type { Range, Test } from './definition.ts'

/** Fields of codes joined by bars, of which any may fit. */
export const listFields: ReadonlySet<string> = new Set([
  'secondary_diagnosis',
  'any_diagnosis',
  'secondary_procedure',
  'any_procedure',
  'investigations',
  'treatments',
])

const name = /^[a-z_]+$/
const code = /^[A-Z0-9]+$/

/** A range as it is written: "18..", "..17" or "0..2". */
export const parseRange = (text: string): Range | null => {
  const found = /^(-?\d+)?\.\.(-?\d+)?$/.exec(text)
  if (!found || (found[1] === undefined && found[2] === undefined)) return null
  const end = (digits: string | undefined): number | null =>
    digits === undefined ? null : Number(digits)
  return { min: end(found[1]), max: end(found[2]) }
}

/**
 * A test as it is written in a definition, "age from 18.." or "primary_diagnosis begins J45 J46"; null where it
 * is none. Words: begins, begins-not, is, is-not, only (every code is one of these), from, empty,
 * present, listed TABLE COLUMN VALUE, above TABLE COLUMN KEY, and days DATE to DATE from RANGE.
 */
export const parseTest = (text: string): Test | null => {
  const words = text.trim().split(/\s+/)
  const [field = '', test = '', ...rest] = words
  if (field === 'days') {
    const [, from = '', to, until = '', then, range = ''] = words
    const parsed = parseRange(range)
    const dates = /^(earlier\.)?[a-z_]+$/
    const fits = to === 'to' && then === 'from' && dates.test(from) && dates.test(until)
    return fits && parsed && words.length === 6
      ? { test: 'days', from, to: until, range: parsed }
      : null
  }
  if (!name.test(field)) return null
  switch (test) {
    case 'begins':
    case 'begins-not':
    case 'is':
    case 'is-not':
    case 'only':
      return rest.length > 0 && rest.every((each) => code.test(each))
        ? { test, field, codes: rest }
        : null
    case 'from': {
      const range = parseRange(rest[0] ?? '')
      return range && rest.length === 1 ? { test, field, range } : null
    }
    case 'empty':
    case 'present':
      return rest.length === 0 ? { test, field } : null
    case 'listed':
    case 'above': {
      const [table = '', column = '', last = ''] = rest
      if (rest.length !== 3 || !/^[a-z-]+$/.test(table) || !name.test(column)) return null
      if (test === 'above')
        return name.test(last) ? { test, field, table, column, key: last } : null
      return { test, field, table, column, value: last }
    }
    default:
      return null
  }
}
