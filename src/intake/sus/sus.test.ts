import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { patientKey } from '../pseudonym.ts'
import { tryLoad } from '../try-load.ts'
import {
  admittedColumns,
  criticalCareColumns,
  emergencyColumns,
  outpatientColumns,
} from './columns.ts'
import type { SusColumn } from './columns.ts'

const extract = (
  columns: readonly SusColumn[],
  rows: readonly Readonly<Record<string, string>>[],
  without: readonly string[] = [],
): string => {
  const kept = columns.filter(([field]) => !without.includes(field))
  const lines = rows.map((row) => kept.map(([field]) => row[field] ?? '').join(','))
  return [kept.map(([, column]) => column).join(','), ...lines, ''].join('\n')
}

const period = {
  period_from: '2019-10-01',
  period_to: '2019-10-31',
  extract_date: '2019-12-10',
  nhs_number: '9434765919',
  local_patient_id: 'LP1234567',
  birth_date: '1950-10-11',
  postcode: 'ZZ1 1ZZ',
  provider: 'WXA',
  practice_sent: 'W51001',
}
const episode = {
  ...period,
  record_key: 'A1',
  spell_number: 'S1',
  episode_order: '1',
  admission_date: '2019-10-10',
  discharge_date: '2019-10-12',
  admission_method: '21',
  classification: '1',
  hrg: 'DZ11V',
  top_up_rate: '0.24',
  price_sent: '1482.5',
}

test('an admitted episode arrives typed, with a pseudonym and without what names a person', async () => {
  let key = Buffer.alloc(0)
  const { rows, record } = await tryLoad(extract(admittedColumns, [episode]), {
    look: (home) => {
      key = Buffer.from(readFileSync(home.keyFile, 'latin1').trim(), 'hex')
    },
  })
  const [row] = rows
  assert.ok(row && record)
  assert.equal(row['patient_key'], patientKey(key, 'nhs-number', '9434765919'))
  assert.equal(row['patient_key_kind'], 'nhs-number')
  assert.equal(row['age'], 68)
  assert.equal(row['top_up_rate'], 2_400)
  assert.equal(row['price_sent'], 148_250n)
  assert.equal(row['grouped'], true)
  assert.equal(row['discharge_date'], '2019-10-12')
  for (const gone of ['nhs_number', 'birth_date', 'postcode', 'local_patient_id', 'period_from'])
    assert.equal(gone in row, false, gone)
  assert.doesNotMatch(
    JSON.stringify(rows, (_, v: unknown) => (typeof v === 'bigint' ? `${v}` : v)),
    /9434765919|1950-10-11|ZZ1|LP1234567/,
  )
  assert.deepEqual(record.sums, { price_sent: '148250' })
  assert.equal(record.extractDate, '2019-12-10')
  assert.deepEqual(
    record.parts.map((part) => [part.period, part.part, part.rows]),
    [['2019-10', 'all', 1]],
  )
})

/** For each change of a good row the reason why it is not accepted, or null; all in one file. */
const faultsOf = async (
  columns: readonly SusColumn[],
  row: Readonly<Record<string, string>>,
  changes: readonly Readonly<Record<string, string>>[],
): Promise<(string | null)[]> => {
  const changed = changes.map((change, i) => ({ ...row, ...change, record_key: `X${i}` }))
  const { quarantine, rows } = await tryLoad(extract(columns, [...changed, row]))
  assert.equal(rows.length + quarantine.length, changes.length + 1)
  const reasons = new Map(quarantine.map((bad) => [Number(bad['line']), String(bad['reason'])]))
  return changes.map((_, i) => reasons.get(i + 2) ?? null)
}

test('what cannot be used is quarantined with its reason', async () => {
  const cases: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
    [{ admission_date: '2019-02-30' }, /date/],
    [{ admission_date: '' }, /./],
    [{ admission_date: '2019-10-13' }, /before the admission/],
    [{ discharge_date: '2019-11-02' }, /outside the period/],
    [{ admission_method: '77' }, /admission method/],
    [{ classification: '7' }, /patient classification/],
    [{ hrg: 'DZ11' }, /HRG/],
    [{ critical_care_days: '-3' }, /whole number/],
    [{ age: '4O' }, /whole number/],
    [{ nhs_number: '9434765918' }, /NHS number/],
    [{ provider: '' }, /./],
    [{ price_sent: 'free' }, /amount/],
  ]
  const faults = await faultsOf(
    admittedColumns,
    episode,
    cases.map(([change]) => change),
  )
  for (const [i, [, reason]] of cases.entries()) assert.match(faults[i] ?? 'accepted', reason)
})

test('what pricing must count is accepted: no HRG, method 99, still in hospital, no NHS number', async () => {
  const changes: readonly Readonly<Record<string, string>>[] = [
    { hrg: '' },
    { admission_method: '99' },
    { discharge_date: '' },
    { nhs_number: '' },
    { practice_sent: 'V81999' },
    { nhs_number: '943 476 5919' },
    { birth_date: 'not known' },
  ]
  const faults = await faultsOf(admittedColumns, episode, changes)
  assert.deepEqual(
    faults,
    changes.map(() => null),
  )
})

test('quarantine shows an identifier as its kind and length only', async () => {
  const bad = { ...episode, record_key: 'A2', nhs_number: '9434765918' }
  const { quarantine } = await tryLoad(extract(admittedColumns, [episode, bad]))
  const text = JSON.stringify(quarantine, (_, v: unknown) => (typeof v === 'bigint' ? `${v}` : v))
  assert.doesNotMatch(text, /9434765918|1950-10-11|ZZ1|LP1234567/)
  assert.match(text, /10/)
})

test('columns that an extract may lack are empty, and the load says which', async () => {
  const { rows, record } = await tryLoad(
    extract(admittedColumns, [episode], ['top_up_rate', 'lsoa', 'practice_derived']),
  )
  assert.equal(rows[0]?.['top_up_rate'], null)
  assert.match(record?.notes.join(' ') ?? '', /lsoa, practice_derived, .*|practice_derived/)
})

test('an extract over two months is split by the month of the activity', async () => {
  const over = { ...episode, period_from: '2019-09-01' }
  const { record } = await tryLoad(
    extract(admittedColumns, [
      over,
      { ...over, record_key: 'A2', admission_date: '2019-09-01', discharge_date: '2019-09-02' },
      { ...over, record_key: 'A3', discharge_date: '', episode_end: '' },
    ]),
  )
  assert.deepEqual(
    record?.parts.map((part) => [part.period, part.rows]),
    [
      ['2019-09', 1],
      ['2019-10', 2],
    ],
  )
})

const appointment = {
  ...period,
  record_key: 'O1',
  attendance_date: '2019-10-04',
  attendance_status: '5',
  first_attendance: '3',
  specialty: '300',
  hrg: 'WF01D',
}

test('an attended remote first appointment has attendance type 21, and one not attended has none', async () => {
  const { rows } = await tryLoad(
    extract(outpatientColumns, [
      appointment,
      { ...appointment, record_key: 'O2', attendance_status: '3' },
      { ...appointment, record_key: 'O3', attendance_status: '6', first_attendance: '2' },
      { ...appointment, record_key: 'O4', first_attendance: '5' },
    ]),
  )
  assert.deepEqual(
    rows.map((row) => row['attendance_type']),
    ['21', null, '2', null],
  )
})

test('pseudonyms of the payer are keyed as pseudonyms and not tested as NHS numbers', async () => {
  const { rows, record } = await tryLoad(
    extract(outpatientColumns, [{ ...appointment, nhs_number: 'a0b1c2' }]),
  )
  assert.equal(record?.layout, 'sus-outpatient-pseudonymised')
  assert.equal(rows[0]?.['patient_key_kind'], 'pseudonym')
})

test('emergency attendances and critical care periods load with their own dates', async () => {
  const attendance = {
    ...period,
    record_key: 'E1',
    arrival_date: '2019-10-05',
    department_type: '01',
    attendance_category: '1',
    hrg: 'VB08Z',
  }
  const emergency = await tryLoad(extract(emergencyColumns, [attendance]))
  assert.equal(emergency.record?.feed, 'emergency')
  assert.equal(emergency.rows[0]?.['age'], 68)
  const stay = {
    ...period,
    record_key: 'C1',
    spell_number: 'S1',
    start_date: '2019-10-05',
    end_date: '2019-10-04',
    hrg: 'XC06Z',
  }
  const critical = await tryLoad(
    extract(criticalCareColumns, [stay, { ...stay, record_key: 'C2', end_date: '2019-10-07' }]),
  )
  assert.equal(critical.rows.length, 1)
  assert.match(String(critical.quarantine[0]?.['reason']), /before the start/)
})
