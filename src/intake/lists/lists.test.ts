import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tryLoad } from '../try-load.ts'

const bands = [
  'PUBLICATION,EXTRACT_DATE,ORG_TYPE,ORG_CODE,ONS_CODE,POSTCODE,SEX,AGE_GROUP_5,NUMBER_OF_PATIENTS',
  'GP_PRAC_PAT_LIST,01SEP2017,CCG,99Z,E38,,ALL,ALL,40',
  'GP_PRAC_PAT_LIST,01SEP2017,GP,N84014,,ZZ1 1ZZ,ALL,ALL,40',
  'GP_PRAC_PAT_LIST,01SEP2017,GP,N84014,,ZZ1 1ZZ,FEMALE,0_4,"1,039"',
  'GP_PRAC_PAT_LIST,01SEP2017,GP,N84014,,ZZ1 1ZZ,MALE,95+,-',
]

test('age bands become ages, and rows of commissioners count as totals', async () => {
  const { record, rows } = await tryLoad(bands.join('\r\n'))
  assert.equal(record?.lines.totals, 1)
  assert.equal(record.extractDate, '2017-09-01')
  assert.deepEqual(
    rows.map((row) => [
      row['practice'],
      row['sex'],
      row['age_from'],
      row['age_to'],
      row['patients'],
    ]),
    [
      ['N84014', 'all', 0, null, 40],
      ['N84014', 'female', 0, 4, 1_039],
      ['N84014', 'male', 95, null, 0],
    ],
  )
  assert.deepEqual(
    record.parts.map(({ period, part }) => [period, part]),
    [['2017-09', 'quin-age']],
  )
})

test('both forms of the extract date give the same day', async () => {
  for (const written of ['01SEP2017', '01Sep2017', '01-Sep-17']) {
    const { rows } = await tryLoad(bands.join('\n').replaceAll('01SEP2017', written))
    assert.ok(rows.every((row) => row['extract_date'] === '2017-09-01'))
  }
})

test('one row per practice is the part of totals', async () => {
  const { record, rows } = await tryLoad(
    [
      'PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS',
      'GP_PRAC_PAT_LIST,01JAN2021,GP,00L,E38000130,A84002,NE65 7UW,ALL,ALL,5903',
    ].join('\n'),
  )
  assert.equal(record?.parts[0]?.part, 'prac-all')
  assert.equal(rows[0]?.['patients'], 5_903)
})

test('a column for each sex and age becomes a row for each, with the month of the file’s name', async () => {
  const ages = ['0-4', '5-14', '15-24', '25-34', '35-44', '45-54', '55-64', '65-74', '75+']
  const counts = ages.flatMap((age) => [`Male ${age}`, `Female ${age}`])
  const text = [
    `Regional Office Name,Regional Office Code,Area Team Name,Area Team Code,PCO Name,PCO Code,Practice Name,Practice Code,${counts.join(',')}`,
    `E,Y09,E,Q35,B,5P200,SURGERY,Y03644,${counts.map((_, i) => i).join(',')}`,
  ].join('\n')
  const { record, rows } = await tryLoad(text, { name: 'list_size_2013_04-06.csv' })
  assert.deepEqual(record?.lines, {
    physical: 2,
    header: 1,
    totals: 0,
    accepted: 1,
    quarantined: 0,
  })
  assert.equal(rows.length, 18)
  assert.equal(record.parts[0]?.rows, 18)
  assert.deepEqual(
    rows.find((row) => row['sex'] === 'female' && row['age_from'] === 75),
    {
      practice: 'Y03644',
      extract_date: '2013-04-01',
      org_type: 'GP',
      sex: 'female',
      age_from: 75,
      age_to: null,
      patients: 17,
      source_line: 2n,
    },
  )
})
