import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { everything } from '../../stores/scope.ts'
import { inventedBuild } from '../invented-build.ts'
import { loadMovements } from './changes.ts'
import { unusualOf, type Series } from './unusual.ts'

const steady = [30, 34, 29, 33, 31, 28, 35, 30, 32, 29, 33, 31, 30, 34]
const series = (now: number, given: Partial<Series> = {}): Series => ({
  practice: 'P81001',
  kind: 'admitted',
  pod: 'EL',
  lines: [...steady, now],
  whole: true,
  ...given,
})
const calls = (...all: Series[]): number => unusualOf(all).called.length

test('a month far beyond its own history and beyond chance is called, either way', () => {
  assert.equal(calls(series(70)), 1)
  assert.equal(calls(series(3)), 1)
  const [found] = unusualOf([series(70)]).called
  assert.ok(found && found.usual > 30 && found.to < 50)
})

test('a month that history allows, or that chance alone explains, is not called', () => {
  assert.equal(calls(series(34)), 0)
  const wild = Array.from({ length: 14 }, (_, i) => (i % 2 === 0 ? 10 : 60))
  assert.equal(calls(series(70, { lines: [...wild, 70] })), 0, 'its history goes up and down so')
  const even = Array.from({ length: 14 }, (_, i) => (i % 7 === 0 ? 2 : 1))
  assert.equal(calls(series(5, { lines: [...even, 5] })), 0, 'a few lines are chance')
})

test('a fall in a month that is still to grow is not called, and a rise is', () => {
  assert.equal(calls(series(3, { whole: false })), 0)
  assert.equal(calls(series(70, { whole: false })), 1)
})

test('with less than a year before it a month is not judged, and a month absent is no month', () => {
  assert.deepEqual(unusualOf([series(70, { lines: [30, 31, 70] })]), { judged: 0, called: [] })
  assert.equal(unusualOf([series(0, { lines: [...steady, null] })]).judged, 0)
})

test('the farthest from what is usual stands first', () => {
  const { called } = unusualOf([series(60), series(95, { pod: 'DC' })])
  assert.deepEqual(
    called.map(({ pod }) => pod),
    ['DC', 'EL'],
  )
})

test('a rise that is planted in a build is found with the provider that it came from', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-unusual-'))
  const served = await inventedBuild(join(folder, 'tmp'))
  const before = await loadMovements(everything, served)
  assert.equal(before?.month, '2020-03')
  const [cell] = await served.duck.all<{ practice: string; pod: string }>(
    `select practice, pod from activity where kind = 'admitted' and practice is not null
     group by practice, pod having count(distinct month) >= 20 order by sum(lines) desc limit 1`,
  )
  assert.ok(cell)
  const planted = await inventedBuild(join(folder, 'planted'), { months: 24 })
  await planted.duck.run(
    `insert into activity
     select practice, month, kind, pod, specialty, 'RQQ', 900, 900, 0, 0, 90000, 0, 0, 0
     from activity
     where month = '2020-03' and kind = 'admitted' and practice = '${cell.practice}' and pod = '${cell.pod}'
     limit 1`,
  )
  const found = await loadMovements(everything, planted)
  assert.ok((found?.judged ?? 0) > 0)
  const [first] = found?.shown ?? []
  assert.equal(first?.practice, cell.practice)
  assert.equal(first?.pod, cell.pod)
  assert.equal(first?.cause?.provider, 'RQQ')
  assert.equal(first?.cause?.change, 900)
  rmSync(folder, { recursive: true })
})
