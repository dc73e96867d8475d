import { join } from 'node:path'
import { isoOf } from '../calendar.ts'
import type { County } from '../county/county.ts'
import type { Practice } from '../county/practices.ts'
import { localities, payer, providers, region, system } from '../county/places.ts'
import { quoted, textFile } from '../text-file.ts'

const compact = (day: number): string => isoOf(day).replaceAll('-', '')

/** The 27 fields of an organisation file, all quoted, without a header. */
const organisation = (fields: Record<number, string>): string =>
  Array.from({ length: 27 }, (_, i) => quoted(fields[i + 1] ?? '')).join(',')

type Form = {
  file: string
  active: string
  inactive: string
  dormant: string
  /** Practice, walk-in centre, out-of-hours service, prison, and other prescribing settings. */
  roles: readonly [string, string, string, string]
}

const before: Form = {
  file: 'epraccur_201912.csv',
  active: 'A',
  inactive: 'C',
  dormant: 'D',
  roles: ['4', '2', '1', '21'],
}
const since: Form = {
  file: 'epraccur_202602.csv',
  active: 'ACTIVE',
  inactive: 'INACTIVE',
  dormant: 'DORMANT',
  roles: ['RO76', 'RO80|RO87', 'RO87', ''],
}

/** Prescribing places that are no GP practice, as the directory mixes them in. */
const others = [
  { code: 'W57001', name: 'Quillbrook Walk-in Centre', role: 1, state: 'active' },
  { code: 'W57002', name: 'Cobwold Out of Hours Service', role: 2, state: 'active' },
  { code: 'W57003', name: 'HMP Fenside Health Care', role: 3, state: 'dormant' },
] as const

const practiceLine = (practice: Practice, form: Form, town: string): string =>
  organisation({
    1: practice.code,
    2: practice.name.toUpperCase(),
    3: region.code,
    4: system.code,
    5: practice.address.toUpperCase(),
    // A comma inside a quoted address, as hundreds of real lines have.
    6: `${town.toUpperCase()}, COBWOLD`,
    ...(form === before ? { 8: 'COBWOLD' } : { 8: town.toUpperCase() }),
    10: practice.postcode,
    11: compact(practice.opened),
    12: practice.closed === null ? '' : compact(practice.closed),
    13: practice.closed === null ? form.active : form.inactive,
    14: 'B',
    15: payer.code,
    16: '20130401',
    17: practice.closed === null ? '' : compact(practice.closed),
    18: '01999 000000',
    22: '0',
    24: payer.code,
    26: form.roles[0],
  })

const writePractices = (county: County, form: Form): string => {
  const path = join('files', 'directory', form.file)
  const file = textFile(join(county.folder, path), { ending: '\r\n' })
  const known = [...county.practices].sort((a, b) => (a.code < b.code ? -1 : 1))
  for (const practice of known) {
    file.line(practiceLine(practice, form, localities[practice.locality]?.town ?? ''))
  }
  for (const other of others) {
    file.line(
      organisation({
        1: other.code,
        2: other.name.toUpperCase(),
        3: region.code,
        4: system.code,
        5: 'QUILLBROOK',
        10: 'QW1 9ZZ',
        11: '20090401',
        13: form[other.state],
        14: 'B',
        15: payer.code,
        16: '20130401',
        22: '0',
        24: payer.code,
        26: form.roles[other.role],
      }),
    )
  }
  file.close()
  return path
}

const writeTrusts = (county: County): string => {
  const path = join('files', 'directory', 'etr.csv')
  const file = textFile(join(county.folder, path), { ending: '\r\n' })
  for (const provider of providers) {
    file.line(
      organisation({
        1: provider.code,
        2: provider.name,
        3: region.code,
        4: system.code,
        5: provider.name,
        6: 'HOSPITAL ROAD',
        8: provider.town,
        10: provider.postcode,
        11: '20010401',
        22: '0',
        24: provider.kind === 'independent' ? '' : 'B',
      }),
    )
  }
  file.close()
  return path
}

/** The organisation files: practices in the form before 2026 and in that since, and the hospitals. */
export const writeDirectory = (county: County): string[] => [
  writePractices(county, before),
  writePractices(county, since),
  writeTrusts(county),
]
