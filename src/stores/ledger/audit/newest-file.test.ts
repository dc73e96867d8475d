import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { openHome, type Home } from '../../home.ts'
import { operator } from '../../scope.ts'
import type { Ledger } from '../ledger.ts'
import { openLedger } from '../open-ledger.ts'
import { behind } from '../test-behind.ts'
import { openTestLedger, type TestLedger } from '../test-ledger.ts'
import { checkChain, type Chain } from './chain.ts'
import { newestFile, readNewest } from './newest-file.ts'

type Begun = { home: Home; server: TestLedger; ledger: Ledger }

const begin = async (t: TestContext): Promise<Begun> => {
  const home = openHome(mkdtempSync(join(tmpdir(), 'steward-newest-')))
  const server = await openTestLedger()
  const { host, database, user } = server.connection
  const url = `postgresql://${String(user)}@/${String(database)}?host=${String(host)}`
  const ledger = await openLedger(home, { url })
  t.after(async () => {
    await ledger.close()
    await server.remove()
    rmSync(home.root, { recursive: true })
  })
  return { home, server, ledger }
}

const enter = async (ledger: Ledger, times: number): Promise<void> => {
  for (let i = 0; i < times; i++)
    await ledger.write(operator, (_, audit) => audit({ action: 'x.made', subject: 'x:1' }))
}

const check = (home: Home, ledger: Ledger): Promise<Chain> => {
  const witness = readNewest(home)
  assert.ok(witness)
  return checkChain(ledger, [witness])
}

test('the file beside the ledger follows each write, and is for its owner alone', async (t) => {
  const { home, ledger } = await begin(t)
  assert.equal(readNewest(home), null)
  await enter(ledger, 3)
  const { entries, newest, broken } = await check(home, ledger)
  assert.deepEqual([entries, broken], [3, null])
  assert.deepEqual(readNewest(home), { number: 3, hash: newest, where: `the file ${newestFile}` })
  assert.equal(statSync(join(home.root, newestFile)).mode & 0o777, 0o600)
})

test('whoever cuts the chain and the database’s own record of it is betrayed by the file, also after more was entered', async (t) => {
  const { home, server, ledger } = await begin(t)
  await enter(ledger, 5)
  await behind(
    server,
    'alter table audit disable trigger all',
    'alter table audit_newest disable trigger all',
    'delete from audit where number > 3',
    'update audit_newest set number = 3, hash = (select hash from audit where number = 3)',
    'alter table audit_newest enable trigger all',
  )
  assert.equal((await checkChain(ledger)).broken, null)
  const gone = 'entries 4 to 5 are not there, though the file audit.newest names entry 5'
  assert.equal((await check(home, ledger)).broken, gone)
  await enter(ledger, 3)
  const other = 'entry 5 is not the one that the file audit.newest names'
  assert.equal((await check(home, ledger)).broken, other)
})

test('a write counts though the file cannot be moved on', async (t) => {
  const { home, ledger } = await begin(t)
  rmSync(home.root, { recursive: true })
  await enter(ledger, 1)
  assert.equal((await checkChain(ledger)).entries, 1)
  openHome(home.root)
})

test('a file that is no record is written anew', async (t) => {
  const { home, ledger } = await begin(t)
  writeFileSync(join(home.root, newestFile), 'what?'.repeat(50))
  assert.equal(readNewest(home), null)
  await enter(ledger, 1)
  assert.equal(readNewest(home)?.number, 1)
})
