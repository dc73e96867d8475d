import type { Month } from '../../core/month.ts'
import { financialYear } from '../../core/month.ts'
import type { AdmittedPrice, Books, Directory } from '../../engines/pricing/books.ts'
import { unitCostKey } from '../../engines/pricing/books.ts'
import type { PricedLine } from '../../engines/pricing/line.ts'
import {
  priceAdmittedMonth,
  priceEmergencyMonth,
  priceOutpatientMonth,
} from '../../engines/pricing/price-month.ts'
import type {
  CriticalCarePeriod,
  EmergencyAttendance,
  Episode,
  OutpatientAppointment,
} from '../../engines/pricing/records.ts'
import type { Kind, RulePack } from '../../engines/pricing/rules.ts'
import type { Duck, Row, Value } from '../../stores/duck.ts'
import type { PriceInputs } from './price-month.ts'

const camel = (name: string): string =>
  name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

const read = (duck: Duck, file: string): Promise<Row[]> =>
  duck.all('select * from read_parquet($file)', { file })

/** Rows of Parquet as records in camel case; the caller names the type that the columns make up. */
const named = <T>(rows: readonly Row[], change: (row: Row) => Row = (row) => row): T[] =>
  rows.map(
    (row) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the lake's columns are the record's fields
      Object.fromEntries(Object.entries(change(row)).map(([k, v]) => [camel(k), v])) as T,
  )

const recordsOf = async <T>(duck: Duck, inputs: PriceInputs): Promise<T[]> => {
  const records: T[] = []
  for (const { file, loadId } of inputs.records) {
    const rows = (await read(duck, file)).toSorted(
      (a, b) => Number(a['source_line']) - Number(b['source_line']),
    )
    const typed = named<T>(rows, (row) => ({
      unbundled: null,
      administrative_category: null,
      specialty: null,
      ...row,
      excluded: row['excluded'] === 'Y',
      load_id: loadId,
      source_line: Number(row['source_line']),
    }))
    for (const record of typed) records.push(record)
  }
  return records
}

const integer = (value: Value | undefined): bigint | null =>
  value === null || value === undefined ? null : BigInt(value)

const admittedPrice = (row: Row): AdmittedPrice => {
  const days = (name: string): number | null =>
    row[name] === null || row[name] === undefined ? null : Number(row[name])
  return {
    outpatientProcedure: integer(row['outpatient_procedure']),
    combined: integer(row['combined']),
    dayCase: integer(row['day_case']),
    ordinaryElective: integer(row['ordinary_elective']),
    electiveTrim: days('elective_trim'),
    nonElective: integer(row['non_elective']),
    nonElectiveTrim: days('non_elective_trim'),
    perDay: integer(row['per_day']),
    shortStayApplies: row['short_stay_applies'] === true,
    shortStayRate: days('short_stay_rate'),
    shortStay: integer(row['short_stay']),
    bestPracticeAddition: integer(row['best_practice_addition']),
  }
}

const byLine = (rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => Number(a['source_line']) - Number(b['source_line']))

const booksOf = async (duck: Duck, month: Month, inputs: PriceInputs): Promise<Books> => {
  const { priceAdmitted = null, priceAttendance = null, mff = null } = inputs
  const admitted = priceAdmitted ? byLine(await read(duck, priceAdmitted.file)) : []
  const costs = priceAttendance ? byLine(await read(duck, priceAttendance.file)) : []
  const factors = mff === null ? [] : byLine(await read(duck, mff))
  const year = financialYear(month)
  return {
    admitted: new Map(
      admitted
        .filter((row) => String(row['year']).replace('-', '/') === year)
        .map((row) => [String(row['hrg']), admittedPrice(row)]),
    ),
    admittedLabel: priceAdmitted?.label ?? '',
    unitCosts: new Map(
      costs.flatMap((row) => {
        const unit = integer(row['unit_e4'])
        const key = unitCostKey(String(row['department']), String(row['currency']))
        return unit === null ? [] : [[key, unit] as const]
      }),
    ),
    unitCostLabel: priceAttendance?.label ?? '',
    marketForces: new Map(
      factors.flatMap((row) => {
        const ppm = integer(row['mff_ppm'])
        return ppm === null ? [] : [[String(row['provider']).slice(0, 3), ppm] as const]
      }),
    ),
  }
}

const directoryOf = async (duck: Duck, inputs: PriceInputs): Promise<Directory> => {
  const closed = new Map<string, string | null>()
  for (const file of inputs.practices ?? []) {
    for (const row of byLine(await read(duck, file))) {
      closed.set(String(row['practice']), row['closed'] === null ? null : String(row['closed']))
    }
  }
  const successors: { practice: string; successor: string; from: string }[] = []
  for (const file of inputs.successors ?? []) {
    for (const row of await read(duck, file)) {
      successors.push({
        practice: String(row['practice']),
        successor: String(row['successor']),
        from: String(row['from_date']),
      })
    }
  }
  return { closed, successors }
}

/**
 * Prices the same month with the plain engine, record by record, holding it all in memory: the second
 * computation that the SQL is compared with. Slow, and meant for tests and for samples in verify.
 */
export const priceMonthPlainly = async (
  duck: Duck,
  {
    kind,
    month,
    inputs,
    rulePack,
  }: { kind: Kind; month: Month; inputs: PriceInputs; rulePack: RulePack },
): Promise<PricedLine[]> => {
  const context = {
    month,
    pack: rulePack,
    books: await booksOf(duck, month, inputs),
    directory: await directoryOf(duck, inputs),
  }
  if (kind === 'outpatient') {
    return priceOutpatientMonth(await recordsOf<OutpatientAppointment>(duck, inputs), context)
  }
  if (kind === 'emergency') {
    return priceEmergencyMonth(await recordsOf<EmergencyAttendance>(duck, inputs), context)
  }
  const periods: CriticalCarePeriod[] = []
  for (const file of inputs.criticalCare ?? []) {
    for (const period of named<CriticalCarePeriod>(await read(duck, file))) periods.push(period)
  }
  return priceAdmittedMonth(await recordsOf<Episode>(duck, inputs), periods, context).lines
}

const columnOf: Partial<Record<keyof PricedLine, string>> = {
  baseE4: 'base_e4',
  unbundledE4: 'unbundled_e4',
  exactE14: 'exact_e14',
}

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)

/** A priced line under the names of the Parquet columns, integers as text, so that two can be compared. */
export const asColumns = (line: PricedLine): Record<string, string> =>
  Object.fromEntries(
    Object.entries(line).map(([name, value]) => [
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a line
      columnOf[name as keyof PricedLine] ?? snake(name),
      value === null ? '' : String(value),
    ]),
  )
