import { addMonths, financialYear, type Month } from '../../core/month.ts'
import { literal, sqlFile } from '../../stores/duck.ts'
import { perBuild } from '../../warehouse/per-build.ts'
import type { Served } from '../../warehouse/served.ts'

/** A practice that a group could have, as the map and the list show it. */
export type Candidate = {
  practice: string
  name: string
  member: boolean
  locality: string
  locality_name: string
  patients: bigint | null
  population: number | null
  weighted: number | null
  need_year: string | null
  latitude: number | null
  longitude: number | null
}

type Decimals = 'population' | 'weighted' | 'latitude' | 'longitude'
type Row = Omit<Candidate, Decimals> & Record<Decimals, string | null>

const numberOf = (decimal: string | null): number | null =>
  decimal === null ? null : Number(decimal)

/** Answers about sets of practices that are kept: there are more sets than anyone will ask for. */
const setsKept = 50

export type ProviderCost = { provider: string; name: string; cost_pence: bigint; lines: bigint }
export type AgeBand = { band: string; chosen: bigint; members: bigint }

/** Every practice that could be chosen: the members of the month, and those that lie among or near them. */
export const loadCandidates = async (
  served: Served,
  group: string,
  month: Month,
): Promise<Candidate[]> => {
  const rows = await perBuild(served, `boundary-practices ${group} ${month}`, () =>
    served.duck.all<Row>(sqlFile(import.meta.url, 'sql/practices.sql'), {
      group,
      month,
      year: financialYear(month),
    }),
  )
  return rows.map(({ population, weighted, latitude, longitude, ...row }) => ({
    ...row,
    population: numberOf(population),
    weighted: numberOf(weighted),
    latitude: numberOf(latitude),
    longitude: numberOf(longitude),
  }))
}

/** What providers cost for the chosen practices over the year up to the month. */
export const loadProviders = (
  served: Served,
  practices: readonly string[],
  month: Month,
): Promise<ProviderCost[]> =>
  perBuild(
    served,
    `boundary-providers ${month} ${practices.join(' ')}`,
    () =>
      served.duck.all<ProviderCost>(sqlFile(import.meta.url, 'sql/providers.sql'), {
        practices: JSON.stringify(practices),
        from: addMonths(month, -11),
        to: month,
      }),
    setsKept,
  )

/** Patients by age of the chosen practices beside the members; empty where no list with ages is loaded. */
export const loadAges = async (
  served: Served,
  practices: readonly string[],
  members: readonly string[],
  month: Month,
): Promise<AgeBand[]> => {
  const files = served.lakeFiles('list-size')
  if (files.length === 0) return []
  const parquet = `read_parquet([${files.map(literal).join(', ')}], union_by_name = true)`
  return perBuild(
    served,
    `boundary-ages ${month} ${practices.join(' ')} of ${members.join(' ')}`,
    () =>
      served.duck.all<AgeBand>(
        sqlFile(import.meta.url, 'sql/ages.sql').replaceAll('{files}', parquet),
        { practices: JSON.stringify(practices), members: JSON.stringify(members), month },
      ),
    setsKept,
  )
}
