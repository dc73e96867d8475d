import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { AppError } from '../../../core/refusal.ts'
import { openHome, type Home } from '../../home.ts'
import { operator } from '../../scope.ts'
import { openLedger } from '../open-ledger.ts'
import { alive } from './cluster.ts'
import { dataOf } from './embedded.ts'
import { writtenDown, type Running } from './server.ts'

describe('the PostgreSQL of a home', () => {
  let home: Home
  before(() => {
    home = openHome(mkdtempSync(join(tmpdir(), 'steward-own-')))
  })
  after(() => rmSync(home.root, { recursive: true }))

  const running = (): Running => {
    const server = writtenDown(dataOf(home))
    assert.ok(server, 'no server runs')
    return server
  }

  test('several that open it at once share one server, and the last to leave stops it', async () => {
    const ledgers = await Promise.all([openLedger(home), openLedger(home), openLedger(home)])
    const { pid } = running()
    for (const ledger of ledgers) {
      assert.ok(alive(pid))
      await ledger.write(operator, (_, audit) => audit({ action: 'x.made', subject: 'x:1' }))
      await ledger.close()
    }
    assert.equal(writtenDown(dataOf(home)), null)
    // A program that has ended keeps its number until its parent has heard of it.
    for (let i = 0; i < 250 && alive(pid); i++) await setTimeout(20)
    assert.ok(!alive(pid))
  })

  test('what was written is there when it is opened again', async () => {
    const ledger = await openLedger(home)
    assert.equal(await ledger.revision(), 3)
    await ledger.close()
  })

  test('a server that is killed under its users is started again at the next use', async () => {
    const ledger = await openLedger(home)
    const { pid } = running()
    process.kill(pid, 'SIGKILL')
    const until = performance.now() + 20_000
    let revision: number | null = null
    while (revision === null && performance.now() < until)
      revision = await ledger.revision().catch(() => null)
    assert.equal(revision, 3)
    assert.notEqual(running().pid, pid)
    await ledger.close()
  })

  test('a copy of the home opens, whoever made the copy', async () => {
    const copy = openHome(mkdtempSync(join(tmpdir(), 'steward-copy-')))
    cpSync(home.root, copy.root, { recursive: true })
    const ledger = await openLedger(copy)
    assert.equal(await ledger.revision(), 3)
    await ledger.close()
    rmSync(copy.root, { recursive: true })
  })

  test('a server that does not start is a refusal that names its log', async () => {
    const broken = openHome(mkdtempSync(join(tmpdir(), 'steward-broken-')))
    cpSync(home.root, broken.root, { recursive: true })
    rmSync(join(dataOf(broken), 'global'), { recursive: true })
    await assert.rejects(
      openLedger(broken),
      (error) =>
        error instanceof AppError &&
        error.refusal.code === 'ledger-engine' &&
        error.refusal.where === `${dataOf(broken)}.log`,
    )
    rmSync(broken.root, { recursive: true })
  })

  test('a process number left behind that another program has now does not keep it from starting', async () => {
    const ledger = await openLedger(home)
    const text = `${process.pid}\n/proc/self/cwd\n1\n5432\n/tmp/steward-gone\n\n`
    await ledger.close()
    writeFileSync(join(dataOf(home), 'postmaster.pid'), text, { mode: 0o600 })
    const again = await openLedger(home)
    assert.equal(await again.revision(), 3)
    await again.close()
  })
})
