import type { Column, Layout } from '../engine/layout.ts'
import { practiceCode, wholeNumber } from '../engine/parsers.ts'

const bands = ['0-4', '5-14', '15-24', '25-34', '35-44', '45-54', '55-64', '65-74', '75+'] as const
const sexes = ['Male', 'Female'] as const

const cells = sexes.flatMap((sex) =>
  bands.map((band) => {
    const [from = '', to] = band.replace('+', '').split('-')
    return { header: `${sex} ${band}`, field: `${sex} ${band}`.toLowerCase(), sex, from, to }
  }),
)

const counts: readonly Column[] = cells.map(({ header, field }) => ({
  field,
  from: [header],
  parser: wholeNumber('INTEGER'),
  filled: true,
  passing: true,
}))

/**
 * Patient list size of the NHS Business Services Authority, 2013 to 2016: one line per practice with
 * a column for each sex and age band. The quarter stands in the name of the file only, and the list
 * is kept under its first month.
 */
export const patientListSize: Layout = {
  id: 'list-size-nhsbsa',
  version: 1,
  feed: 'list-size',
  title: 'NHSBSA patient list size',
  kind: 'csv',
  header: 'first line',
  marks: ['Practice Code', 'Male 0-4', 'Female 75+'],
  columns: [
    { field: 'practice', from: ['Practice Code'], parser: practiceCode, filled: true },
    ...counts,
  ],
  computed: [
    {
      field: 'extract_date',
      sqlType: 'DATE',
      sql: "try_cast(concat(getvariable('period'), '-01') as DATE)",
    },
    { field: 'org_type', sqlType: 'VARCHAR', sql: "'GP'" },
  ],
  key: ['practice'],
  spread: {
    rows: cells.map(({ field, sex, from, to }) => ({
      sex: `'${sex.toLowerCase()}'`,
      age_from: from,
      age_to: to ?? 'null',
      patients: `"${field}"`,
    })),
    types: { sex: 'VARCHAR', age_from: 'SMALLINT', age_to: 'SMALLINT', patients: 'INTEGER' },
  },
  period: { by: 'month in name' },
  part: "'nhsbsa'",
  dates: { from: 'extract_date', to: 'extract_date' },
  extractDate: 'extract_date',
}
