import { join } from 'node:path'
import { dayOf, isoOf } from '../calendar.ts'
import type { County } from '../county/county.ts'
import { practiceOn } from '../county/people.ts'
import { payer, region, system } from '../county/places.ts'
import { textFile } from '../text-file.ts'

/** People by practice, sex (1 male, 2 female) and five years of age, 0–4 to 95 and over. */
type Counts = Int32Array
const bands = 20
const at = (practice: number, sex: number, band: number): number =>
  (practice * 2 + sex - 1) * bands + band

const count = (county: County, day: number): Counts => {
  const { people, practices } = county
  const counts = new Int32Array(practices.length * 2 * bands)
  for (let who = 0; who < people.count; who++) {
    const born = people.born[who] ?? 0
    if (born > day || (people.gone[who] ?? 0) < day) continue
    const band = Math.min(bands - 1, Math.floor((day - born) / 1_826.25))
    const place = at(practiceOn(people, practices, who, day), people.sex[who] ?? 1, band)
    counts[place] = (counts[place] ?? 0) + 1
  }
  return counts
}

const sum = (
  counts: Counts,
  practice: number,
  sex: 0 | 1 | 2,
  from = 0,
  to = bands - 1,
): number => {
  let total = 0
  for (const one of sex === 0 ? [1, 2] : [sex]) {
    for (let band = from; band <= to; band++) total += counts[at(practice, one, band)] ?? 0
  }
  return total
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
/** "01APR2019". */
const capital = (iso: string): string =>
  `${iso.slice(8)}${months[Number(iso.slice(5, 7)) - 1]}${iso.slice(0, 4)}`
/** "01-Apr-17". */
const hyphened = (iso: string): string => {
  const name = months[Number(iso.slice(5, 7)) - 1] ?? ''
  return `${iso.slice(8)}-${name[0]}${name.slice(1).toLowerCase()}-${iso.slice(2, 4)}`
}

const open = (county: County, counts: Counts): number[] =>
  county.practices.map((_, i) => i).filter((i) => sum(counts, i, 0) > 0)

const writeAll = (county: County, iso: string, counts: Counts): string => {
  const path = join('files', 'lists', `gp-reg-pat-prac-all_${iso.slice(0, 7).replace('-', '')}.csv`)
  const file = textFile(join(county.folder, path), { ending: '\r\n' })
  file.line(
    'PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS',
  )
  for (const i of open(county, counts)) {
    const practice = county.practices[i]
    file.line(
      `GP_PRAC_PAT_LIST,${capital(iso)},GP,${payer.code},${payer.ons},${practice?.code},${practice?.postcode},ALL,ALL,${sum(counts, i, 0)}`,
    )
  }
  file.close()
  return path
}

const writeBands = (
  county: County,
  iso: string,
  counts: Counts,
  date: (iso: string) => string,
): string => {
  const path = join(
    'files',
    'lists',
    `gp-reg-pat-prac-quin-age_${iso.slice(0, 7).replace('-', '')}.csv`,
  )
  const file = textFile(join(county.folder, path), { ending: '\r\n' })
  file.line(
    'PUBLICATION,EXTRACT_DATE,ORG_TYPE,ORG_CODE,ONS_CODE,POSTCODE,SEX,AGE_GROUP_5,NUMBER_OF_PATIENTS',
  )
  const stem = `GP_PRAC_PAT_LIST,${date(iso)}`
  const totals = [0, 1, 2].map((sex) =>
    open(county, counts).reduce(
      (total, i) => total + sum(counts, i, sex === 0 ? 0 : sex === 1 ? 1 : 2),
      0,
    ),
  )
  file.line(`${stem},CCG,${payer.code},${payer.ons},,ALL,ALL,${totals[0]}`)
  file.line(`${stem},CCG,${payer.code},${payer.ons},,MALE,ALL,${totals[1]}`)
  file.line(`${stem},CCG,${payer.code},${payer.ons},,FEMALE,ALL,${totals[2]}`)
  for (const i of open(county, counts)) {
    const practice = county.practices[i]
    const lead = `${stem},GP,${practice?.code},,${practice?.postcode}`
    file.line(`${lead},ALL,ALL,${sum(counts, i, 0)}`)
    for (const [sex, word] of [
      [1, 'MALE'],
      [2, 'FEMALE'],
    ] as const) {
      file.line(`${lead},${word},ALL,${sum(counts, i, sex)}`)
      for (let band = 0; band < bands; band++) {
        const label = band === bands - 1 ? '95+' : `${band * 5}_${band * 5 + 4}`
        file.line(`${lead},${word},${label},${counts[at(i, sex, band)]}`)
      }
    }
  }
  file.close()
  return path
}

const wide: readonly (readonly [string, number, number])[] = [
  ['0-4', 0, 0],
  ['5-14', 1, 2],
  ['15-24', 3, 4],
  ['25-34', 5, 6],
  ['35-44', 7, 8],
  ['45-54', 9, 10],
  ['55-64', 11, 12],
  ['65-74', 13, 14],
  ['75+', 15, bands - 1],
]

const writeBusiness = (county: County, iso: string, counts: Counts): string => {
  const month = Number(iso.slice(5, 7))
  const quarter = `${iso.slice(0, 4)}_${String(month).padStart(2, '0')}-${String(month + 2).padStart(2, '0')}`
  const path = join('files', 'lists', `nhsbsa_patient_list_size_${quarter}.csv`)
  const file = textFile(join(county.folder, path))
  file.line(
    [
      'Regional Office Name',
      'Regional Office Code',
      'Area Team Name',
      'Area Team Code',
      'PCO Name',
      'PCO Code',
      'Practice Name',
      'Practice Code',
      ...wide.flatMap(([label]) => [`Male ${label}`, `Female ${label}`]),
    ].join(','),
  )
  const lead = `${region.name},${region.code},${system.name},${system.code},${payer.name},${payer.code}00`
  for (const i of open(county, counts)) {
    const practice = county.practices[i]
    const cells = wide.flatMap(([, from, to]) => [
      sum(counts, i, 1, from, to),
      sum(counts, i, 2, from, to),
    ])
    file.line(`${lead},${practice?.name.toUpperCase()},${practice?.code},${cells.join(',')}`)
  }
  // A clinic without a list, as the real file has dozens of.
  file.line(`${lead},QUILLBROOK WALK-IN CENTRE,W57001,${wide.map(() => '0,0').join(',')}`)
  file.close()
  return path
}

/** Registered patients at the start of every quarter by sex and age, in the three published forms by turns. */
export const writeLists = (county: County): string[] => {
  const first = county.months[0] ?? '2017-04'
  const quarters = county.months.filter((month) =>
    ['01', '04', '07', '10'].includes(month.slice(5)),
  )
  return quarters.flatMap((month, i) => {
    const iso = isoOf(dayOf(`${month}-01`))
    const counts = count(county, dayOf(iso))
    const paths = [
      writeBands(
        county,
        iso,
        counts,
        month < '2018-10' && month !== first ? capital : i % 3 === 0 ? hyphened : capital,
      ),
    ]
    if (i % 2 === 0) paths.push(writeAll(county, iso, counts))
    if (i % 4 === 1) paths.push(writeBusiness(county, iso, counts))
    return paths
  })
}
