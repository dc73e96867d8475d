import { formatWhere, type Where } from '../../core/figure.ts'
import type { Month } from '../../core/month.ts'
import { AppError } from '../../core/refusal.ts'
import { isWithheld, type Interval } from '../../engines/statistics/interval.ts'
import { wilson } from '../../engines/statistics/proportion.ts'
import { literal, sqlFile } from '../../stores/duck.ts'
import { demandWhole } from '../../warehouse/scoped/scoped.ts'
import type { Served } from '../../warehouse/served.ts'
import {
  isPrevalence,
  monthOfRegister,
  placesOf,
  stayAt,
  type Measure,
  type Places,
} from '../measures/measures.ts'

/** A practice's row of the published file. */
export type RegisterRow = {
  practice: string
  name: string
  listType: string
  patients: number
  list: number
  line: number
}

/** A file of registers: what it is, when it came, and whether a later one took its place. */
export type RegisterFile = {
  load: string
  file: string
  title: string
  loaded: string
  rows: bigint
  current: boolean
  version: bigint
  notes: string
}

/** A prevalence with everything that it is made of. */
export type Explained = {
  build: { id: string; asAt: string }
  register: string
  /** The measure that shows it, where there is one. */
  measure: Measure | null
  year: string
  where: Where
  name: string
  rows: readonly RegisterRow[]
  listType: string
  people: number
  list: number
  ratio: number | null
  /** 95% by Wilson's method; null where more people are on the register than on the list. */
  interval: Interval | null
  /** The same sums as the tables of the build have them. */
  marts: { people: number; list: number }
  files: readonly RegisterFile[]
}

/** The address of a prevalence: the register, its year as "2019/20", whose it is. */
export const registerPath = (register: string, year: string, where: Where): string =>
  `/registers/${register}/${year.replace('/', '-')}/${formatWhere(where)}`

const missing = (register: string, year: string): AppError =>
  new AppError({
    code: 'unknown-register',
    message: `No disease register ${register.slice(0, 10)} of ${year} has been loaded.`,
    remedy: 'Choose a register on a topic’s page, or load the prevalence file of that year.',
    where: 'register',
  })

const nameOf = (places: Places, where: Where, practices: number): string => {
  if (!('code' in where)) return `every practice of the file (${practices.toLocaleString('en-GB')})`
  if (where.kind === 'practice') return places.names.get(where.code) ?? where.code
  const stay = places.stays.find((one) => one[where.kind] === where.code)
  return (where.kind === 'group' ? stay?.groupName : stay?.localityName) ?? where.code
}

/** Whether a practice counts: itself, or a member on the day of the register. */
const counts =
  (places: Places, where: Where, month: Month) =>
  (practice: string): boolean => {
    if (!('code' in where)) return where.kind === 'all'
    if (where.kind === 'practice') return practice === where.code
    return stayAt(places, practice, month)?.[where.kind] === where.code
  }

type Row = {
  practice: string
  list_type: string
  patients: number
  list: number
  line: bigint
}

type Mart = { practice: string; patients: bigint; list: bigint }

/**
 * A prevalence from the rows of its file and, apart from them, from the tables of the build.
 * Throws AppError unknown-register where no such register of the year is loaded, or none of those asked has a row in it.
 */
export const explainRegister = async (
  served: Served,
  { register, year, where }: { register: string; year: string; where: Where },
  measures: readonly Measure[],
): Promise<Explained> => {
  demandWhole(served)
  const period = year.replace('/', '-')
  const files = served.lakeFiles('registers', [period])
  if (files.length === 0) throw missing(register, year)
  const sql = (name: string): string => sqlFile(import.meta.url, name)
  const [places, rows, marts, loads] = await Promise.all([
    placesOf(served),
    served.duck.all<Row>(
      sql('rows.sql').replaceAll('{files}', `[${files.map(literal).join(', ')}]`),
      { register },
    ),
    served.duck.all<Mart>(
      'select practice, patients, list from disease_register where register = $register and year = $year',
      { register, year },
    ),
    served.duck.all<RegisterFile>(sql('file.sql'), { period }),
  ])
  const counted = counts(places, where, monthOfRegister(year))
  const own = rows.filter(({ practice }) => counted(practice))
  if (own.length === 0) throw missing(register, year)
  const sum = (values: readonly (number | bigint)[]): number =>
    values.reduce<number>((all, value) => all + Number(value), 0)
  const people = sum(own.map(({ patients }) => patients))
  const list = sum(own.map((row) => row.list))
  const made = wilson(people, list)
  const inMarts = marts.filter(({ practice }) => counted(practice))
  return {
    build: { id: served.manifest.id, asAt: served.manifest.asAt },
    register,
    measure:
      measures.find((one) => isPrevalence(one) && one.numerator.register === register) ?? null,
    year,
    where,
    name: nameOf(places, where, own.length),
    rows: own.map(({ practice, list_type: listType, patients, list: of, line }) => ({
      practice,
      name: places.names.get(practice) ?? practice,
      listType,
      patients,
      list: of,
      line: Number(line),
    })),
    listType: own[0]?.list_type ?? '',
    people,
    list,
    ratio: list > 0 ? people / list : null,
    interval: isWithheld(made) ? null : made,
    marts: {
      people: sum(inMarts.map(({ patients }) => patients)),
      list: sum(inMarts.map((row) => row.list)),
    },
    files: loads,
  }
}
