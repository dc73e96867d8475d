import assert from 'node:assert/strict'
import { test } from 'node:test'
import { distance, usualRange, worthAsking } from './rules.ts'
import { beforeText, changeText, comparedText, listText, rangeText, sinceText } from './said.ts'
import { runsText } from './notices.ts'

test('changes are signed and rounded to a tenth of a per cent, and there is none from nought', () => {
  assert.equal(changeText(1000n, 1031n), '+3.1%')
  assert.equal(changeText(1000n, 980n), '−2.0%')
  assert.equal(changeText(100000n, 100004n), '0.0%')
  assert.equal(changeText(0n, 5n), null)
  assert.equal(comparedText(1000n, 980n), '2.0% less than')
  assert.equal(comparedText(1000n, 1000n), 'the same as')
})

test('months are written as people say them', () => {
  assert.equal(sinceText('2019-04', '2019-10'), 'since April 2019')
  assert.equal(sinceText('2019-04', '2019-04'), 'in April 2019')
  assert.equal(rangeText('2019-04', '2019-10'), 'April to October 2019')
  assert.equal(rangeText('2019-04', '2020-02'), 'April 2019 to February 2020')
  assert.equal(beforeText('2018-04', '2019-03'), '2018/19')
  assert.equal(listText(['a', 'b', 'c']), 'a, b and c')
  assert.equal(
    runsText(['2019-06', '2019-04', '2019-05', '2019-08']),
    'April 2019 to June 2019 and August 2019',
  )
})

test('a month is judged by the range of those before it, and not by fewer than twelve', () => {
  const months = [10, 12, 11, 9, 10, 11, 12, 10, 9, 11, 10, 12]
  assert.equal(usualRange(months), null)
  const range = usualRange([...months, 40])
  assert.ok(range && range.from > 5 && range.to < 17)
})

test('only what lies beyond chance and beyond ordinary differences is worth asking, costly first', () => {
  const ordinary = { observed: 130, expected: 100, costPence: 1_000_000 }
  const unusual = { observed: 190, expected: 100, costPence: 2_000_000 }
  const dearer = { observed: 400, expected: 200, costPence: 9_000_000 }
  const few = { observed: 9, expected: 1, costPence: 90_000_000 }
  const lower = { observed: 20, expected: 100, costPence: 100_000 }
  assert.deepEqual(worthAsking([ordinary, unusual, few, lower, dearer], 3), [dearer, unusual])
  assert.ok(Math.abs(distance(ordinary) - 30 / Math.sqrt(100 + 225)) < 1e-12)
})
