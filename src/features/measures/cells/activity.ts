import type { Month } from '../../../core/month.ts'
import { sqlFile } from '../../../stores/duck.ts'
import { kinds } from '../../../warehouse/manifest.ts'
import { perBuild } from '../../../warehouse/per-build.ts'
import type { Served } from '../../../warehouse/served.ts'
import type { Attended } from '../definition.ts'
import { counted, withFiles, type Counted } from './counted.ts'

const sql = (file: string): string => sqlFile(import.meta.url, `../sql/${file}`)

type Key = { kind: string; pod: string; specialty: string; hrg: string; age: number }

/** First and last year of each class of age in activity-keys.sql. */
const classes: readonly (readonly [number, number])[] = [
  [0, 17],
  [18, 64],
  [65, 74],
  [75, 84],
  [85, 120],
]

/** The ages at which a list of hospital care may begin and end. */
export const ageEdges = { from: classes.map(([from]) => from), to: classes.map(([, to]) => to) }

const ofAge = (ages: Attended['ages'], age: number): boolean => {
  if (ages === undefined) return true
  const [from, to] = classes[age] ?? [-1, -1]
  return from >= 0 && from >= (ages.from ?? 0) && to <= (ages.to ?? 120)
}

const counts = (side: Attended, key: Key): boolean =>
  key.kind === side.kind &&
  (side.pods?.includes(key.pod) ?? true) &&
  (side.specialties?.includes(key.specialty) ?? true) &&
  (side.hrgs?.some((hrg) => key.hrg.startsWith(hrg)) ?? true) &&
  ofAge(side.ages, key.age)

const allFiles = (served: Served): string[] => kinds.flatMap((kind) => served.pricedFiles(kind))

const keysOf = (served: Served): Promise<readonly Key[]> =>
  perBuild(served, 'measures keys', () =>
    served.duck.all<Key>(withFiles(sql('activity-keys.sql'), allFiles(served))),
  )

const chosenOf = async (served: Served, sides: readonly Attended[]): Promise<string> => {
  const keys = await keysOf(served)
  return JSON.stringify(
    sides.flatMap((side, list) =>
      keys.filter((key) => counts(side, key)).map((key) => ({ list, ...key })),
    ),
  )
}

type Row = {
  list: number
  practice: string
  month: Month
  lines: bigint
  bed_days: bigint
  cost: bigint
}

/** What each list of hospital care comes to by practice and month, as attributed and priced in the build. */
export const activityCells = async (
  served: Served,
  months: readonly Month[],
  sides: readonly Attended[],
): Promise<Counted[]> => {
  if (sides.length === 0 || allFiles(served).length === 0) return sides.map(() => new Map())
  const rows = await served.duck.all<Row>(withFiles(sql('activity-cells.sql'), allFiles(served)), {
    lists: await chosenOf(served, sides),
  })
  return counted(
    sides.length,
    months,
    3,
    rows.map(({ list, practice, month, lines, bed_days: days, cost }) => ({
      list,
      practice,
      month,
      amounts: [Number(lines), Number(days), Number(cost) / 100],
    })),
  )
}

/** Lines of a list by sex and five years of age, over all practices and months. */
export type AgeCount = { sex: 'male' | 'female'; ageFrom: number; lines: number }

/** How each list of hospital care falls on sex and age: what a rate is standardised by. */
export const activityAges = async (
  served: Served,
  sides: readonly Attended[],
): Promise<AgeCount[][]> => {
  if (sides.length === 0 || allFiles(served).length === 0) return sides.map(() => [])
  const rows = await served.duck.all<{
    list: number
    sex: 'male' | 'female'
    age_from: number
    lines: bigint
  }>(withFiles(sql('activity-ages.sql'), allFiles(served)), {
    lists: await chosenOf(served, sides),
  })
  return sides.map((_, list) =>
    rows
      .filter((row) => row.list === list)
      .map(({ sex, age_from: ageFrom, lines }) => ({ sex, ageFrom, lines: Number(lines) })),
  )
}
