import { literal } from '../../stores/duck.ts'
import type { Parser } from './layout.ts'

/** Text as it stands, trimmed, at most the given number of characters. */
export const text = (longest = 1_000): Parser => ({
  sqlType: 'VARCHAR',
  sql: (raw) => raw,
  fault: (raw) => `length(${raw}) > ${longest}`,
  reason: `is longer than ${longest} characters`,
  remedy: 'Check that the columns of this line have not slipped.',
})

/** A code in capitals that matches a regular expression as a whole; `what` names it in messages. */
export const code = (pattern: string, what: string): Parser => ({
  sqlType: 'VARCHAR',
  sql: (raw) => `upper(${raw})`,
  fault: (raw) => `not regexp_full_match(upper(${raw}), ${literal(pattern)})`,
  reason: `is not ${what}`,
  remedy: `Send ${what} here, or leave the field empty.`,
})

/** An organisation code of the NHS: three to eight capitals and digits. */
export const organisationCode = code('[A-Z0-9]{3,8}', 'an organisation code')

/** A practice code: six capitals and digits (V81997 to V81999 say that there is no practice). */
export const practiceCode = code('[A-Z][A-Z0-9]{5}', 'a practice code')

/** Codes joined by "|". */
export const codeList = (pattern: string, what: string): Parser => ({
  ...code(`(${pattern})(\\|(${pattern}))*`, `${what} joined by |`),
})

/** One of the given texts (compared without case), stored as the text that it stands for. */
export const oneOf = (values: Readonly<Record<string, string>>, what: string): Parser => {
  const entries = Object.entries(values).map(([from, to]) => [
    literal(from.toLowerCase()),
    literal(to),
  ])
  const cases = entries.map(([from, to]) => `when ${from} then ${to}`).join(' ')
  return {
    sqlType: 'VARCHAR',
    sql: (raw) => `case lower(${raw}) ${cases} end`,
    fault: (raw) =>
      `not list_contains([${entries.map(([from]) => from).join(', ')}], lower(${raw}))`,
    reason: `is not ${what}`,
    remedy: `Send one of: ${Object.keys(values).join(', ')}.`,
  }
}

/** True or false, from the texts that mean either (compared without case). */
export const flag = (yes: readonly string[], no: readonly string[]): Parser => {
  const list = (values: readonly string[]): string =>
    values.map((value) => literal(value.toLowerCase())).join(', ')
  return {
    sqlType: 'BOOLEAN',
    sql: (raw) =>
      `case when lower(${raw}) in (${list(yes)}) then true when lower(${raw}) in (${list(no)}) then false end`,
    fault: (raw) => `lower(${raw}) not in (${list([...yes, ...no])})`,
    reason: `is neither ${yes[0]} nor ${no[0]}`,
    remedy: `Send ${yes[0]} or ${no[0]}.`,
  }
}

const integerTypes = { SMALLINT: 32_767n, INTEGER: 2_147_483_647n, BIGINT: 10n ** 17n } as const

/** A whole number; thousands commas, leading noughts and ".0" are taken. */
export const wholeNumber = (
  sqlType: keyof typeof integerTypes = 'INTEGER',
  { lowest = 0n, highest = integerTypes[sqlType] }: { lowest?: bigint; highest?: bigint } = {},
): Parser => ({
  sqlType,
  decimals: 0,
  sql: (raw) => `try_cast(case
      when regexp_full_match(${raw}, '-?\\d{1,18}') then ${raw}
      when regexp_full_match(${raw}, '-?(\\d{1,3}(,\\d{3})+|\\d{1,18})(\\.0*)?')
      then regexp_replace(replace(${raw}, ',', ''), '\\.0*$', '') end as ${sqlType})`,
  fault: (_, value) => `${value} is null or ${value} not between ${lowest} and ${highest}`,
  reason: `is not a whole number from ${lowest} to ${highest}`,
  remedy: 'Send a whole number without words or signs.',
})

/**
 * A decimal kept as an exact integer of its smallest unit: 2 decimals make pence of pounds, 5 the
 * hundred-thousandths of prescribing. More decimals than the unit holds are a fault, not rounded, and
 * so is what would overflow 64 bits.
 */
export const scaled = (decimals: number, what: string): Parser => ({
  sqlType: 'BIGINT',
  decimals,
  sql: (raw) => `try_cast(try_cast(case
      when regexp_full_match(${raw}, '-?\\d{1,12}(\\.\\d{0,${decimals}}0*)?') then ${raw}
      when regexp_full_match(${raw}, '£?-?(\\d{1,3}(,\\d{3})+|\\d+)?(\\.\\d{0,${decimals}}0*)?')
      then replace(ltrim(${raw}, '£'), ',', '') end
    as DECIMAL(${18 - decimals}, ${decimals})) * ${10 ** decimals} as BIGINT)`,
  fault: (_, value) => `${value} is null`,
  reason: `is not ${what} with at most ${18 - 2 * decimals} digits and ${decimals} decimals`,
  remedy: `Send ${what} as digits with a decimal point.`,
})

/** Pounds, kept as whole pence. */
export const pence = scaled(2, 'an amount in pounds')
/** Pounds, kept as integers of £0.0001. */
export const tenThousandthsOfPound = scaled(4, 'an amount in pounds')
/** Pounds, kept as integers of £0.00001. */
export const hundredThousandths = scaled(5, 'an amount in pounds')
/** A quantity, kept as thousandths. */
export const thousandths = scaled(3, 'a quantity')
/** A fraction such as 0.24, kept as ten-thousandths. */
export const rate: Parser = { ...scaled(4, 'a fraction'), sqlType: 'INTEGER' }
/** A factor such as 1.069221, kept as millionths. */
export const millionths: Parser = { ...scaled(6, 'a factor'), sqlType: 'INTEGER' }

/** A decimal number, rounded half away from nought to the scale given (coordinates, populations). */
export const decimal = (precision: number, scale: number): Parser => {
  const value = (raw: string): string =>
    `try_cast(replace(${raw}, ',', '') as DECIMAL(${precision}, ${scale}))`
  return {
    sqlType: `DECIMAL(${precision}, ${scale})`,
    sql: value,
    fault: (_, typed) => `${typed} is null`,
    reason: 'is not a number',
    remedy: 'Send digits with a decimal point.',
  }
}

/** The forms of dates that published files use, and how DuckDB names each. */
const dateForms = {
  '2019-10-31': ['\\d{4}-\\d{2}-\\d{2}', '%Y-%m-%d'],
  '2019-10-31 00:00:00': [
    '\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?Z?',
    '%Y-%m-%d',
  ],
  '20191031': ['\\d{8}', '%Y%m%d'],
  '31/10/2019': ['\\d{1,2}/\\d{1,2}/\\d{4}', '%d/%m/%Y'],
  '31OCT2019': ['\\d{2}[A-Za-z]{3}\\d{4}', '%d%b%Y'],
  '31-Oct-19': ['\\d{1,2}-[A-Za-z]{3}-\\d{2}', '%d-%b-%y'],
  '31-Oct-2019': ['\\d{1,2}-[A-Za-z]{3}-\\d{4}', '%d-%b-%Y'],
} as const
export type DateForm = keyof typeof dateForms

/** The names of the forms that `date` takes. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a constant
export const dateFormNames = Object.keys(dateForms) as DateForm[]

/** A calendar date in one of the given forms, each named by how it writes 31 October 2019. */
export const date = (...forms: readonly [DateForm, ...DateForm[]]): Parser => {
  const value = (raw: string): string => {
    const tries = forms.map((form) => {
      const [pattern, format] = dateForms[form]
      const part = form === '2019-10-31 00:00:00' ? `substr(${raw}, 1, 10)` : raw
      return [pattern, `cast(try_strptime(${part}, ${literal(format)}) as DATE)`] as const
    })
    const cases = tries.map(([pattern, sql]) =>
      // The cast reads this form many times faster than the format does, but takes other signs too.
      pattern === dateForms['2019-10-31'][0]
        ? `when ${raw} like '____-__-__' then try_cast(${raw} as DATE)`
        : `when regexp_full_match(${raw}, ${literal(pattern)}) then ${sql}`,
    )
    return `case ${cases.join(' ')} end`
  }
  return {
    sqlType: 'DATE',
    sql: value,
    fault: (_, typed) => `${typed} is null`,
    reason: `is not a date written like ${forms.join(' or ')}`,
    remedy: `Write the date like ${forms[0]}.`,
  }
}

/** A month written 2019-10, 201910 or 2019_10, kept as "2019-10". */
export const month: Parser = {
  sqlType: 'VARCHAR',
  sql: (raw) => `concat(substr(${raw}, 1, 4), '-', right(${raw}, 2))`,
  fault: (raw) => `not regexp_full_match(${raw}, '(19|20)\\d{2}[-_]?(0[1-9]|1[0-2])')`,
  reason: 'is not a month written like 2019-10 or 201910',
  remedy: 'Write the month like 2019-10.',
}

/** The same parser where some texts stand for something else: "-" for nought, "*" for nothing shown. */
export const standing = (
  parser: Parser,
  stands: Readonly<Record<string, string | null>>,
): Parser => {
  const cases = Object.entries(stands)
    .map(([from, to]) => `when ${literal(from)} then ${to === null ? 'null' : literal(to)}`)
    .join(' ')
  const replaced = (raw: string): string => `case ${raw} ${cases} else ${raw} end`
  return {
    ...parser,
    sql: (raw) => parser.sql(replaced(raw)),
    fault: (raw, value) => {
      const fault = parser.fault(replaced(raw), value)
      return fault === null ? null : `${replaced(raw)} is not null and (${fault})`
    },
  }
}
