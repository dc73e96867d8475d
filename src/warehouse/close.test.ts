import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { AppError } from '../core/refusal.ts'
import { readLoads } from '../stores/lake.ts'
import { close } from './close.ts'
import { failureOf, filesIn, reading, withHome } from './invented/home.ts'
import { loadActivity, loadOthers, loadReference, loadRows } from './invented/lake.ts'
import { currentBuild, databaseOf } from './manifest.ts'
import { openServed, type Served } from './served.ts'

const options = { asAt: '2019-05-20', memory: '512MB' }

const one = async (served: Served, sql: string): Promise<Record<string, unknown>> =>
  (await served.duck.all(sql))[0] ?? {}

describe('closing the months', () => {
  test('without a load there is nothing to close, and that is said', () =>
    withHome(async (home) => {
      await assert.rejects(close(home, options), failureOf('nothing-loaded'))
      await assert.rejects(openServed(home), failureOf('no-build'))
    }))

  test('prices, adds up and serves; the same again is the same build and no work', () =>
    withHome(async (home) => {
      await loadReference(home)
      await loadActivity(home, '2019-03', 'a')
      await loadOthers(home, '2019-03')
      const audit = { number: 3, hash: 'a'.repeat(64) }
      const build = await close(home, { ...options, audit })
      assert.deepEqual(build.audit, audit)
      assert.deepEqual(build.months, { first: '2019-03', last: '2019-03' })
      assert.deepEqual(build.groups, [{ code: 'CW', name: 'Cobwold' }])
      assert.equal(build.controls.differ, 0)
      assert.ok(build.controls.checked > 30)
      assert.deepEqual(currentBuild(home), build)
      const again = await close(home, options)
      assert.deepEqual(again, build)
      assert.deepEqual(filesIn(home.tmp), [])
    }))

  test('every line of any activity is in the marts once, to the penny', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 1, max: 120 }),
        (seed, count) =>
          withHome(async (home) => {
            await loadReference(home)
            await loadActivity(home, '2019-03', `seed ${seed}`, count)
            const build = await close(home, options)
            await reading(home, async (served) => {
              const mart = await one(
                served,
                'select sum(lines) as lines, sum(priced_lines + unpriced_lines + excluded_lines) as parts, sum(cost_pence) as pence from activity',
              )
              const summary = await one(
                served,
                'select sum(lines) as lines, sum(cost_pence) as pence from attribution',
              )
              const priced = build.priced.reduce(
                ({ lines, pence }, { rows, costPence }) => ({
                  lines: lines + BigInt(rows),
                  pence: pence + BigInt(costPence),
                }),
                { lines: 0n, pence: 0n },
              )
              assert.deepEqual(mart, {
                lines: priced.lines,
                parts: priced.lines,
                pence: priced.pence,
              })
              assert.deepEqual(summary, priced)
              const rows = await one(
                served,
                `select sum(rows) as rows from load where feed in ('admitted', 'outpatient', 'emergency')`,
              )
              assert.equal(rows['rows'], BigInt(3 * count))
            })
          }),
      ),
      { numRuns: 3 },
    ))

  test('contract lines are counted only where no patient-level feed carries them, and never twice', () =>
    withHome(async (home) => {
      await loadReference(home)
      await loadActivity(home, '2019-03', 'b')
      await loadOthers(home, '2019-03')
      await close(home, options)
      await reading(home, async (served) => {
        const counted = await served.duck.all(
          'select practice, pod, cost_pence, mff_pence from contract order by pod',
        )
        assert.deepEqual(counted, [
          { practice: null, pod: 'BLOCK', cost_pence: 900_000n, mff_pence: 0n },
          { practice: 'P10001', pod: 'COMM', cost_pence: 520_000n, mff_pence: 20_000n },
          { practice: 'P10001', pod: 'DRUG', cost_pence: 123_456n, mff_pence: 0n },
        ])
        const compared = await served.duck.all(
          `select pod, sent_pence, own_lines > 0 as own, counted from contract_comparison where pod in ('NEL', 'NEVERHEARD', 'COMM') order by pod`,
        )
        assert.deepEqual(compared, [
          { pod: 'COMM', sent_pence: 520_000n, own: false, counted: true },
          { pod: 'NEL', sent_pence: 341_000n, own: true, counted: false },
          { pod: 'NEVERHEARD', sent_pence: 71_000n, own: false, counted: false },
        ])
      })
    }))

  test('a list stays in force until the next one, and unidentified prescribing is not attributed', () =>
    withHome(async (home) => {
      await loadReference(home)
      await loadOthers(home, '2019-03')
      const build = await close(home, options)
      assert.match(build.missing.join(' '), /No admitted care/)
      await reading(home, async (served) => {
        const lists = await served.duck.all(
          'select practice, month, patients, extract_date from list_size',
        )
        assert.deepEqual(lists, [
          { practice: 'P10001', month: '2019-03', patients: 8_000n, extract_date: '2019-01-01' },
          { practice: 'P10002', month: '2019-03', patients: 8_001n, extract_date: '2019-01-01' },
        ])
        const unknown = await one(
          served,
          'select sum(lines) as lines from prescribing where practice is null',
        )
        assert.deepEqual(unknown, { lines: 5n })
      })
    }))

  test('totals that differ are named, and the build before stays served', () =>
    withHome(async (home) => {
      await loadReference(home)
      await loadActivity(home, '2019-03', 'c', 40, ['emergency'])
      const before = await close(home, options)
      await loadOthers(home, '2019-03')
      const record = readLoads(home).find(({ feed }) => feed === 'prescribing')
      assert.ok(record)
      const name = `${String(record.sequence).padStart(6, '0')}-${record.id}.json`
      const text = readFileSync(join(home.loads, name), 'utf8')
      writeFileSync(join(home.loads, name), text.replace(record.sums['cost_e5'] ?? '', '1'))
      await assert.rejects(close(home, options), (error: unknown) => {
        assert.ok(failureOf('controls-differ')(error) && error instanceof AppError)
        assert.match(error.message, /prescribing .*cost_e5: stored at loading 1, lake \d+/)
        return true
      })
      assert.equal(currentBuild(home)?.id, before.id)
      assert.ok(existsSync(databaseOf(home, before.id)))
    }))

  test('a practice in two localities at once is refused by name', () =>
    withHome(async (home) => {
      const row = {
        practice: 'P10001',
        group_code: 'CW',
        group_name: 'Cobwold',
        locality_name: 'x',
      }
      await loadRows(home, {
        feed: 'membership',
        period: 'all',
        rows: [
          { ...row, locality: 'N', from_date: '2015-04-01', to_date: '2019-03-31' },
          { ...row, locality: 'S', from_date: '2019-03-01' },
        ],
      })
      await loadActivity(home, '2019-03', 'm', 10, ['emergency'])
      await assert.rejects(close(home, options), (error: unknown) => {
        assert.ok(failureOf('membership-overlap')(error) && error instanceof AppError)
        assert.match(error.message, /P10001/)
        return true
      })
    }))

  test('two closes at once: one is told that the other is at work', () =>
    withHome(async (home) => {
      await loadReference(home)
      await loadActivity(home, '2019-03', 'w', 40, ['emergency'])
      const [first, second] = await Promise.allSettled([close(home, options), close(home, options)])
      const outcomes = [first, second].map(({ status }) => status).sort()
      assert.deepEqual(outcomes, ['fulfilled', 'rejected'])
      const refused = [first, second].find((each) => each.status === 'rejected')
      assert.ok(refused?.status === 'rejected' && failureOf('busy')(refused.reason))
    }))
})
