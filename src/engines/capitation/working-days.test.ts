import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bankHolidays, workingDaysOf } from './working-days.ts'

test('bank holidays are those of England, with the days moved and added by proclamation', () => {
  assert.deepEqual([...bankHolidays(2019)].toSorted(), [
    '2019-01-01',
    '2019-04-19',
    '2019-04-22',
    '2019-05-06',
    '2019-05-27',
    '2019-08-26',
    '2019-12-25',
    '2019-12-26',
  ])
  assert.ok(bankHolidays(2020).has('2020-05-08') && !bankHolidays(2020).has('2020-05-04'))
  assert.ok(bankHolidays(2020).has('2020-12-28'))
  assert.ok(bankHolidays(2022).has('2022-01-03') && bankHolidays(2022).has('2022-06-02'))
})

test('a financial year has 252 to 256 working days, December 2019 has 20', () => {
  assert.equal(workingDaysOf('2019-12'), 20)
  assert.equal(workingDaysOf('2019-04'), 20)
  const year = Array.from({ length: 12 }, (_, i) =>
    i < 9 ? `2019-${String(i + 4).padStart(2, '0')}` : `2020-${String(i - 8).padStart(2, '0')}`,
  )
  const days = year.reduce((sum, month) => sum + workingDaysOf(month), 0)
  assert.equal(days, 254)
})
