import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openHome } from '../../stores/home.ts'
import type { Served } from '../../warehouse/served.ts'
import { inventedPrescribing } from '../invented-prescribing.ts'
import { computeSeries, keptSeries, loadMeasures, placesOf } from './measures.ts'

describe('the series that are kept of a build', () => {
  let folder: string
  let served: Served
  const measures = loadMeasures()

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-kept-'))
    served = await inventedPrescribing(folder, { practices: 5 })
    await served.duck.run(`delete from membership where practice = 'P81005'`)
  })
  after(() => {
    served.close()
    rmSync(folder, { recursive: true })
  })

  test('are of every practice that is loaded where that is a county', async () => {
    const { series, practices } = await keptSeries(openHome(join(folder, 'a')), served, measures)
    assert.equal(practices, null)
    assert.ok(series.get('trimethoprim')?.practices.has('P81005'))
  })

  test('are of the members alone where all would not fit, and each of their numbers is the same', async () => {
    const { series, practices } = await keptSeries(openHome(join(folder, 'b')), served, measures, 1)
    const members = new Set((await placesOf(served)).stays.map(({ practice }) => practice))
    assert.deepEqual(practices, members)
    assert.ok(members.size > 0 && !members.has('P81005'))
    for (const whole of await computeSeries(served, measures)) {
      const few = series.get(whole.measure.id)
      assert.ok(few)
      const wanted = [...whole.practices].filter(([code]) => members.has(code))
      assert.deepEqual([...few.practices], wanted, whole.measure.id)
    }
  })
})
