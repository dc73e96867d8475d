import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { AppError } from '../../core/refusal.ts'
import { openHome } from '../home.ts'
import { migrate, migrations } from './migrate.ts'
import { openLedger } from './open-ledger.ts'
import { behind } from './test-behind.ts'
import { openTestLedger, testEngines, type TestLedger } from './test-ledger.ts'

for (const engine of testEngines()) {
  describe(`migrations on PostgreSQL ${engine.major} of the ${engine.source}`, () => {
    let ledger: TestLedger
    before(async () => {
      ledger = await openTestLedger(engine)
    })
    after(() => ledger.remove())

    test('migrations are applied once, in order, and each by one process alone', async () => {
      const empty = 'shapeless'
      await behind(ledger, `create database ${empty}`)
      const connection = { ...ledger.connection, database: empty }
      const names = migrations().map(({ name }) => name)
      const done = await Promise.all([
        migrate(connection),
        migrate(connection),
        migrate(connection),
      ])
      assert.deepEqual(done.flat(), names)
      assert.deepEqual(await migrate(connection), [])
      await behind(ledger, `drop database ${empty} with (force)`)
    })

    test('a migration that was changed after it was applied is refused, and so is a newer ledger', async () => {
      const all = migrations()
      const refused = (code: string) => (error: unknown) =>
        error instanceof AppError && error.refusal.code === code
      const [first, ...rest] = all
      assert.ok(first)
      const changed = [{ ...first, hash: 'another' }, ...rest]
      await assert.rejects(migrate(ledger.connection, changed), refused('ledger-migration-changed'))
      await assert.rejects(migrate(ledger.connection, rest), refused('ledger-newer'))
    })

    test('an audit that was there before its newest entry was recorded goes on from where it was', async () => {
      const older = 'older'
      await behind(ledger, `create database ${older}`)
      const there = { connection: { ...ledger.connection, database: older } }
      await migrate(
        there.connection,
        migrations().filter(({ name }) => name < '0080'),
      )
      await behind(
        there,
        `select audit_enter('{"at":"x","name":"x","roles":[],"via":"x","from":"x","action":"x","subject":"x"}')`,
      )
      await migrate(there.connection)
      await behind(there, `select audit_enter(content) from audit where number = 1`)
      const [found] = await behind(
        there,
        `select count(*) as entries, bool_and(n.number = 2 and n.hash = (select hash from audit where number = 2)) as named,
           (select bool_and(b.previous = a.hash) from audit a join audit b on b.number = a.number + 1) as follows
         from audit, audit_newest n`,
      )
      assert.deepEqual(
        { ...found, entries: Number(found?.['entries']) },
        { entries: 2, named: true, follows: true },
      )
      await behind(ledger, `drop database ${older} with (force)`)
    })

    test('a migration that fails half way leaves nothing of itself', async () => {
      const broken = {
        name: '9999-broken',
        hash: 'h',
        sql: 'create table half (a int); select 1/0',
      }
      await assert.rejects(
        migrate(ledger.connection, [...migrations(), broken]),
        /9999-broken.*division by zero/,
      )
      const [there] = await behind(ledger, `select to_regclass('steward.half') is null as gone`)
      assert.equal(there?.['gone'], true)
      assert.deepEqual(await migrate(ledger.connection), [])
    })
  })
}

test('the suite ran on as many engines as this machine must have', () => {
  assert.ok(testEngines().length >= Number(process.env['STEWARD_REQUIRE_ENGINES'] ?? 1))
})

test('an address of a server that is not there is refused with what to do', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-home-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const url = `postgresql://nobody@/none?host=${folder}`
  await assert.rejects(
    openLedger(openHome(folder), { url }),
    (error) => error instanceof AppError && error.refusal.code === 'ledger-unreachable',
  )
})
