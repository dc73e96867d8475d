import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tryLoad } from '../try-load.ts'

const membership =
  'practice_code,group_code,group_name,locality_code,locality_name,from_date,to_date'

test('a membership holds whole months, and others are set aside with the rule', async () => {
  const { record, rows, quarantine } = await tryLoad(
    [
      membership,
      'A81001,CW,Cobshire,N,North,2017-04-01,2019-09-30',
      'A81001,CW,Cobshire,S,South,2019-10-01,',
      'A81002,CW,Cobshire,N,North,2017-04-02,',
      'A81003,CW,Cobshire,N,North,2017-04-01,2018-02-27',
      'A81004,CW,Cobshire,N,North,2017-04-01,2016-03-31',
    ].join('\n'),
  )
  assert.equal(record?.parts[0]?.period, 'all')
  assert.deepEqual(
    rows.map((row) => [row['locality'], row['to_date']]),
    [
      ['N', '2019-09-30'],
      ['S', null],
    ],
  )
  assert.deepEqual(
    quarantine.map((row) => [row['line'], row['column_name'], row['value'], row['reason']]),
    [
      [4n, 'from_date', '2017-04-02', 'is not the first day of a month'],
      [5n, 'to_date', '2018-02-27', 'is not the last day of a month'],
      [6n, 'to_date', '2016-03-31', 'is before the membership begins'],
    ],
  )
})

test('successors and reporting dates are read in their own forms', async () => {
  const successors = await tryLoad(
    'practice_code,successor_code,from_date\nA81001,A81002,2019-07-01\nA81003,A81003,2019-07-01\n',
  )
  assert.equal(successors.record?.feed, 'successors')
  assert.match(String(successors.quarantine[0]?.['reason']), /is the practice itself/)
  const dates = await tryLoad('month,flex_date,freeze_date\n2019-04,2019-05-20,2019-06-19\n')
  assert.deepEqual(dates.rows[0], {
    month: '2019-04',
    flex_date: '2019-05-20',
    freeze_date: '2019-06-19',
    source_line: 2n,
  })
})
