import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { AppError } from '../core/refusal.ts'
import { literal, openDuck } from './duck.ts'
import { publishText } from './files.ts'
import { openHome } from './home.ts'
import { commitLoad, currentParts, readLoads, type LoadRecord } from './lake.ts'
import { withLock } from './lock.ts'

const inTemporaryHome = async (work: (root: string) => Promise<void>): Promise<void> => {
  const root = mkdtempSync(join(tmpdir(), 'steward-stores-'))
  try {
    await work(root)
  } finally {
    rmSync(root, { recursive: true })
  }
}

const at = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href)

const record = (sequence: number, id: string, part = 'all'): LoadRecord => ({
  id,
  sequence,
  layout: 'need',
  feed: 'need',
  title: 'Practice need',
  file: { path: '/in/need.csv', bytes: 1, sha256: 'ab' },
  loadedAt: '2020-04-20T09:00:00.000Z',
  extractDate: null,
  year: null,
  cut: null,
  lines: { physical: 2, header: 1, totals: 0, accepted: 1, quarantined: 0 },
  sums: {},
  parts: [
    { period: '2019-20', part, file: `need/2019-20/${id}.parquet`, rows: 1, from: null, to: null },
  ],
  quarantine: null,
  notes: [],
})

test('the version of a period that was loaded last is the current one and the earlier stays readable', () =>
  inTemporaryHome(async (root) => {
    const home = openHome(root)
    commitLoad(home, record(2, 'b'))
    commitLoad(home, record(1, 'a'))
    commitLoad(home, record(3, 'c', 'other'))
    const loads = readLoads(home)
    assert.deepEqual(
      loads.map((load) => load.id),
      ['a', 'b', 'c'],
    )
    assert.deepEqual(
      currentParts(loads).map(({ load }) => load.id),
      ['b', 'c'],
    )
    assert.deepEqual(
      currentParts(loads.slice(0, 1)).map(({ load }) => load.id),
      ['a'],
    )
  }))

test('an extract that is older than the one in use replaces nothing, in whatever order they are loaded', () => {
  const extract = (sequence: number, id: string, extractDate: string | null): LoadRecord => ({
    ...record(sequence, id),
    extractDate,
  })
  const inUse = (...loads: LoadRecord[]): (string | undefined)[] =>
    currentParts(loads).map(({ load }) => load.id)
  const [flex, freeze] = ['2019-11-18', '2019-12-17']
  assert.deepEqual(inUse(extract(1, 'freeze', freeze), extract(2, 'flex', flex)), ['freeze'])
  assert.deepEqual(inUse(extract(1, 'flex', flex), extract(2, 'freeze', freeze)), ['freeze'])
  assert.deepEqual(inUse(extract(1, 'sent', freeze), extract(2, 'again', freeze)), ['again'])
  assert.deepEqual(inUse(extract(1, 'dated', freeze), extract(2, 'silent', null)), ['silent'])
})

test('a home that cannot be is refused in words, whatever stands in its way', () =>
  inTemporaryHome(async (root) => {
    const file = join(root, 'file')
    writeFileSync(file, '')
    for (const path of [file, join(file, 'below'), '/proc/steward-home'])
      assert.throws(
        () => openHome(path),
        (error) => error instanceof AppError && error.refusal.code === 'home-unusable',
        path,
      )
  }))

test('a file that is published whole leaves no temporary file behind', () =>
  inTemporaryHome(async (root) => {
    const home = openHome(root)
    publishText(home, join(home.builds, 'current'), 'abc')
    assert.deepEqual(readdirSync(home.tmp), [])
    assert.deepEqual(readdirSync(home.builds), ['current'])
  }))

test('money beyond 64 bits, dates and decimals leave DuckDB without loss', () =>
  inTemporaryHome(async (root) => {
    const duck = await openDuck({ tmp: root })
    const rows = await duck.all(
      `select cast($big as bigint) * cast(10000000000 as hugeint) as huge, cast('2019-10-31' as date) as day,
        cast('1.500000' as decimal(18, 6)) as share, cast(null as integer) as nothing, $name as name`,
      { big: 9_000_000_000_000_000_000n, name: "O'Neill" },
    )
    assert.deepEqual(rows, [
      {
        huge: 90_000_000_000_000_000_000_000_000_000n,
        day: '2019-10-31',
        share: '1.500000',
        nothing: null,
        name: "O'Neill",
      },
    ])
    duck.close()
  }))

test('one call is one statement', () =>
  inTemporaryHome(async (root) => {
    const duck = await openDuck({ tmp: root })
    await assert.rejects(duck.run('select 1; select 2'))
    duck.close()
  }))

test('a served database reads nothing outside its folders and cannot be unlocked', () =>
  inTemporaryHome(async (root) => {
    writeFileSync(join(root, 'secret.csv'), 'a\n1\n')
    const home = openHome(join(root, 'home'))
    const duck = await openDuck({ tmp: home.tmp, onlyFolders: [home.lake] })
    await assert.rejects(duck.all(`select * from read_csv(${literal(join(root, 'secret.csv'))})`))
    await assert.rejects(duck.run('set enable_external_access = true'))
    duck.close()
  }))

test('the same file is not opened twice for writing in one process', () =>
  inTemporaryHome(async (root) => {
    const duck = await openDuck({ tmp: root, file: join(root, 'a.duckdb') })
    await assert.rejects(openDuck({ tmp: root, file: join(root, 'a.duckdb') }), /opened twice/)
    duck.close()
  }))

test('a second process is told that the first is at work, and takes over when that one is killed', () =>
  inTemporaryHome(async (root) => {
    const home = openHome(root)
    const holder = join(root, 'holder.mjs')
    writeFileSync(
      holder,
      `import { openHome } from ${at('./home.ts')}
       import { withLock } from ${at('./lock.ts')}
       await withLock(openHome(process.argv[2]), 'load', () => new Promise(() => { process.send('held'); setInterval(() => {}, 1000) }))`,
    )
    const child = fork(holder, [root])
    await new Promise((resolve) => child.once('message', resolve))
    await assert.rejects(
      withLock(home, 'close', async () => {}),
      (error) => error instanceof AppError && error.refusal.code === 'busy',
    )
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
    assert.equal(await withLock(home, 'close', async () => 'done'), 'done')
  }))
