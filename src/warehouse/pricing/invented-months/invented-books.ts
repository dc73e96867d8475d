import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDuck, type Duck, type Row } from '../../../stores/duck.ts'
import { columns, writeParquet } from './invented-month.ts'
import type { PriceInputs } from '../price-month.ts'

const price = (hrg: string, year: string, columnsOf: Row): Row => ({
  hrg,
  name: hrg,
  year,
  short_stay_applies: false,
  ...columnsOf,
})

/** A small admitted-care book: real 2017/18 prices in pence, with every kind of gap that a book has. */
export const inventedPrices = (year: string): Row[] =>
  [
    price('AA22C', year, {
      combined: 820_700,
      elective_trim: 117,
      non_elective: 976_600,
      non_elective_trim: 98,
      per_day: 24_000,
    }),
    price('BZ34C', year, {
      combined: 66_700,
      elective_trim: 5,
      non_elective: 88_400,
      non_elective_trim: 5,
      per_day: null,
    }),
    price('DZ11V', year, {
      combined: 69_700,
      elective_trim: 13,
      non_elective: 148_200,
      non_elective_trim: 11,
      per_day: 20_800,
      short_stay_applies: true,
      short_stay_rate: 2_500,
    }),
    price('FZ18K', year, {
      day_case: 136_300,
      ordinary_elective: 122_800,
      elective_trim: 5,
      non_elective: 197_900,
      non_elective_trim: 6,
      per_day: 22_700,
      short_stay_applies: true,
      short_stay: 49_501,
      short_stay_rate: 2_500,
      best_practice_addition: 10_033,
    }),
    price('HN12F', year, {
      combined: 543_100,
      elective_trim: null,
      non_elective: 543_100,
      non_elective_trim: 30,
      per_day: 22_700,
      best_practice_addition: 133_500,
    }),
    price('JC43A', year, {
      outpatient_procedure: 11_300,
      combined: 50_900,
      elective_trim: 5,
      non_elective: null,
      non_elective_trim: 5,
      per_day: 23_000,
    }),
    price('PB03Z', year, {}),
  ].map((row, i) => ({ ...row, source_line: i + 2 }))

/** Unit costs of the National Cost Collection 2023/24, in £0.0001, with gaps. */
export const inventedCosts: Row[] = [
  ['Consultant Led', 'WF01A', 1_922_812],
  ['Consultant Led', 'WF01B', 2_320_678],
  ['Consultant Led', 'WF01C', 1_538_448],
  ['Consultant Led', 'WF02B', 2_773_621],
  ['Non Consultant Led', 'WF01A', 1_242_894],
  ['Non Consultant Led', 'WF01B', 1_562_722],
  ['Emergency Care', 'VB01Z', 3_331_771],
  ['Emergency Care', 'VB08Z', 2_609_285],
  ['Emergency Care', 'VB11Z', 1_237_471],
  ['Emergency Care', 'VB99Z', 3_512_285],
  ['Critical care', 'XC05Z', 23_985_094],
  ['Critical care', 'XC06Z', 17_378_290],
  ['Critical care', 'XA06Z', 7_951_987],
  ['Critical care transport', 'XA06Z', 26_222_300],
  ['Diagnostic Imaging', 'RD01A', 1_616_492],
  ['Nuclear Medicine', 'RN01A', 6_380_291],
  ['Daycase', 'SC22Z', 4_000_001],
].map(([department, currency, unit], i) => ({
  department: String(department),
  currency: String(currency),
  unit_e4: Number(unit),
  source_line: i + 2,
}))

/** Factors for two providers; WZZ has none. */
export const inventedFactors: Row[] = [
  { provider: 'WXA', mff_ppm: 1_034_117, source_line: 2 },
  { provider: 'WXB', mff_ppm: 1_151_077, source_line: 3 },
]

/** A chain of two mergers, a dispersal into two, and a circle. */
const successors: Row[] = [
  ['P10001', 'P10002', '2019-03-05'],
  ['P10002', 'P10005', '2019-03-12'],
  ['P10003', 'P10004', '2019-03-05'],
  ['P10003', 'P10005', '2019-03-05'],
  ['P10004', 'P10006', '2019-03-20'],
  ['P10006', 'P10004', '2019-03-25'],
].map(([practice, successor, from], i) => ({
  practice: String(practice),
  successor: String(successor),
  from_date: String(from),
  source_line: i + 2,
}))

const directory: Row[] = [
  ['P10001', '2019-03-04'],
  ['P10002', '2019-03-11'],
  ['P10003', '2019-03-04'],
  ['P10004', '2019-03-19'],
  ['P10005', null],
  ['P10006', '2019-03-24'],
].map(([practice, closed], i) => ({
  practice: String(practice),
  closed: closed ?? null,
  source_line: i + 2,
}))

/** A DuckDB and a folder with every book and list that pricing reads. */
export const openInventedBooks = async (
  year: string,
): Promise<{ duck: Duck; folder: string; books: Omit<PriceInputs, 'records'> }> => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-pricing-'))
  const duck = await openDuck({ tmp: folder })
  const at = (name: string): string => join(folder, `${name}.parquet`)
  await writeParquet(duck, at('admitted-book'), columns.priceAdmitted, inventedPrices(year))
  await writeParquet(duck, at('unit-costs'), columns.priceAttendance, inventedCosts)
  await writeParquet(duck, at('mff'), columns.mff, inventedFactors)
  await writeParquet(duck, at('successors'), columns.successors, successors)
  await writeParquet(duck, at('practices'), columns.practices, directory)
  const books = {
    priceAdmitted: { file: at('admitted-book'), label: `admitted-care book ${year}` },
    priceAttendance: { file: at('unit-costs'), label: 'unit costs 2023-24' },
    mff: at('mff'),
    successors: [at('successors')],
    practices: [at('practices')],
  }
  return { duck, folder, books }
}
