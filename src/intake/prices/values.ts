import type { Parser } from '../engine/layout.ts'
import { flag, pence, standing, wholeNumber } from '../engine/parsers.ts'

/** A dash says that there is no price, which is never nought. */
const dashes = { '-': null, '–': null }

/** Pounds of a price book, as pence; a dash or nothing is no price. */
export const price: Parser = standing(pence, dashes)

/** A trim point in days, which no book has over two years. */
export const trimPoint: Parser = standing(wholeNumber('INTEGER', { highest: 730n }), dashes)

export const yesNo: Parser = standing(flag(['Yes', 'Y'], ['No', 'N']), dashes)

const percentage = (raw: string): string =>
  `try_cast(rtrim(rtrim(${raw}, '%'), ' ') as DECIMAL(9, 2))`

/** A percentage, "25%" or "25", as ten-thousandths (2,500). A fraction such as 0.25 is a fault. */
export const percent: Parser = standing(
  {
    sqlType: 'INTEGER',
    sql: (raw) => `try_cast(${percentage(raw)} * 100 as INTEGER)`,
    fault: (raw) =>
      `not regexp_full_match(${raw}, '\\d{1,3}(\\.\\d{1,2})? ?%?') or ${percentage(raw)} > 100
        or (${percentage(raw)} > 0 and ${percentage(raw)} < 1)`,
    reason: 'is not a percentage from 1 to 100',
    remedy: 'Write a quarter as 25% or 25.',
  },
  dashes,
)

/** A decimal rounded half up to the smallest unit of the scale given, where a source holds more. */
export const rounded = (decimals: number, what: string): Parser => {
  const value = (raw: string): string =>
    `try_cast(replace(ltrim(${raw}, '£'), ',', '') as DECIMAL(18, ${decimals}))`
  return standing(
    {
      sqlType: 'BIGINT',
      sql: (raw) => `try_cast(${value(raw)} * ${10 ** decimals} as BIGINT)`,
      fault: (raw) =>
        `not regexp_full_match(${raw}, '£?-?[0-9,]*[.]?[0-9]+(e[-+]?[0-9]+)?') or ${value(raw)} is null`,
      reason: `is not ${what}`,
      remedy: `Send ${what} as digits with a decimal point.`,
    },
    dashes,
  )
}
