import type { Column, Parser } from '../engine/layout.ts'
import { date, text, wholeNumber } from '../engine/parsers.ts'
import { type ActivityField, fieldParsers } from '../sus/fields.ts'

/** Fillers that HES writes where a code is not known, not applicable or was never sent. */
const filler = (raw: string): string => `regexp_full_match(${raw}, '&\\s*|-|0000|9998|X999')`

/**
 * HES has been cleaned once already and says with fillers what it could not mend: a value that is
 * not of its form is null here, and never costs the row.
 */
const quiet = (parser: Parser): Parser => ({
  ...parser,
  sql: (raw) => {
    const fault = parser.fault(raw, parser.sql(raw))
    const unusable = fault === null ? '' : ` or (${fault})`
    return `case when ${filler(raw)}${unusable} then null else ${parser.sql(raw)} end`
  },
  fault: () => null,
})

/** 1800-01-01 stands for no date and 1801-01-01 for one that could not be read. */
const hesDate: Parser = {
  ...date('2019-10-31'),
  sql: (raw) =>
    `case when ${date('2019-10-31').sql(raw)} >= DATE '1900-01-01' then ${date('2019-10-31').sql(raw)} end`,
  fault: () => null,
}

/** 7001 to 7007 stand for ages under one year. */
const hesAge: Parser = (() => {
  const years = wholeNumber('INTEGER')
  return {
    ...years,
    sqlType: 'SMALLINT',
    sql: (raw) => `cast(case when ${years.sql(raw)} between 7001 and 7007 then 0
      when ${years.sql(raw)} <= 130 then ${years.sql(raw)} end as SMALLINT)`,
    fault: () => null,
  }
})()

const hesTime: Parser = {
  ...text(8),
  sql: (raw) =>
    `case when regexp_full_match(${raw}, '([01][0-9]|2[0-3])[0-5][0-9]') then concat(substr(${raw}, 1, 2), ':', substr(${raw}, 3, 2)) end`,
  fault: () => null,
}

const strict: readonly string[] = ['record_key', 'provider', 'spell_number']

const parserOf = (field: string, parser: Parser): Parser => {
  if (strict.includes(field)) return parser
  if (field === 'age_sent') return hesAge
  if (field === 'arrival_time') return hesTime
  return parser.sqlType === 'DATE' ? hesDate : quiet(parser)
}

/** The parser of each field of activity for the values that HES writes. */
export const hesParsers: Readonly<Partial<Record<ActivityField, Parser>>> = Object.fromEntries(
  Object.entries(fieldParsers(['2019-10-31'])).map(([field, parser]) => [
    field,
    parserOf(field, parser),
  ]),
)

/** FYEAR "0102", the year to March 2002, as that March. */
export const hesYear: Column = {
  field: 'hes_year',
  from: ['FYEAR'],
  parser: {
    ...text(4),
    sql: (raw) =>
      `case when regexp_full_match(${raw}, '[0-9]{4}') then concat(case when right(${raw}, 2) >= '80' then '19' else '20' end, right(${raw}, 2), '-03') end`,
    fault: () => null,
  },
  optional: true,
  passing: true,
}

/** Numbered columns of codes, `DIAG_4_02` to `DIAG_4_20`, read to be joined. */
export const numbered = (stem: string, from: number, to: number, digits: number): Column[] =>
  Array.from({ length: to - from + 1 }, (_, i) => {
    const column = `${stem}${String(from + i).padStart(digits, '0')}`
    return {
      field: column.toLowerCase(),
      from: [column],
      parser: quiet(text(20)),
      optional: true as const,
      passing: true as const,
    }
  })

/** SQL that joins the codes of numbered columns by "|"; null where there are none. */
export const joined = (columns: readonly Column[]): string =>
  `nullif(upper(concat_ws('|', ${columns.map(({ field }) => field).join(', ')})), '')`
