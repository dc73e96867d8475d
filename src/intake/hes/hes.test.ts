import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tryLoad } from '../try-load.ts'

const csv = (rows: readonly Readonly<Record<string, string>>[]): string => {
  const header = Object.keys(rows[0] ?? {})
  return [
    header.join(','),
    ...rows.map((row) => header.map((name) => row[name] ?? '').join(',')),
    '',
  ].join('\n')
}

const episode = {
  FYEAR: '0102',
  EPIKEY: '501',
  PSEUDO_HESID: 'TESTabc',
  ADMIDATE: '2001-04-20',
  DISDATE: '2001-04-22',
  EPISTART: '2001-04-20',
  EPIEND: '2001-04-22',
  EPIORDER: '1',
  ADMIMETH: '21',
  CLASSPAT: '1',
  DIAG_4_01: 'R69X',
  DIAG_4_02: '-',
  DIAG_4_03: 'I10X',
  DIAG_4_04: 'E119',
  OPERTN_4_01: '-   ',
  OPERTN_4_02: '"&\t "',
  GPPRAC: '&',
  PROCODE3: 'RWE',
  SEX: '2',
  STARTAGE: '7004',
  SUSHRG: 'S22',
}

test('HES episodes are accepted with their fillers as nulls, and are not grouped', async () => {
  const { rows, record } = await tryLoad(
    csv([
      episode,
      { ...episode, EPIKEY: '502', DISDATE: '1800-01-01', EPIEND: '1801-01-01', SEX: 'Q' },
      { ...episode, EPIKEY: '503', DISDATE: '2001-04-01', STARTAGE: '59.0', ADMIMETH: '&' },
      {
        ...episode,
        EPIKEY: '504',
        ADMIDATE: '1801-01-01',
        DISDATE: '',
        EPISTART: '1801-01-01',
        EPIEND: '1801-01-01',
      },
    ]),
  )
  assert.equal(record?.layout, 'hes-admitted')
  assert.equal(record.lines.quarantined, 0)
  const by = new Map(rows.map((row) => [row['record_key'], row]))
  const first = by.get('501')
  assert.equal(first?.['secondary_diagnoses'], 'I10X|E119')
  assert.equal(first['primary_procedure'], null)
  assert.equal(first['secondary_procedures'], null)
  assert.equal(first['practice_sent'], null)
  assert.equal(first['age'], 0)
  assert.equal(first['hrg'], null)
  assert.equal(first['grouped'], false)
  assert.equal(first['patient_key_kind'], 'pseudonym')
  assert.match(String(first['spell_number']), /^hes-[0-9a-f]{12}-20010420$/)
  const second = by.get('502')
  assert.deepEqual(
    [second?.['discharge_date'], second?.['episode_end'], second?.['sex']],
    [null, null, null],
  )
  assert.equal(by.get('503')?.['age'], 59)
  assert.deepEqual(
    record.parts.map((part) => [part.period, part.rows]),
    [
      ['2001-04', 3],
      ['2002-03', 1],
    ],
  )
  assert.match(record.notes.join(' '), /no HRG/)
})

test('HES outpatients and accident and emergency go to the month of their activity', async () => {
  const appointment = {
    PSEUDO_HESID: 'TESTabc',
    ATTENDKEY: '901',
    APPTDATE: '2003-05-06',
    APPTAGE: '59.0',
    ATTENDED: '5',
    FIRSTATT: '1',
    GPPRAC: 'M83001',
    PROCODE3: 'RR8',
    TRETSPEF: '&',
    REQDATE: '1800-01-01',
  }
  const outpatient = await tryLoad(csv([appointment]))
  assert.equal(outpatient.record?.layout, 'hes-outpatient')
  assert.equal(outpatient.record.parts[0]?.period, '2003-05')
  assert.equal(outpatient.rows[0]?.['attendance_type'], '1')
  assert.equal(outpatient.rows[0]['specialty'], null)
  const attendance = {
    PSEUDO_HESID: 'TESTabc',
    AEKEY: '701',
    AEATTENDCAT: '1',
    AEDEPTTYPE: '99',
    ARRIVALDATE: '2007-08-25',
    ARRIVALTIME: '1922',
    ARRIVALAGE: '21.0',
    PROCODE3: 'RW6',
    GPPRAC: 'N81052',
    INVEST2_01: '01',
    INVEST2_02: '',
    INVEST2_03: '24',
    TREAT2_01: '222',
  }
  const emergency = await tryLoad(csv([attendance]))
  assert.equal(emergency.record?.layout, 'hes-emergency')
  assert.equal(emergency.rows[0]?.['arrival_time'], '19:22')
  assert.equal(emergency.rows[0]['investigations'], '01|24')
})
