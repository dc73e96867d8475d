import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tryLoad } from '../try-load.ts'

const header = 'PRACTICE_CODE,GROUP_CODE,REGISTER,PATIENT_LIST_TYPE,PRACTICE_LIST_SIZE'
const file = [header, 'W59001,DM,274,17OV,3841', 'W59001,LD,137,TOTAL,132'].join('\n')

test('a register is read with its own list, its year from the short form in the name', async () => {
  const { record, rows } = await tryLoad(file, { name: 'PREVALENCE_2021_v2.csv' })
  assert.equal(record?.layout, 'qof-prevalence')
  assert.equal(record.parts[0]?.period, '2020-21')
  assert.deepEqual(record.sums, { patients: '411', list: '3973' })
  assert.deepEqual(
    { ...rows[0] },
    {
      practice: 'W59001',
      register: 'DM',
      patients: 274,
      list_type: '17OV',
      list: 3841,
      source_line: 2n,
    },
  )
  assert.match(record.notes.join(' '), /2020-21 was taken from the name of the file/)
})

test('the year that is given goes before that of the name, and without either the file is refused', async () => {
  const told = await tryLoad(file, { name: 'PREVALENCE_2021_v2.csv', year: '2019/20' })
  assert.equal(told.record?.parts[0]?.period, '2019-20')
  for (const name of ['PREVALENCE.csv', 'PREVALENCE_20210331.csv', 'PREVALENCE_2020.csv']) {
    const unnamed = await tryLoad(file, { name })
    assert.equal(unnamed.refusal?.code, 'year-unknown', name)
  }
})

test('a register with more people than its list is kept as published, and its line is named', async () => {
  const { record } = await tryLoad(file, { name: 'PREVALENCE_1819.csv' })
  assert.equal(record?.lines.quarantined, 0)
  assert.match(record.notes.join(' '), /1 row has more people on the register .*line 3\)/)
})

test('a row without a number, with an unknown list or said twice is quarantined with its reason', async () => {
  const { record, quarantine } = await tryLoad(
    `${file}\nW59001,AF,,TOTAL,4101\nW59001,HF,40,ADULTS,4101\nW59001,DM,275,17OV,3841\n`,
    { name: 'PREVALENCE_2021.csv' },
  )
  assert.equal(record?.lines.accepted, 2)
  assert.deepEqual(
    quarantine.map((row) => [row['line'], row['column_name']]),
    [
      [4n, 'REGISTER'],
      [5n, 'PATIENT_LIST_TYPE'],
      [6n, 'practice, register'],
    ],
  )
})
