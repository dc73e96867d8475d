import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openTestLedger } from '../../stores/ledger/test-ledger.ts'
import { operator } from '../../stores/scope.ts'
import { enterChange } from '../forecast/changes/ledger.ts'
import { inventedBuild } from '../invented-build.ts'
import { openStatement } from '../statement/statement.ts'
import { addSample } from './budgets.ts'

test('a known change of the ledger moves where a statement expects the year to end, by its own amount', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-known-changes-'))
  const served = await inventedBuild(folder, { practices: 2, months: 36 })
  const ledger = await openTestLedger()
  try {
    await addSample(ledger, { today: '2020-04-20', groupCode: 'CW' }, served)
    const expected = async (): Promise<bigint> => {
      const { budget } = await openStatement(served, 'P81002', '2019-10', {
        ledger,
        viewer: operator,
      })
      assert.ok(budget.kind === 'in force' && budget.outlook)
      return budget.outlook.variance
    }
    const earlier = await expected()
    await ledger.write(operator, (db, audit) =>
      enterChange(db, audit, operator, '2019-11-02', {
        group: 'CW',
        name: 'A new tariff',
        kind: 'price',
        line: 'general-and-acute',
        practices: ['P81002'],
        from: '2019-12',
        to: '2020-02',
        effect: { pencePerMonth: 123_400n },
        why: 'The tariff of December, as published.',
        decision: null,
      }),
    )
    const moved = (await expected()) - earlier
    assert.ok(moved > 370_100n && moved < 370_300n, String(moved))
  } finally {
    await ledger.remove()
    served.duck.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
