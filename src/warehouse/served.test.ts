import assert from 'node:assert/strict'
import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { AppError } from '../core/refusal.ts'
import { openDuck } from '../stores/duck.ts'
import { close } from './close.ts'
import { withHome } from './invented/home.ts'
import { loadActivity, loadReference } from './invented/lake.ts'
import { databaseOf } from './manifest.ts'
import { openServed } from './served.ts'

const options = { asAt: '2019-05-20', memory: '512MB' }

describe('the served build', () => {
  test('is opened once, reads single lines, and reaches no other file', () =>
    withHome(async (home) => {
      await loadReference(home)
      await loadActivity(home, '2019-03', 's', 40, ['emergency'])
      await close(home, options)
      const [first, second] = [await openServed(home), await openServed(home)]
      assert.equal(first.duck, second.duck)
      second.close()
      const [file] = first.pricedFiles('emergency', ['2019-03'])
      const rows = await first.duck.all('select count(*) as n from read_parquet($file)', {
        file: file ?? '',
      })
      assert.ok(BigInt(String(rows[0]?.['n'])) > 0n)
      assert.equal(first.lakeFiles('emergency').length, 1)
      assert.deepEqual(first.pricedFiles('emergency', ['2001-01']), [])
      await assert.rejects(first.duck.all(`select * from read_text('/etc/hostname')`))
      await assert.rejects(first.duck.all('select * from read_text($f)', { f: home.lockFile }))
      await assert.rejects(first.duck.run('set enable_external_access = true'))
      await assert.rejects(first.duck.run('delete from activity'))
      first.close()
    }))

  test('a build that an earlier version made, without a table of this one, is refused and says to close again', () =>
    withHome(async (home) => {
      await loadReference(home)
      const old = await close(home, options)
      const duck = await openDuck({ tmp: home.tmp, file: databaseOf(home, old.id) })
      await duck.run('drop table missing')
      duck.close()
      const manifest = join(home.builds, old.id, 'manifest.json')
      writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(old.code, 'earlier'))
      await assert.rejects(
        openServed(home),
        (error) =>
          error instanceof AppError &&
          error.refusal.code === 'build-older' &&
          /close/.test(error.refusal.remedy),
      )
    }))

  test('tables that are cut off are named, and a close makes the same again', () =>
    withHome(async (home) => {
      await loadReference(home)
      const made = await close(home, options)
      truncateSync(databaseOf(home, made.id), 5_000)
      await assert.rejects(
        openServed(home),
        (error) => error instanceof AppError && error.refusal.code === 'build-damaged',
      )
      assert.equal((await close(home, options)).id, made.id)
      const served = await openServed(home)
      assert.equal(served.manifest.id, made.id)
      served.close()
    }))

  test('a reader keeps the build that it began with while a newer one is served', () =>
    withHome(async (home) => {
      await loadReference(home)
      await loadActivity(home, '2019-03', 'r', 40, ['emergency'])
      const before = await close(home, options)
      const early = await openServed(home)
      await loadActivity(home, '2019-03', 'r2', 40, ['emergency'])
      const after = await close(home, options)
      const late = await openServed(home)
      assert.equal(early.manifest.id, before.id)
      assert.equal(late.manifest.id, after.id)
      const many = await Promise.all(
        [early, late, early, late].map((served) =>
          served.duck.all('select sum(lines) as n from activity'),
        ),
      )
      assert.deepEqual(many[0], many[2])
      early.close()
      late.close()
      await assert.rejects(early.duck.all('select 1'))
    }))
})
