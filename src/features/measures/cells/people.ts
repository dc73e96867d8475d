import { lastDay, type Month } from '../../../core/month.ts'
import {
  prescribingUnits,
  scaledToPeople,
  type AgeBand,
  type AgeWeight,
} from '../../../engines/measures/weighted-population.ts'
import { sqlFile } from '../../../stores/duck.ts'
import { perBuild } from '../../../warehouse/per-build.ts'
import type { Served } from '../../../warehouse/served.ts'
import { withFiles } from './counted.ts'

const sql = (file: string): string => sqlFile(import.meta.url, `../sql/${file}`)

/** Amounts by practice, one for each month; NaN where there is no list. */
export type ByMonth = ReadonlyMap<string, Float64Array>

/** Registered patients in force in each month. */
export const patientsOf = (served: Served, months: readonly Month[]): Promise<ByMonth> =>
  perBuild(served, 'measures patients', async () => {
    const rows = await served.duck.all<{ practice: string; month: Month; patients: bigint }>(
      sql('patients.sql'),
    )
    const place = new Map(months.map((month, i) => [month, i]))
    const found = new Map<string, Float64Array>()
    for (const { practice, month, patients } of rows) {
      const at = place.get(month)
      if (at === undefined) continue
      let own = found.get(practice)
      if (!own) found.set(practice, (own = new Float64Array(months.length).fill(NaN)))
      own[at] = Number(patients)
    }
    return found
  })

type AgeRow = {
  month: Month
  practice: string
  sex: 'male' | 'female'
  age_from: number
  age_to: number | null
  patients: bigint
  load: string
}

/** Lists by sex and age, oldest first, each with the practices that it has. */
export type AgeList = { month: Month; practices: ReadonlyMap<string, readonly AgeBand[]> }

/** The finest list of each extract: of two of one month the one with more bands. */
const finest = (rows: readonly AgeRow[]): AgeRow[] => {
  const loads = [...Map.groupBy(rows, ({ load }) => load).values()]
  const bands = (own: readonly AgeRow[]): number => new Set(own.map((row) => row.age_from)).size
  return loads.sort((a, b) => bands(b) - bands(a))[0] ?? []
}

/** Every list by sex and age that is loaded. */
export const ageLists = (served: Served): Promise<readonly AgeList[]> =>
  perBuild(served, 'measures ages', async () => {
    const files = served.lakeFiles('list-size')
    if (files.length === 0) return []
    const rows = await served.duck.all<AgeRow>(withFiles(sql('ages.sql'), files))
    return [...Map.groupBy(rows, ({ month }) => month)]
      .map(([month, all]) => ({
        month,
        practices: new Map(
          [...Map.groupBy(finest(all), ({ practice }) => practice)].map(([practice, own]) => [
            practice,
            own.map(({ sex, age_from: ageFrom, age_to: ageTo, patients }) => ({
              sex,
              ageFrom,
              ageTo,
              patients: Number(patients),
            })),
          ]),
        ),
      }))
      .sort((a, b) => (a.month < b.month ? -1 : 1))
  })

/** The list by age in force at the end of a month: the latest extract not after it. */
export const listAt = (lists: readonly AgeList[], month: Month): AgeList | undefined =>
  lists.findLast((list) => `${list.month}-01` <= lastDay(month))

/** Weighted lists by practice and month: people × the weight of their sex and age. */
export const unitsOf = (
  lists: readonly AgeList[],
  months: readonly Month[],
  weights: readonly AgeWeight[],
): ByMonth => {
  const byList = new Map<AgeList, Map<string, number | null>>()
  const found = new Map<string, Float64Array>()
  for (const [at, month] of months.entries()) {
    const list = listAt(lists, month)
    if (!list) continue
    let units = byList.get(list)
    if (!units) {
      units = new Map(
        [...list.practices].map(([code, own]) => [code, prescribingUnits(own, weights)]),
      )
      byList.set(list, units)
    }
    for (const [practice, value] of units) {
      let own = found.get(practice)
      if (!own) found.set(practice, (own = new Float64Array(months.length).fill(NaN)))
      own[at] = value ?? NaN
    }
  }
  return found
}

const known = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value

/** Weighted lists brought, month by month, to the size of the plain ones of all practices together. */
export const scaledUnits = (units: ByMonth, patients: ByMonth, months: number): ByMonth => {
  const practices = [...patients.keys()]
  const found = new Map(practices.map((code) => [code, new Float64Array(months).fill(NaN)]))
  for (let at = 0; at < months; at++) {
    const scaled = scaledToPeople(
      practices.map((code) => ({
        patients: known(patients.get(code)?.[at]),
        weighted: known(units.get(code)?.[at]),
      })),
    )
    for (const [i, code] of practices.entries()) {
      const own = found.get(code)
      if (own) own[at] = scaled[i] ?? NaN
    }
  }
  return found
}
