import { monthRange, parseMonth, type Month } from '../../../core/month.ts'
import { sqlFile } from '../../../stores/duck.ts'
import type { Served } from '../../../warehouse/served.ts'
import type { Measure, Registered } from '../definition.ts'
import type { MeasureSeries, PracticeSeries } from '../series-shape.ts'

type Row = { register: string; practice: string; year: string; patients: bigint; list: bigint }

/** A register is of 31 March, the last day of its financial year: "2019/20" → "2020-03". */
export const monthOfRegister = (year: string): Month =>
  parseMonth(`${Number(year.slice(0, 4)) + 1}-03`) ?? '2000-03'

const amounts = (months: number): Float64Array => new Float64Array(months).fill(NaN)

const seriesOf = (measure: Measure, rows: readonly Row[]): MeasureSeries => {
  const years = [...new Set(rows.map(({ year }) => monthOfRegister(year)))].sort()
  const [first, last] = [years[0], years.at(-1)]
  const months = first === undefined || last === undefined ? [] : monthRange(first, last)
  const place = new Map(months.map((month, at) => [month, at]))
  const practices = new Map<string, PracticeSeries>()
  for (const { practice, year, patients, list } of rows) {
    const at = place.get(monthOfRegister(year)) ?? 0
    let own = practices.get(practice)
    if (!own) {
      const [events, of] = [amounts(months.length), amounts(months.length)]
      own = { numerator: events, denominator: of, weighted: null, events, of, split: null }
      practices.set(practice, own)
    }
    own.numerator[at] = Number(patients)
    own.denominator[at] = Number(list)
  }
  const covered = months.map((month) => years.includes(month))
  return { measure, months, covered, isShare: true, practices }
}

/**
 * Prevalence over the years that are loaded: people on a register of those on its own list, once a year, in the month of 31
 * March. The months of a register are its own: they may begin before those of the build and end after them.
 */
export const registerSeries = async (
  served: Served,
  measures: readonly (Measure & { numerator: Registered })[],
): Promise<MeasureSeries[]> => {
  if (measures.length === 0) return []
  const registers = JSON.stringify(measures.map(({ numerator }) => numerator.register))
  const rows = await served.duck.all<Row>(sqlFile(import.meta.url, '../sql/registers.sql'), {
    registers,
  })
  const byRegister = Map.groupBy(rows, ({ register }) => register)
  return measures.map((measure) =>
    seriesOf(measure, byRegister.get(measure.numerator.register) ?? []),
  )
}
