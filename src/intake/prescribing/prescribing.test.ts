import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tryLoad } from '../try-load.ts'

const place = 'MIDLANDS,Y60,COBSHIRE ICB,QZZ,COBSHIRE,99Z00'
const address = '1 HIGH ST,,,,ZZ1 1ZZ'
const withSnomed =
  '"YEAR_MONTH","REGIONAL_OFFICE_NAME","REGIONAL_OFFICE_CODE","ICB_NAME","ICB_CODE","PCO_NAME","PCO_CODE","PRACTICE_NAME","PRACTICE_CODE","ADDRESS_1","ADDRESS_2","ADDRESS_3","ADDRESS_4","POSTCODE","BNF_CHEMICAL_SUBSTANCE_CODE","BNF_CHEMICAL_SUBSTANCE","BNF_PRESENTATION_CODE","BNF_PRESENTATION_NAME","BNF_CHAPTER_PLUS_CODE",QUANTITY,ITEMS,TOTAL_QUANTITY,ADQ_USAGE,NIC,ACTUAL_COST,"UNIDENTIFIED",SNOMED_CODE'
const earlier =
  'YEAR_MONTH,REGIONAL_OFFICE_NAME,REGIONAL_OFFICE_CODE,AREA_TEAM_NAME,AREA_TEAM_CODE,PCO_NAME,PCO_CODE,PRACTICE_NAME,PRACTICE_CODE,ADDRESS_1,ADDRESS_2,ADDRESS_3,ADDRESS_4,POSTCODE,BNF_CHEMICAL_SUBSTANCE,CHEMICAL_SUBSTANCE_BNF_DESCR,BNF_CODE,BNF_DESCRIPTION,BNF_CHAPTER_PLUS_CODE,QUANTITY,ITEMS,TOTAL_QUANTITY,ADQUSAGE,NIC,ACTUAL_COST,UNIDENTIFIED'

const snomedRow = (practice: string, code: string, cost: string, unidentified = 'N'): string =>
  `"2026-01",${place},"SURGERY, THE","${practice}",${address},"0403030D0","Citalopram hydrobromide","0403030D0AAABAB","Citalopram 10mg tablets","04: Central Nervous System","28.",2,"56.","28.",1.22,${cost},"${unidentified}",${code}`

const earlierRow = (month: string): string =>
  `${month},${place},SURGERY,A81001,${address},0403030D0,Citalopram,0403030D0AAABAB,Citalopram 10mg,04: CNS,28,2,56,28.0,1.22,1.00031,N`

test('rows of one practice and drug stay apart, SNOMED codes are text, cost may exceed NIC', async () => {
  const { record, rows, quarantine } = await tryLoad(
    [
      withSnomed,
      snomedRow('A81001', '42269311000001100', '1.00031'),
      snomedRow('A81001', '999999999999999999', '9.5'),
      '',
    ].join('\n'),
  )
  assert.deepEqual(quarantine, [])
  assert.equal(record?.layout, 'epd-snomed')
  assert.deepEqual(rows[0], {
    practice: 'A81001',
    practice_name: 'SURGERY, THE',
    bnf_code: '0403030D0AAABAB',
    bnf_name: 'Citalopram 10mg tablets',
    items: 2,
    quantity: 56_000n,
    adq_e5: 2_800_000n,
    nic_e5: 122_000n,
    cost_e5: 100_031n,
    snomed: '42269311000001100',
    unidentified: false,
    chapter: '04',
    source_line: 2n,
  })
  assert.equal(rows[1]?.['snomed'], '999999999999999999')
  assert.equal(record.sums['cost_e5'], '1050031')
})

test('prescribing without a practice is kept and marked, however it is written', async () => {
  const { rows } = await tryLoad(
    [
      withSnomed,
      snomedRow('02X998', '42269311000001100', '1', 'Y'),
      snomedRow('-', '42269311000001100', '1'),
      snomedRow('A81998', '42269311000001100', '1'),
    ].join('\n'),
  )
  assert.deepEqual(
    rows.map((row) => [row['practice'], row['unidentified']]),
    [
      ['02X998', true],
      [null, true],
      ['A81998', false],
    ],
  )
})

test('the earlier column order is read with each way of writing the month', async () => {
  for (const month of ['2017_09', '201709', '2017-09']) {
    const { record, rows } = await tryLoad([earlier, earlierRow(month)].join('\r\n'))
    assert.equal(record?.layout, 'epd')
    assert.equal(record.parts[0]?.period, '2017-09')
    assert.equal(rows[0]?.['bnf_name'], 'Citalopram 10mg')
  }
})

test('more decimals than a hundred-thousandth of a pound are quarantined, never rounded', async () => {
  const { quarantine, record } = await tryLoad(
    [
      withSnomed,
      snomedRow('A81001', '42269311000001100', '1.000001'),
      snomedRow('A81001', '42269311000001100', '1.0000100'),
    ].join('\n'),
  )
  assert.equal(record?.lines.accepted, 1)
  assert.equal(quarantine[0]?.['column_name'], 'ACTUAL_COST')
  assert.equal(quarantine[0]?.['value'], '1.000001')
})

test('detailed prescribing multiplies quantity by items and takes its month from the name', async () => {
  const text = [
    'Regional Office Name,Regional Office Code,Area Team Name,Area Team Code,PCO Name,PCO Code,Practice Name,Practice Code,BNF Code,BNF Description,Items,Quantity,ADQ Usage,NIC,Actual Cost',
    'SOUTH,Y57,TEAM,Q64,CCG,11M00,SURGERY,L84073,0105010B0BIAAAS,Octasa,3,168,84.00000,75.38,69.93852',
    'SOUTH,Y57,TEAM,Q64,CCG,11M00,SURGERY,L84073,0105010B0BIAAAS,Octasa,2000000000,999999999999,1,1,1',
  ].join('\n')
  const { record, rows, quarantine } = await tryLoad(text, { name: 'detailed_201709.csv' })
  assert.equal(rows[0]?.['quantity'], 504_000n)
  assert.equal(quarantine[0]?.['column_name'], 'Quantity')
  assert.equal(record?.year, '2017-09')
  assert.match(record.notes.join(' '), /2017-09 was taken from the name of the file/)
  const { refusal } = await tryLoad(text, { name: 'detailed.csv' })
  assert.equal(refusal?.code, 'year-unknown')
})

test('PDPI is read with its padding, its noughts and the comma at the end of its lines', async () => {
  const { record, rows } = await tryLoad(
    [
      ' SHA,PCT,PRACTICE,BNF CODE,BNF NAME            ,ITEMS  ,NIC        ,ACT COST   ,QUANTITY,PERIOD,      ',
      'Q44,RXA,N81646,0102000N0AAABAB,Hyoscine Tab 10mg   ,0000001,00000000.64,00000000.70,0000012,201410,   ',
      'Q44,RXA,RXA998,0102000N0AAABAB,Hyoscine Tab 10mg   ,0000001,00000000.64,00000000.70,0000012,201410,',
    ].join('\n'),
  )
  assert.equal(record?.layout, 'pdpi')
  assert.equal(record.parts[0]?.period, '2014-10')
  assert.deepEqual(
    rows.map((row) => [row['bnf_name'], row['cost_e5'], row['unidentified']]),
    [
      ['Hyoscine Tab 10mg', 70_000n, false],
      ['Hyoscine Tab 10mg', 70_000n, true],
    ],
  )
})

test('the companions of PDPI give the names of practices and of substances', async () => {
  const addresses = await tryLoad(
    '201403,A81001,THE SURGERY     ,THE CENTRE  ,STREET ,TOWN ,COUNTY ,TS18 1HU\n',
  )
  assert.equal(addresses.record?.feed, 'prescribing-practices')
  assert.equal(addresses.record.parts[0]?.period, '2014-03')
  assert.equal(addresses.rows[0]?.['name'], 'THE SURGERY')
  const substances = await tryLoad(
    'CHEM SUB ,NAME,         201304,\n0101010A0,Alexitol Sodium      ,\n2398     ,Urostomy Sets  ,\n',
  )
  assert.equal(substances.record?.parts[0]?.period, '2013-04')
  assert.deepEqual(
    substances.rows.map((row) => row['substance']),
    ['0101010A0', '2398'],
  )
})
