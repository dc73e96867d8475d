import assert from 'node:assert/strict'
import { test } from 'node:test'
import ExcelJS from 'exceljs'
import { tryLoad } from '../try-load.ts'

type Entry = Readonly<{
  code: string
  opened: string
  closed?: string
  status: string
  role: string
}>

const entry = ({ code, opened, closed = '', status, role }: Entry): string => {
  const fields = Array.from({ length: 27 }, () => '')
  fields[0] = code
  fields[1] = 'THE SURGERY, NORTH'
  fields[9] = 'ZZ1 1ZZ'
  fields[10] = opened
  fields[11] = closed
  fields[12] = status
  fields[14] = '99Z'
  fields[25] = role
  return fields.map((field) => `"${field}"`).join(',')
}

test('the directory before 2026 is read with its settings as roles', async () => {
  const { record, rows } = await tryLoad(
    [
      entry({ code: 'A81001', opened: '19740401', status: 'A', role: '4' }),
      entry({ code: 'A81002', opened: '19740401', closed: '20190630', status: 'C', role: '3' }),
      entry({ code: 'A81003', opened: '20150401', status: 'D', role: '99' }),
    ].join('\r\n'),
  )
  assert.equal(record?.layout, 'epraccur-earlier')
  assert.equal(record.lines.header, 0)
  assert.equal(record.parts[0]?.period, '2019-06')
  assert.deepEqual(
    rows.map((row) => [row['status'], row['roles'], row['is_gp_practice'], row['closed']]),
    [
      ['active', 'RO76', true, null],
      ['inactive', 'RO80|RO87', false, '2019-06-30'],
      ['dormant', 'setting 99', false, null],
    ],
  )
})

test('the directory since 2026 is read with its words and roles', async () => {
  const { record, rows, quarantine } = await tryLoad(
    [
      ...Array.from({ length: 18 }, (_, i) =>
        entry({ code: `A8${1000 + i}`, opened: '20250203', status: 'ACTIVE', role: 'RO76' }),
      ),
      entry({ code: 'A81998', opened: '19740401', status: 'DORMANT', role: 'RO80|RO76' }),
      entry({ code: 'A81999', opened: '20260230', status: 'ACTIVE', role: '' }),
    ].join('\n'),
  )
  assert.equal(record?.layout, 'epraccur')
  assert.equal(record.parts[0]?.period, '2025-02')
  assert.equal(rows.at(-1)?.['is_gp_practice'], true)
  assert.equal(quarantine[0]?.['line'], 20n)
  assert.equal(quarantine[0]['column_name'], 'opened')
})

test('a directory of trusts has codes of three characters and no status', async () => {
  const { record, rows } = await tryLoad(
    [
      entry({ code: 'RNQ', opened: '19940401', status: '', role: '' }),
      entry({ code: 'RNS', opened: '19940401', status: '', role: '' }),
    ].join('\n'),
  )
  assert.equal(record?.feed, 'providers')
  assert.deepEqual(
    rows.map((row) => row['provider']),
    ['RNQ', 'RNS'],
  )
})

test('networks are found by the headings of their sheet, whatever its name and its line breaks', async () => {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('PCNDetails').addRow(['PCN Code', 'PCN Name', 'Open Date'])
  const sheet = book.addWorksheet('Renamed')
  sheet.addRow([
    'Partner\nOrganisation\nCode',
    'Partner\nName',
    'PCN Code',
    'PCN Name',
    'Practice to PCN\nRelationship\nStart Date',
    'Practice to PCN\nRelationship\nEnd Date',
  ])
  sheet.addRow([
    'A81001',
    'SURGERY',
    'U12345',
    { formula: 'A1', result: 'NORTH PCN' },
    20_191_001,
    null,
  ])
  sheet.addRow([])
  sheet.addRow(['A81002', 'SURGERY', 'U12345', 'NORTH PCN', '20191001', '20200331'])
  sheet.addRow(['A81003', 'SURGERY', 'U12345', 'NORTH PCN', 'soon', null])
  const { record, rows, quarantine } = await tryLoad(Buffer.from(await book.xlsx.writeBuffer()), {
    name: 'anything.xlsx',
  })
  assert.deepEqual(record?.lines, {
    physical: 5,
    header: 1,
    totals: 1,
    accepted: 2,
    quarantined: 1,
  })
  assert.deepEqual(rows[0], {
    practice: 'A81001',
    pcn: 'U12345',
    pcn_name: 'NORTH PCN',
    from_date: '2019-10-01',
    to_date: null,
    source_line: 2n,
  })
  assert.equal(rows[1]?.['source_line'], 4n)
  assert.equal(quarantine[0]?.['line'], 5n)
})
