import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openHome } from '../../stores/home.ts'
import { newestEntry } from '../../stores/ledger/audit/chain.ts'
import { behind } from '../../stores/ledger/test-behind.ts'
import { openTestLedger } from '../../stores/ledger/test-ledger.ts'
import { operator } from '../../stores/scope.ts'
import { writeManifest } from '../../warehouse/manifest.ts'
import { checkAudit, notedEntry } from './audit-check.ts'

test('a cut end is named by the close that knew of it, and by the entry that was noted elsewhere', async (t) => {
  const home = openHome(mkdtempSync(join(tmpdir(), 'steward-audit-')))
  const ledger = await openTestLedger()
  t.after(async () => {
    await ledger.remove()
    rmSync(home.root, { recursive: true })
  })
  for (let i = 0; i < 3; i++)
    await ledger.write(operator, (_, audit) => audit({ action: 'x.made', subject: 'x:1' }))
  writeManifest(home, {
    id: 'abcabcabcabc',
    madeAt: '2020-04-20T09:00:00Z',
    asAt: '2020-04-20',
    code: 'c0de00c0de00',
    loads: [],
    rules: [],
    priced: [],
    months: null,
    groups: [],
    controls: { checked: 0, differ: 0 },
    missing: [],
    audit: await newestEntry(ledger),
    bytes: 0,
  })
  const { text } = await checkAudit(home, ledger, null)
  assert.match(text, /3 entries follow from each other, and all 2 records of its newest entry fit/)
  const noted = notedEntry(/3:[0-9a-f]{64}$/.exec(text)?.[0] ?? '')
  assert.ok(noted)
  assert.equal((await checkAudit(home, ledger, noted)).audit.broken, null)
  await behind(
    ledger,
    'alter table audit disable trigger all',
    'alter table audit_newest disable trigger all',
    'delete from audit where number > 1',
    'update audit_newest set number = 1, hash = (select hash from audit)',
  )
  const gone = 'The audit is broken: entries 2 to 3 are not there, though'
  const close = `${gone} the close that made build abcabcabcabc names entry 3.`
  assert.equal((await checkAudit(home, ledger, null)).text, close)
  assert.equal((await checkAudit(home, ledger, noted)).text, `${gone} --entry names entry 3.`)
})

test('an entry that is not a number, a colon and a hash is none', () => {
  for (const text of ['', '3', `0:${'a'.repeat(64)}`, `3:${'g'.repeat(64)}`, `3:${'a'.repeat(63)}`])
    assert.equal(notedEntry(text), null, text)
})
