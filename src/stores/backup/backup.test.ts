import assert from 'node:assert/strict'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { close } from '../../warehouse/close.ts'
import { failureOf, inventHome, reading } from '../../warehouse/invented/home.ts'
import { loadActivity, loadReference } from '../../warehouse/invented/lake.ts'
import { closeServed } from '../../warehouse/served.ts'
import { verify } from '../../warehouse/verify.ts'
import { openHome, type Home } from '../home.ts'
import { pseudonymKey, secretsKey } from '../key.ts'
import { checkChain } from '../ledger/audit/chain.ts'
import { readNewest } from '../ledger/audit/newest-file.ts'
import { openLedger } from '../ledger/open-ledger.ts'
import { behind } from '../ledger/test-behind.ts'
import { openTestLedger, testEngines } from '../ledger/test-ledger.ts'
import { operator } from '../scope.ts'
import { backUp } from './backup.ts'
import { restore } from './restore.ts'

const memory = '256MB'

const figures = (home: Home): Promise<unknown> =>
  reading(home, async ({ duck, manifest }) => [
    manifest.id,
    await duck.all('select * from activity order by all'),
  ])

describe('backup and restore', () => {
  let folder: string
  let home: Home
  let file: string
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-backup-'))
    file = join(folder, 'group.tar')
    home = inventHome()
    await loadReference(home)
    await loadActivity(home, '2019-03', 'k', 60, ['emergency'])
    await close(home, { memory, asAt: '2019-06-01' })
    pseudonymKey(home, true)
    writeFileSync(join(home.definitions, 'own.yaml'), 'title: ours\n')
    const ledger = await openLedger(home)
    for (const why of ['plain', 'tab\tand\nline', '\\N', 'élan "quoted"'])
      await ledger.write(operator, (_, audit) => audit({ action: 'x.made', subject: 'x:1', why }))
    await ledger.close()
    await backUp(home, null, file)
  })
  after(async () => {
    await closeServed(home)
    rmSync(home.root, { recursive: true })
    rmSync(folder, { recursive: true })
  })

  test('a restored group serves the same figures, has the same key, and passes verification', async () => {
    const other = openHome(join(folder, 'other'))
    const restored = await restore(other, null, file)
    assert.equal(restored.audit.entries, 4)
    assert.deepEqual(await figures(other), await figures(home))
    const { differ, agree } = await verify(other, { memory })
    assert.equal(differ, 0)
    assert.ok(agree > 0)
    assert.deepEqual(pseudonymKey(other, false), pseudonymKey(home, false))
    assert.ok(secretsKey(home, false) !== null)
    assert.deepEqual(secretsKey(other, false), secretsKey(home, false))
    assert.equal(readFileSync(join(other.definitions, 'own.yaml'), 'utf8'), 'title: ours\n')
    const [one, two] = [await openLedger(home), await openLedger(other)]
    assert.deepEqual(await checkChain(two), await checkChain(one))
    await two.write(operator, (_, audit) => audit({ action: 'x.made', subject: 'x:2' }))
    assert.equal(readNewest(home)?.number, 4)
    assert.equal(readNewest(other)?.number, 5)
    assert.equal((await checkChain(two)).entries, 5)
    await one.close()
    await two.close()
    await closeServed(other)
  })

  test('the file is for its owner alone, and none is written over', async () => {
    assert.equal(statSync(file).mode & 0o777, 0o600)
    await assert.rejects(backUp(home, null, file), failureOf('file-exists'))
  })

  test('a home that holds anything is left as it is', async () => {
    await assert.rejects(restore(home, null, file), failureOf('not-empty'))
    const used = openHome(join(folder, 'used'))
    writeFileSync(join(used.definitions, 'own.yaml'), '')
    await assert.rejects(restore(used, null, file), failureOf('not-empty'))
  })

  test('a file that is cut off or has one other byte is refused before anything is restored', async () => {
    const empty = openHome(join(folder, 'empty'))
    const bytes = statSync(file).size
    for (const [i, harm] of [
      (path: string) => truncateSync(path, Math.floor(bytes / 2)),
      (path: string) => truncateSync(path, bytes - 1024),
      (path: string) => {
        const text = readFileSync(path)
        const at = text.indexOf('x.made')
        text[at] = 'y'.charCodeAt(0)
        writeFileSync(path, text)
      },
      (path: string) => writeFileSync(path, 'not a backup'),
    ].entries()) {
      const harmed = join(folder, `harmed-${i}.tar`)
      copyFileSync(file, harmed)
      harm(harmed)
      await assert.rejects(restore(empty, null, harmed), failureOf('backup-damaged'), String(i))
    }
    await restore(empty, null, file)
  })

  for (const engine of testEngines()) {
    test(`an account without special rights backs up and restores on a server of PostgreSQL ${engine.major}`, async (t) => {
      const server = await openTestLedger(engine)
      t.after(async () => {
        for (const name of ['one', 'two'])
          await behind(server, `drop database if exists ${name} with (force)`)
        await server.remove()
      })
      const owner = `owner_${engine.major}`
      await behind(server, `create role ${owner} login createrole`)
      await behind(server, `grant steward_app to ${owner} with admin option`)
      const address = async (name: string): Promise<string> => {
        await behind(server, `create database ${name} owner ${owner}`)
        return `postgresql://${owner}@/${name}?host=${server.connection.host}`
      }
      const [one, two] = [await address('one'), await address('two')]
      const source = openHome(join(folder, `source-${engine.major}`))
      const ledger = await openLedger(source, { url: one })
      await ledger.write(operator, (_, audit) => audit({ action: 'x.made', subject: 'x:1' }))
      const chain = await checkChain(ledger)
      await ledger.close()
      const made = join(folder, `server-${engine.major}.tar`)
      await backUp(source, one, made)
      const target = openHome(join(folder, `server-${engine.major}`))
      const restored = await restore(target, two, made)
      assert.deepEqual(restored.audit, chain)
      const open = await behind(
        { connection: { ...server.connection, database: 'two' } },
        'select relname from pg_class where relrowsecurity and not relforcerowsecurity',
      )
      assert.deepEqual(open, [])
      await assert.rejects(
        restore(openHome(join(folder, 'third')), two, made),
        failureOf('not-empty'),
      )
    })
  }
})
