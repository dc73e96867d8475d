import { join } from 'node:path'
import { financialYear } from '../../core/month.ts'
import { random } from '../../core/random.ts'
import { dayOf } from '../calendar.ts'
import type { County } from '../county/county.ts'
import { practiceOn } from '../county/people.ts'
import type { Practice } from '../county/practices.ts'
import { textFile } from '../text-file.ts'

/** A register: its list, people on it for each 10,000 of that list, and how it rises with age and deprivation. */
type Register = {
  code: string
  listType: 'TOTAL' | '06OV' | '16OV' | '17OV' | '18OV' | '50OV'
  per10000: number
  /** Age at which half of the rise is done; null where age makes no difference. */
  rises: number | null
  deprived: number
}

const of = (
  code: string,
  listType: Register['listType'],
  per10000: number,
  rises: number | null,
  deprived: number,
): Register => ({ code, listType, per10000, rises, deprived })

/** Levels near England's of 2020/21, by code as the published file orders them. */
const registers: readonly Register[] = [
  of('AF', 'TOTAL', 205, 80, 0),
  of('AST', '06OV', 640, null, 0.05),
  of('CAN', 'TOTAL', 320, 70, -0.05),
  of('CHD', 'TOTAL', 305, 75, 0.1),
  of('CKD', '18OV', 395, 78, 0.05),
  of('COPD', 'TOTAL', 195, 68, 0.3),
  of('DEM', 'TOTAL', 70, 88, 0.02),
  of('DEP', '18OV', 1230, null, 0.12),
  of('DM', '17OV', 710, 62, 0.14),
  of('EP', '18OV', 80, null, 0.12),
  of('HF', 'TOTAL', 90, 82, 0.1),
  of('HYP', 'TOTAL', 1395, 62, 0.04),
  of('LD', 'TOTAL', 53, null, 0.18),
  of('MH', 'TOTAL', 95, null, 0.25),
  of('NDH', '18OV', 530, 60, 0.08),
  of('OB', '18OV', 690, null, 0.16),
  of('OST', '50OV', 76, 80, 0),
  of('PAD', 'TOTAL', 59, 75, 0.2),
  of('PC', 'TOTAL', 47, 85, 0),
  of('RA', '16OV', 77, 62, 0.05),
  of('STIA', 'TOTAL', 180, 78, 0.08),
]

const ages = 101
const youngest = ({ listType }: Register): number =>
  listType === 'TOTAL' ? 0 : Number(listType.slice(0, 2))

/** People by practice and year of age on a day. */
const count = ({ people, practices }: County, day: number): Int32Array => {
  const counts = new Int32Array(practices.length * ages)
  for (let who = 0; who < people.count; who++) {
    const born = people.born[who] ?? 0
    if (born > day || (people.gone[who] ?? 0) < day) continue
    const age = Math.min(ages - 1, Math.floor((day - born) / 365.25))
    const at = practiceOn(people, practices, who, day) * ages + age
    counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}

const risk = ({ rises }: Register, age: number): number =>
  rises === null ? 1 : 1 / (1 + Math.exp((rises - age) / 7))

/** What a practice's people make of a register: its age, deprivation and need, and a lasting difference of its own. */
const weightOf = (
  register: Register,
  practice: Practice,
  counts: Int32Array,
  at: number,
  own: number,
): { list: number; weight: number } => {
  let [list, weight] = [0, 0]
  for (let age = youngest(register); age < ages; age++) {
    const here = counts[at * ages + age] ?? 0
    list += here
    weight += here * risk(register, age)
  }
  const more = register.deprived * practice.deprivation + 0.4 * Math.log(practice.need) + own
  return { list, weight: weight * Math.exp(more) }
}

/** A practice of a residential college: in the real file one such has more people on a register than on its list. */
const college = { code: 'W57009', list: 132, learning: 137 }

const yearFile = (county: County, year: string, growth: number): string => {
  const day = dayOf(`${Number(year.slice(0, 4)) + 1}-01-01`)
  const counts = count(county, day)
  const rows = new Map<string, string[]>()
  const row = (practice: string, { code, listType }: Register, sick: number, list: number) =>
    rows.set(practice, [
      ...(rows.get(practice) ?? []),
      `${practice},${code},${sick},${listType},${list}`,
    ])
  for (const register of registers) {
    const lasting = random(`${county.seed}/registers/${register.code}`)
    const drawn = random(`${county.seed}/registers/${register.code}/${year}`)
    const listed = county.practices.map((practice, at) => {
      const own = 0.09 * lasting.normal()
      return { practice, ...weightOf(register, practice, counts, at, own) }
    })
    const people = listed.reduce((sum, { list }) => sum + list, 0)
    const weights = listed.reduce((sum, { weight }) => sum + weight, 0)
    const level = (register.per10000 * growth * people) / 10_000 / weights
    for (const { practice, list, weight } of listed)
      if (list > 0)
        row(practice.code, register, Math.min(list, drawn.poisson(weight * level)), list)
    const few = Math.round((register.per10000 * college.list) / 10_000)
    row(college.code, register, register.code === 'LD' ? college.learning : few, college.list)
  }
  // As there, the year stands in the name alone, in four digits.
  const path = join('files', 'registers', `PREVALENCE_${year.slice(2, 4)}${year.slice(5)}.csv`)
  const file = textFile(join(county.folder, path))
  file.line('PRACTICE_CODE,GROUP_CODE,REGISTER,PATIENT_LIST_TYPE,PRACTICE_LIST_SIZE')
  for (const [, lines] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1)))
    for (const line of lines) file.line(line)
  file.close()
  return path
}

/** Disease registers in the published form of the Quality and Outcomes Framework, one file for each year. */
export const writeRegisters = (county: County): string[] =>
  [...new Set(county.months.map(financialYear))].map((year) =>
    yearFile(county, year, 1.02 ** (Number(year.slice(0, 4)) - 2019)),
  )
