import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import Fastify from 'fastify'
import { openTestLedger } from '../../stores/ledger/test-ledger.ts'
import { inventedContext } from '../invented-context.ts'
import { inventedPrescribing } from '../invented-prescribing.ts'
import { prepareVariation } from './prepare.ts'
import { routes } from './variation.ts'

test('what is prepared is not asked of the build again by its first reader', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-prepare-'))
  const made = await inventedPrescribing(folder)
  const ledger = await openTestLedger()
  let queries = 0
  const all: typeof made.duck.all = (...asked) => {
    queries++
    return made.duck.all(...asked)
  }
  const served = { ...made, duck: { ...made.duck, all }, close: () => {} }
  const context = inventedContext({
    folder: join(folder, 'home'),
    served: async () => served,
    ledger: async () => ledger,
  })
  await prepareVariation(context)
  assert.ok(queries > 0)
  queries = 0
  const app = Fastify()
  await routes(app, context)
  for (const url of ['/variation', '/variation/prices', '/variation/measures/trimethoprim'])
    assert.equal((await app.inject({ url })).statusCode, 200)
  assert.equal(queries, 0)
  await app.close()
  made.duck.close()
  await ledger.remove()
  rmSync(folder, { recursive: true })
})
