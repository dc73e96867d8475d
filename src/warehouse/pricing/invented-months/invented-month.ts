import { random, type Random } from '../../../core/random.ts'
import type { Duck, Row } from '../../../stores/duck.ts'
import { literal } from '../../../stores/duck.ts'

/** Writes rows to Parquet under the given column types; for tests, which make their own inputs. */
export const writeParquet = async (
  duck: Duck,
  file: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly Row[],
): Promise<void> => {
  await duck.run(
    `create or replace temp table invented (${Object.entries(columns)
      .map(([name, type]) => `${name} ${type}`)
      .join(', ')})`,
  )
  const structure = JSON.stringify([columns])
  for (let from = 0; from < rows.length; from += 20_000) {
    const text = JSON.stringify(rows.slice(from, from + 20_000), (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    )
    await duck.run(
      `insert into invented by name select each.* from (select unnest(from_json(cast($rows as json), ${literal(structure)})) as each)`,
      { rows: text },
    )
  }
  await duck.run(`copy invented to ${literal(file)} (format parquet)`)
  await duck.run('drop table invented')
}

const person = {
  record_key: 'varchar',
  provider: 'varchar',
  site: 'varchar',
  patient_key: 'varchar',
  practice_sent: 'varchar',
  practice_derived: 'varchar',
  age: 'smallint',
  sex: 'varchar',
  hrg: 'varchar',
  excluded: 'varchar',
  grouped: 'boolean',
  source_line: 'bigint',
}

export const columns = {
  admitted: {
    ...person,
    specialty: 'varchar',
    administrative_category: 'varchar',
    unbundled: 'varchar',
    spell_number: 'varchar',
    episode_order: 'smallint',
    episode_end: 'date',
    admission_date: 'date',
    discharge_date: 'date',
    admission_method: 'varchar',
    classification: 'varchar',
    best_practice_flag: 'varchar',
    critical_care_days: 'smallint',
    rehabilitation_days: 'smallint',
    palliative_days: 'smallint',
    top_up_rate: 'integer',
  },
  outpatient: {
    ...person,
    specialty: 'varchar',
    administrative_category: 'varchar',
    unbundled: 'varchar',
    attendance_date: 'date',
    attendance_status: 'varchar',
    first_attendance: 'varchar',
    multi_professional: 'varchar',
    main_specialty: 'varchar',
  },
  emergency: {
    ...person,
    arrival_date: 'date',
    department_type: 'varchar',
    attendance_category: 'varchar',
  },
  criticalCare: {
    provider: 'varchar',
    spell_number: 'varchar',
    start_date: 'date',
    end_date: 'date',
    hrg: 'varchar',
  },
  priceAdmitted: {
    hrg: 'varchar',
    name: 'varchar',
    year: 'varchar',
    outpatient_procedure: 'bigint',
    combined: 'bigint',
    day_case: 'bigint',
    ordinary_elective: 'bigint',
    elective_trim: 'integer',
    non_elective: 'bigint',
    non_elective_trim: 'integer',
    per_day: 'bigint',
    short_stay_applies: 'boolean',
    short_stay_rate: 'integer',
    short_stay: 'bigint',
    best_practice_addition: 'bigint',
    source_line: 'bigint',
  },
  priceAttendance: {
    department: 'varchar',
    currency: 'varchar',
    unit_e4: 'bigint',
    source_line: 'bigint',
  },
  mff: { provider: 'varchar', mff_ppm: 'integer', source_line: 'bigint' },
  successors: {
    practice: 'varchar',
    successor: 'varchar',
    from_date: 'date',
    source_line: 'bigint',
  },
  practices: { practice: 'varchar', closed: 'date', source_line: 'bigint' },
} as const

/** One of the values, evenly; twice in the list is twice as likely. */
export const pick = <T>(from: Random, values: readonly T[]): T => {
  const value = values[from.int(values.length)]
  if (value === undefined) throw new Error('Nothing to pick from')
  return value
}

const day = (from: Random, first: string, days: number): string =>
  new Date(Date.parse(first) + from.int(days) * 86_400_000).toISOString().slice(0, 10)

const hrgs = [
  'AA22C',
  'BZ34C',
  'DZ11V',
  'FZ18K',
  'HN12F',
  'JC43A',
  'PB03Z',
  'UZ01Z',
  'SB97Z',
  'ZZ99Z',
  null,
]
const practices = [
  'P10001',
  'P10002',
  'P10003',
  'P10004',
  'P10005',
  'V81997',
  'V81999',
  'bad',
  '',
  null,
]

const someone = (from: Random, line: number, keys: number): Row => ({
  record_key: `K${from.int(keys)}`,
  provider: pick(from, ['WXA', 'WXB', 'WXA01', 'WZZ']),
  site: pick(from, ['WXA01', null]),
  patient_key: `p${from.int(50)}`,
  practice_sent: pick(from, practices),
  practice_derived: pick(from, practices),
  age: pick(from, [0, 18, 19, 40, 90, null]),
  sex: pick(from, ['1', '2']),
  excluded: pick(from, ['N', 'N', 'N', 'N', 'N', 'N', 'Y', null]),
  grouped: from.int(20) > 0,
  source_line: line,
})

const unbundled = [
  null,
  null,
  '',
  'RD01A*1',
  'RD01A*2|RN01A',
  'SC22Z*3',
  'VC04Z*7',
  'RD99Z',
  'XX',
  'QA01Z',
]

/** Records of every kind, most of them plausible and some contradicting themselves, from a seed. */
export const inventRecords = (
  kind: 'admitted' | 'outpatient' | 'emergency',
  seed: string,
  count: number,
): Row[] => {
  const from = random(`${kind} ${seed}`)
  const about = {
    admitted: (): Row => {
      const admitted = day(from, '2019-02-20', 60)
      const discharged = day(from, admitted, pick(from, [1, 2, 3, 30, 60]))
      return {
        hrg: pick(from, hrgs),
        specialty: pick(from, ['100', '300', '710', null]),
        administrative_category: pick(from, ['01', '01', '01', '02', null]),
        unbundled: pick(from, unbundled),
        spell_number: from.int(30) === 0 ? null : `S${from.int(count)}`,
        episode_order: pick(from, [1, 2, 3, null]),
        episode_end: pick(from, [discharged, null]),
        admission_date: from.int(40) === 0 ? null : admitted,
        discharge_date: from.int(12) === 0 ? null : discharged,
        admission_method: pick(from, [
          '11',
          '12',
          '13',
          '21',
          '22',
          '28',
          '2A',
          '31',
          '82',
          '84',
          '99',
          null,
        ]),
        classification: pick(from, ['1', '1', '1', '2', '2', '3', '4', '5', null]),
        best_practice_flag: pick(from, ['Y', 'N', '', null]),
        critical_care_days: pick(from, [0, 0, 1, 3, null]),
        rehabilitation_days: pick(from, [0, 0, 0, 4, null]),
        palliative_days: pick(from, [0, 0, 0, 2, null]),
        top_up_rate: pick(from, [null, null, 0, 2400, 3200]),
      }
    },
    outpatient: (): Row => ({
      hrg: pick(from, [
        'WF01A',
        'WF01B',
        'WF01C',
        'WF02B',
        'WF02D',
        'WF99Z',
        'JC43A',
        'BZ34C',
        'UZ01Z',
        null,
      ]),
      specialty: pick(from, ['100', '110', '710', null]),
      administrative_category: pick(from, ['01', '01', '01', '02', null]),
      unbundled: pick(from, unbundled),
      attendance_date: from.int(40) === 0 ? null : day(from, '2019-02-26', 36),
      attendance_status: pick(from, ['5', '5', '5', '6', '3', '2', '0', null]),
      first_attendance: pick(from, ['1', '2', '3', '4', '5', '9', null]),
      multi_professional: pick(from, ['1', '2', null]),
      main_specialty: pick(from, ['100', '950', '960', '560', null]),
    }),
    emergency: (): Row => ({
      hrg: pick(from, ['VB01Z', 'VB08Z', 'VB11Z', 'VB99Z', 'VB07Z', 'UZ01Z', null]),
      arrival_date: from.int(40) === 0 ? null : day(from, '2019-02-26', 36),
      department_type: pick(from, ['01', '01', '02', '03', '04', '05', '99', null]),
      attendance_category: pick(from, ['1', '2', '3']),
    }),
  }
  return Array.from({ length: count }, (_, i) => ({
    ...someone(from, i + 2, count * 20),
    ...about[kind](),
  }))
}

/** Critical-care periods of the invented spells: overlapping, open, outside the stay, without a cost. */
export const inventPeriods = (seed: string, count: number, spells: number): Row[] => {
  const from = random(`critical care ${seed}`)
  return Array.from({ length: count }, () => {
    const start = day(from, '2019-02-20', 80)
    return {
      provider: pick(from, ['WXA', 'WXB', 'WXA01', 'WZZ']),
      spell_number: `S${from.int(spells)}`,
      start_date: from.int(15) === 0 ? null : start,
      end_date: from.int(8) === 0 ? null : day(from, start, 6),
      hrg: pick(from, ['XC05Z', 'XC06Z', 'XC06Z', 'XA06Z', 'XC99Z', null]),
    }
  })
}
