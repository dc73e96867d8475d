import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { tryLoad } from '../try-load.ts'

const line = {
  'FINANCIAL MONTH': '7',
  'FINANCIAL YEAR': '201920',
  'DATE AND TIME DATA SET CREATED': '2019-12-09T09:30:00',
  'ORGANISATION IDENTIFIER (CODE OF PROVIDER)': 'WXA',
  'ORGANISATION SITE IDENTIFIER (OF TREATMENT)': 'WXA01',
  'ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)': 'W1C',
  'GENERAL MEDICAL PRACTICE (PATIENT REGISTRATION)': 'W51001',
  'ACTIVITY TREATMENT FUNCTION CODE': '180',
  'COMMISSIONED SERVICE CATEGORY CODE': '21',
  'POINT OF DELIVERY CODE': 'AE',
  'LOCAL POINT OF DELIVERY CODE': '',
  'TARIFF CODE': 'VB08Z',
  'NATIONAL TARIFF INDICATOR': 'Y',
  'CONTRACT MONITORING PLANNED ACTIVITY': '30',
  'CONTRACT MONITORING PLANNED PRICE': '"7,827.90"',
  'CONTRACT MONITORING PLANNED MARKET FORCES FACTOR': '281.80',
  'CONTRACT MONITORING ACTUAL ACTIVITY': '31.5',
  'CONTRACT MONITORING ACTUAL PRICE': '8088.83',
  'CONTRACT MONITORING ACTUAL MARKET FORCES FACTOR': '291.21',
}
type Line = Readonly<Record<string, string>>

const csv = (lines: readonly Line[]): string => {
  const header = Object.keys(lines[0] ?? {})
  return [
    header.join(','),
    ...lines.map((each) => header.map((name) => each[name] ?? '').join(',')),
    '',
  ].join('\r\n')
}

test('an aggregate line is read in thousandths and pence, with MFF as an amount', async () => {
  const { rows, record } = await tryLoad(csv([line]))
  const [row] = rows
  assert.equal(record?.feed, 'contract-aggregate')
  assert.equal(row?.['month'], '2019-10')
  assert.equal(row['planned_pence'], 782_790n)
  assert.equal(row['actual_activity'], 31_500n)
  assert.equal(row['actual_pence'], 808_883n)
  assert.equal(row['actual_mff_pence'], 29_121n)
  assert.deepEqual(
    record.parts.map(({ period, part }) => [period, part]),
    [['2019-10', 'WXA']],
  )
  assert.equal(record.sums['actual_pence'], '808883')
})

test('months count from April, and adjustments after the year stand beside March', async () => {
  const { record } = await tryLoad(
    csv([
      { ...line, 'FINANCIAL MONTH': '1' },
      { ...line, 'FINANCIAL MONTH': '09' },
      { ...line, 'FINANCIAL MONTH': '10' },
      { ...line, 'FINANCIAL MONTH': '12' },
      { ...line, 'FINANCIAL MONTH': '13' },
    ]),
  )
  assert.deepEqual(record?.parts.map(({ period, part }) => `${period} ${part}`).sort(), [
    '2019-04 WXA',
    '2019-12 WXA',
    '2020-01 WXA',
    '2020-03 WXA',
    '2020-03 WXA-13',
  ])
})

test('lines against the format rules are quarantined with the rule', async () => {
  const cases: readonly (readonly [Line, RegExp])[] = [
    [{ 'FINANCIAL MONTH': '14' }, /financial month/],
    [{ 'FINANCIAL YEAR': '201921' }, /financial year/],
    [{ 'ORGANISATION IDENTIFIER (CODE OF PROVIDER)': 'WXA00' }, /end in 00/],
    [{ 'ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)': '' }, /./],
    [{ 'COMMISSIONED SERVICE CATEGORY CODE': '13' }, /service category/],
    [{ 'POINT OF DELIVERY CODE': 'ADJUSTMENT' }, /not nought/],
    [{ 'POINT OF DELIVERY CODE': 'ADJUSTM' }, /not nought/],
    [{ 'POINT OF DELIVERY CODE': 'MUCHTOOLONG' }, /10 characters/],
    [{ 'TARIFF CODE': 'WALKIN' }, /HRG/],
    [{ 'CONTRACT MONITORING ACTUAL ACTIVITY': '-1' }, /activity/],
    [{ 'CONTRACT MONITORING ACTUAL PRICE': '1.005' }, /amount/],
  ]
  const { quarantine, rows } = await tryLoad(
    csv([...cases.map(([change]) => ({ ...line, ...change })), line]),
  )
  assert.equal(rows.length, 1)
  assert.deepEqual(
    quarantine.map((row) => Number(row['line'])),
    cases.map((_, i) => i + 2),
  )
  for (const [i, [, reason]] of cases.entries())
    assert.match(String(quarantine[i]?.['reason']), reason)
})

test('money without activity, and local prices without an HRG, are accepted', async () => {
  const still = {
    'CONTRACT MONITORING PLANNED ACTIVITY': '0',
    'CONTRACT MONITORING ACTUAL ACTIVITY': '0.000',
  }
  const { rows } = await tryLoad(
    csv([
      { ...line, ...still, 'POINT OF DELIVERY CODE': 'ADJUSTM', 'TARIFF CODE': 'YEAREND' },
      { ...line, 'POINT OF DELIVERY CODE': 'COMM', 'TARIFF CODE': '' },
      { ...line, 'POINT OF DELIVERY CODE': 'OTHER', 'TARIFF CODE': 'BUS' },
      { ...line, 'CONTRACT MONITORING ACTUAL PRICE': '-100.00' },
    ]),
  )
  assert.deepEqual(
    rows.map((row) => [row['pod'], row['pod_sent']]),
    [
      ['ADJUSTMENT', 'ADJUSTM'],
      ['COMM', 'COMM'],
      ['OTHER', 'OTHER'],
      ['AE', 'AE'],
    ],
  )
})

test('aliases of points of delivery become national codes, the group’s own first', async () => {
  const { rows, record } = await tryLoad(
    csv([
      { ...line, 'POINT OF DELIVERY CODE': 'ae type1' },
      { ...line, 'POINT OF DELIVERY CODE': 'CASUALTY' },
    ]),
    {
      prepare: (home) => {
        mkdirSync(join(home.definitions, 'reference'))
        writeFileSync(
          join(home.definitions, 'reference', 'pod-aliases.csv'),
          'alias,pod,why,source\nCASUALTY,AE,old name,our contract team\n',
        )
      },
    },
  )
  assert.deepEqual(
    rows.map((row) => row['pod']),
    ['AE', 'AE'],
  )
  assert.match(record?.notes.join(' ') ?? '', /AE TYPE1 as AE/)
})

test('a patient-level line keeps a pseudonym, its own key and its unit price', async () => {
  const patient = {
    ...line,
    'NHS NUMBER': '9434765919',
    'LOCAL PATIENT IDENTIFIER (EXTENDED)': 'LP1234567',
    'PERSON BIRTH DATE': '1950-10-11',
    'POSTCODE OF USUAL ADDRESS': 'ZZ1 1ZZ',
    'POINT OF DELIVERY CODE': 'DRUG',
    'TARIFF CODE': '',
    'CONTRACT MONITORING PLANNED ACTIVITY': '0',
    'CONTRACT MONITORING ACTUAL ACTIVITY': '0',
    'ACTIVITY IDENTIFIER': 'D1',
    'ACTIVITY START DATE (CONTRACT MONITORING)': '2019-10-21',
    'ACTIVITY UNIT PRICE': '941.00',
  }
  const { rows, record } = await tryLoad(csv([patient]))
  const [row] = rows
  assert.equal(record?.feed, 'contract-patient')
  assert.match(String(row?.['patient_key']), /^[0-9a-f]{32}$/)
  assert.equal(row?.['record_key'], 'D1')
  assert.equal(row['activity_date'], '2019-10-21')
  assert.equal(row['unit_pence'], 94_100n)
  const text = JSON.stringify(rows, (_, v: unknown) => (typeof v === 'bigint' ? `${v}` : v))
  assert.doesNotMatch(text, /9434765919|LP1234567|1950-10-11|ZZ1/)
})
