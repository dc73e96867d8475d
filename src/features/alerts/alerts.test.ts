import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openTestLedger, type TestLedger } from '../../stores/ledger/test-ledger.ts'
import { operator } from '../../stores/scope.ts'
import { addSample } from '../access/sample.ts'
import type { Context } from '../context.ts'
import { inventedContext } from '../invented-context.ts'
import { inventedBuild } from '../invented-build.ts'
import { hasMoved, type MeasureChange } from './changes.ts'
import { changeText, letterOf } from './letter.ts'
import { sendAlerts } from './send.ts'
import { loadMeasures } from '../measures/measures.ts'

const [measure] = loadMeasures().filter(({ id }) => id === 'trimethoprim')
assert.ok(measure)

const change: MeasureChange = {
  measure,
  change: { direction: 'up', from: 20, to: 23, before: 42, after: 91 },
  since: '2019-12',
  month: '2020-03',
  ratio: 0.5123,
  expected: 48,
}

describe('the word of a change', () => {
  test('gives direction, size, since when and from where, and blames nobody', () => {
    const text = changeText(change)
    assert.equal(
      text,
      'Trimethoprim beside nitrofurantoin: up by 49 percentile points since December 2019, from the 42nd to the 91st percentile (51.2% in March 2020).',
    )
    assert.doesNotMatch(text, /worse|massive|considerabl|poor|bad/i)
  })

  test('says what its figure is of', () => {
    const [items] = loadMeasures().filter(({ id }) => id === 'antipsychotics-old')
    assert.ok(items)
    assert.match(
      changeText({ ...change, measure: items, ratio: 0.0124 }),
      /\(12\.4 per 1,000 patients a month in March 2020\)/,
    )
  })

  test('adds up: the points are those between the two places that it names', () => {
    const moved = (direction: 'up' | 'down', from: number, to: number): string =>
      changeText({ ...change, change: { ...change.change, direction, before: from, after: to } })
    assert.match(moved('up', 41.6, 91.4), /up by 49 percentile points .* 42nd to the 91st/)
    assert.match(moved('down', 8.7, 7.6), /down by 1 percentile point since .* 9th to the 8th/)
    assert.match(moved('up', 0, 11), /by 11 .*, from the lowest place in the group to the 11th p/)
    assert.match(moved('up', 60, 100), /from the 60th percentile to the highest place in the group/)
    assert.match(moved('down', 99.8, 0.3), /by 98 .* from the 99th to the 1st percentile/)
  })

  test('is told only of a place that moved, in the direction that is said', () => {
    const told = (direction: 'up' | 'down', from: number, to: number): boolean =>
      hasMoved({ ...change.change, direction, before: from, after: to })
    assert.equal(told('down', 0, 0), false)
    assert.equal(told('up', 8.6, 9.4), false)
    assert.equal(told('up', 60, 55), false)
    assert.equal(told('down', 60, 55), true)
    assert.equal(told('up', 60, 61), true)
  })

  test('is not written where there is nothing to say', () => {
    const practice = { code: 'P81001', name: 'Willowbrook Surgery' }
    const about = { practice, month: '2020-03' as const, site: 'http://localhost:3000' }
    assert.equal(letterOf({ ...about, changes: [], largest: null }), null)
    const letter = letterOf({ ...about, changes: [change], largest: null })
    assert.match(
      letter?.text ?? '',
      /\/variation\/measures\/trimethoprim\?practice=P81001&month=2020-03/,
    )
  })
})

describe('sending the month’s word', () => {
  let folder: string
  let ledger: TestLedger
  let context: Context

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-alerts-'))
    ledger = await openTestLedger()
    await addSample(ledger, {
      today: '2020-04-20',
      groupCode: 'CW',
      practices: [1, 2, 3, 4].map((n) => ({
        code: `P8100${n}`,
        name: `Practice ${n}`,
        locality: 'N',
      })),
      localities: [{ code: 'N', name: 'North' }],
    })
    context = inventedContext({ folder: join(folder, 'home'), ledger: async () => ledger })
  })
  after(async () => {
    await ledger.remove()
    rmSync(folder, { recursive: true })
  })

  test('goes once to each lead of a practice, in one transaction with the record that it went', async () => {
    const served = await inventedBuild(folder)
    const first = await sendAlerts(context, served, 'http://localhost:3000')
    const again = await sendAlerts(context, served, 'http://localhost:3000')
    served.duck.close()
    assert.ok(first.mailed + first.silent > 0)
    assert.equal(again.mailed + again.silent, 0)
    const told = await ledger.read(operator, (db) =>
      db.selectFrom('alert_told').selectAll().execute(),
    )
    const mail = await ledger.read(operator, (db) => db.selectFrom('mail').selectAll().execute())
    assert.equal(told.filter(({ mailed }) => mailed).length, mail.length)
  })
})
