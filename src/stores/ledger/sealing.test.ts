import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import fc from 'fast-check'
import { AppError } from '../../core/refusal.ts'
import { openHome, type Home } from '../home.ts'
import { operator } from '../scope.ts'
import { oneTimePlace, sealingOf, sealingWith } from './sealing.ts'
import { behind } from './test-behind.ts'
import { openTestLedger, type TestLedger } from './test-ledger.ts'

const key = (byte: number): Buffer => Buffer.alloc(32, byte)
const isRefused =
  (code: string) =>
  (error: unknown): boolean =>
    error instanceof AppError && error.refusal.code === code

const begin = async (t: TestContext): Promise<{ home: Home; ledger: TestLedger }> => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-sealing-'))
  const ledger = await openTestLedger()
  t.after(async () => {
    await ledger.remove()
    rmSync(folder, { recursive: true })
  })
  return { home: openHome(folder), ledger }
}

/** A person of whom an older version wrote the shared secret in the clear. */
const addOlder = async (ledger: TestLedger, secret: string): Promise<number> => {
  const [row] = await behind(
    ledger,
    "set steward.everything = 'on'",
    'insert into person default values returning id',
  )
  const person = Number(row?.['id'])
  await behind(
    ledger,
    "set steward.everything = 'on'",
    `insert into one_time_secret (person, secret) values (${person}, '${secret}')`,
  )
  return person
}

const kept = async (ledger: TestLedger): Promise<string[]> =>
  (
    await behind(
      ledger,
      "set steward.everything = 'on'",
      'select secret from one_time_secret order by id',
    )
  ).map((row) => String(row['secret']))

describe('sealed secrets', () => {
  test('what is sealed opens with its key and for its place alone, and never looks the same twice', () => {
    const sealing = sealingWith(key(1))
    fc.assert(
      fc.property(fc.string(), fc.string(), (secret, place) => {
        const sealed = sealing.seal(secret, place)
        assert.equal(sealing.open(sealed, place), secret)
        assert.notEqual(sealing.seal(secret, place), sealed)
        assert.throws(() => sealing.open(sealed, `${place}.`), isRefused('secret-unreadable'))
        assert.throws(() => sealingWith(key(2)).open(sealed, place), isRefused('secret-unreadable'))
      }),
      { numRuns: 50 },
    )
    const sealed = sealing.seal('JBSWY3DPEHPK3PXP', 'one-time:1')
    const flipped = `${sealed.slice(0, -6)}${sealed.at(-6) === 'A' ? 'B' : 'A'}${sealed.slice(-5)}`
    assert.throws(() => sealing.open(flipped, 'one-time:1'), isRefused('secret-unreadable'))
    assert.throws(
      () => sealing.open('JBSWY3DPEHPK3PXP', 'one-time:1'),
      isRefused('secret-unreadable'),
    )
  })

  test('secrets of an older home are sealed when its ledger is opened, and open as they were', async (t) => {
    const { home, ledger } = await begin(t)
    const person = await addOlder(ledger, 'JBSWY3DPEHPK3PXP')
    const sealing = await sealingOf(ledger.connection, home)
    assert.equal(statSync(home.secretsFile).mode & 0o777, 0o600)
    const [first = ''] = await kept(ledger)
    assert.ok(!first.includes('JBSWY3DPEHPK3PXP'))
    assert.equal(sealing.open(first, oneTimePlace(person)), 'JBSWY3DPEHPK3PXP')
    const again = await sealingOf(ledger.connection, home)
    assert.deepEqual(await kept(ledger), [first])
    assert.equal(again.open(first, oneTimePlace(person)), 'JBSWY3DPEHPK3PXP')
  })

  test('without its key nothing sealed opens, and the rest of the ledger does', async (t) => {
    const { home, ledger } = await begin(t)
    await addOlder(ledger, 'JBSWY3DPEHPK3PXP')
    await sealingOf(ledger.connection, home)
    rmSync(home.secretsFile)
    const sealing = await sealingOf(ledger.connection, home)
    const [sealed = ''] = await kept(ledger)
    assert.throws(() => sealing.open(sealed, 'one-time:1'), isRefused('key-file-missing'))
    assert.throws(() => sealing.seal('x', 'one-time:1'), isRefused('key-file-missing'))
    assert.equal(await ledger.read(operator, async () => 'read'), 'read')
  })
})
