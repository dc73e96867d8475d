import assert from 'node:assert/strict'
import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { readLoads } from '../stores/lake.ts'
import { close, remake } from './close.ts'
import { filesIn, withHome } from './invented/home.ts'
import { loadActivity, loadReference, loadRows } from './invented/lake.ts'
import { currentBuild, databaseOf, isWhole } from './manifest.ts'

const options = { asAt: '2019-05-20', memory: '512MB' }

describe('builds and priced months', () => {
  test('a corrected month gives a new build; the old is kept, reported as it was, and remade the same', () =>
    withHome(async (home) => {
      await loadReference(home)
      await loadActivity(home, '2019-02', 'x', 40, ['emergency'])
      await loadActivity(home, '2019-03', 'flex', 40, ['emergency'])
      const before = await close(home, options)
      const flexLoads = readLoads(home).length
      await loadActivity(home, '2019-03', 'freeze', 40, ['emergency'])
      const after = await close(home, options)
      assert.notEqual(after.id, before.id)
      assert.deepEqual(
        after.priced.filter(({ month }) => month === '2019-02'),
        before.priced.filter(({ month }) => month === '2019-02'),
      )
      const asItWas = await close(home, { ...options, upTo: flexLoads })
      assert.equal(asItWas.id, before.id)
      assert.equal(currentBuild(home)?.id, after.id, 'an old month made again is not served')
      const back = await close(home, options)
      assert.equal(back.id, after.id)
      rmSync(databaseOf(home, before.id))
      for (const { file } of before.priced) rmSync(join(home.priced, file))
      const remade = await remake(home, before.id)
      assert.deepEqual(remade.priced, before.priced)
      assert.ok(isWhole(home, before.id))
      assert.equal(currentBuild(home)?.id, after.id)
    }))

  test('the last three builds are kept whole, older ones as their manifest, and nothing unnamed stays', () =>
    withHome(async (home) => {
      await loadReference(home)
      await loadActivity(home, '2019-03', 'k', 40, ['emergency'])
      const ids: string[] = []
      for (const day of ['01', '02', '03', '04']) {
        ids.push((await close(home, { ...options, asAt: `2019-06-${day}` })).id)
      }
      assert.deepEqual(
        ids.map((id) => isWhole(home, id)),
        [false, true, true, true],
      )
      writeFileSync(join(home.priced, 'stray.parquet'), 'x')
      writeFileSync(join(home.lake, 'stray.parquet'), 'x')
      writeFileSync(join(home.tmp, 'stray'), 'x')
      await close(home, { ...options, asAt: '2019-06-04' })
      assert.equal(filesIn(home.priced).length, 2)
      assert.ok(!filesIn(home.lake).includes('stray.parquet'))
      assert.deepEqual(filesIn(home.tmp), [])
    }))

  test('a new directory leaves priced months as they are, unless a closure before their end has changed', () =>
    withHome(async (home) => {
      await loadReference(home)
      await loadActivity(home, '2019-03', 'd', 40, ['emergency'])
      const before = await close(home, options)
      const closures = (closed: string) => ({
        feed: 'practices',
        period: '2019-05',
        rows: [
          { practice: 'P10003', name: 'Practice 3', closed },
          { practice: 'P10009', name: 'New', closed: null },
        ],
      })
      await loadRows(home, closures('2019-03-10'))
      const same = await close(home, options)
      assert.notEqual(same.id, before.id)
      assert.deepEqual(same.priced, before.priced)
      await loadRows(home, { ...closures('2019-03-12'), period: '2019-06' })
      const moved = await close(home, options)
      assert.ok(moved.priced.every(({ key }, i) => key !== before.priced[i]?.key))
    }))

  test('a priced month that was cut short is priced again', () =>
    withHome(async (home) => {
      await loadReference(home)
      await loadActivity(home, '2019-03', 't', 40, ['emergency'])
      const before = await close(home, options)
      truncateSync(join(home.priced, before.priced[0]?.file ?? ''), 100)
      const after = await close(home, { ...options, asAt: '2019-05-21' })
      assert.deepEqual(after.priced, before.priced)
    }))
})
