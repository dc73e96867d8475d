import type { Column, Layout, Parser, Sample } from '../engine/layout.ts'
import { code, text } from '../engine/parsers.ts'
import { percent, price, trimPoint, yesNo } from './values.ts'

const hrg = code(
  '[A-Z]{2}[0-9]{2}[A-Z]',
  'an HRG of two letters, two digits and a letter (prices below the HRG are not read)',
)

const priceYear: Parser = {
  sqlType: 'VARCHAR',
  sql: (raw) => `replace(${raw}, '-', '/')`,
  fault: (raw) => `not regexp_full_match(${raw}, '20[0-9]{2}[/-][0-9]{2}')
    or (cast(substr(${raw}, 3, 2) as INTEGER) + 1) % 100 <> cast(right(${raw}, 2) as INTEGER)`,
  reason: 'is not a price year',
  remedy: 'Write the price year like 2017/18.',
}

type Money = readonly [field: string, parser: Parser, names: readonly string[], optional?: true]

const columns = (money: readonly Money[], codes: string, name: string): Column[] => [
  { field: 'hrg', from: [codes], parser: hrg, filled: true },
  { field: 'name', from: [name], parser: text(500), optional: true },
  ...money.map(([field, parser, from, optional]) => ({
    field,
    from,
    parser,
    ...(optional === undefined ? {} : { optional }),
  })),
]

/** Prices of admitted care and outpatient procedures, any number of years in one file. */
export const admittedPrices: Layout = {
  id: 'price-admitted',
  version: 1,
  feed: 'price-admitted',
  title: 'Price book of admitted care and outpatient procedures',
  kind: 'csv',
  header: 'first line',
  marks: ['hrg_code', 'combined_dc_el_gbp', 'non_elective_trim_days'],
  columns: [
    { field: 'year', from: ['year'], parser: priceYear, filled: true },
    ...columns(
      [
        ['outpatient_procedure', price, ['outpatient_procedure_gbp']],
        ['combined', price, ['combined_dc_el_gbp']],
        ['day_case', price, ['day_case_gbp']],
        ['ordinary_elective', price, ['ordinary_elective_gbp']],
        ['elective_trim', trimPoint, ['elective_trim_days']],
        ['non_elective', price, ['non_elective_gbp']],
        ['non_elective_trim', trimPoint, ['non_elective_trim_days']],
        ['per_day', price, ['per_day_long_stay_gbp']],
        ['short_stay_applies', yesNo, ['short_stay_applicable'], true],
        ['short_stay_rate', percent, ['short_stay_percent'], true],
        ['short_stay', price, ['short_stay_gbp'], true],
        ['best_practice_addition', price, ['best_practice_addition_gbp'], true],
      ],
      'hrg_code',
      'hrg_name',
    ),
  ],
  rules: [
    {
      fault: 'combined is not null and (day_case is not null or ordinary_elective is not null)',
      field: 'combined',
      reason: 'stands beside a day case or ordinary elective price of the same HRG',
      remedy: 'Give either the combined price or the two separate ones.',
    },
  ],
  key: ['year', 'hrg'],
  period: { by: 'rows', sql: "replace(year, '/', '-')" },
}

/** Words that editions of the workbook leave out or change; the headings stay recognisable without them. */
const headings = (...plain: readonly string[]): string[] =>
  plain.flatMap((heading) =>
    ['tariff', 'price', ''].flatMap((word) =>
      ['(£)', '_(£)', '(Ł)', '(�)', '(?)', ''].map((unit) =>
        heading.replace('tariff', word).replace('(£)', unit).replaceAll(/\s+/g, ' ').trim(),
      ),
    ),
  )

const hrgCode = 'HRG code'

const plain = (name: string): string => name.toLowerCase().replaceAll(/\s/g, '')

const unmatched = (sample: Sample): string[] => {
  const names = annexA.columns.flatMap(({ from }) => (typeof from === 'number' ? [] : from))
  const known = new Set(names.map(plain))
  return sample.header.filter((heading) => heading !== '' && !known.has(plain(heading)))
}

/**
 * The sheet of admitted care and outpatient procedures of a national tariff workbook, Annex A, saved
 * as CSV with its headings on the first line. The year is in the file name only.
 */
export const annexA: Layout = {
  ...admittedPrices,
  id: 'price-annex-a',
  title: 'National tariff workbook, Annex A: admitted care and outpatient procedures',
  marks: [hrgCode, 'Ordinary elective long stay trim point (days)'],
  columns: columns(
    [
      ['outpatient_procedure', price, headings('Outpatient procedure tariff (£)'), true],
      ['combined', price, headings('Combined day case / ordinary elective spell tariff (£)'), true],
      ['day_case', price, headings('Day case spell tariff (£)'), true],
      ['ordinary_elective', price, headings('Ordinary elective spell tariff (£)'), true],
      ['elective_trim', trimPoint, ['Ordinary elective long stay trim point (days)']],
      ['non_elective', price, headings('Non-elective spell tariff (£)')],
      ['non_elective_trim', trimPoint, ['Non-elective long stay trim point (days)']],
      ['per_day', price, headings('Per day long stay payment (for days exceeding trim point) (£)')],
      [
        'short_stay_applies',
        yesNo,
        headings(
          'Reduced short stay emergency tariff _applicable?',
          'Reduced short stay emergency tariff applicable?',
        ),
        true,
      ],
      [
        'short_stay_rate',
        percent,
        headings('% applied in calculation of reduced short stay emergency tariff'),
        true,
      ],
      ['short_stay', price, headings('Reduced short stay emergency tariff (£)'), true],
    ],
    hrgCode,
    'HRG name',
  ),
  key: ['hrg'],
  period: { by: 'year' },
  notes: (sample) => {
    const unread = unmatched(sample)
    return unread.length === 0 ? [] : [`Columns that were not read: ${unread.join('; ')}.`]
  },
}
