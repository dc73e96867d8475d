import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance } from 'fastify'
import { openTestLedger, type TestLedger } from '../../stores/ledger/test-ledger.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Context } from '../context.ts'
import { inventedBuild } from '../invented-build.ts'
import { inventedContext } from '../invented-context.ts'
import { addSample, routes } from './budgets.ts'

/** Pages over an invented build of three years, with the sample’s budgets in a ledger; remove() takes all of it away. */
export type InventedBudgets = {
  served: Served
  ledger: TestLedger
  app: FastifyInstance
  remove(): Promise<void>
}

/** `change` is done to the build before anything is decided on it; `others` are pages beside those of budgets. */
export const inventedBudgets = async ({
  practices = 6,
  change,
  others = [],
}: {
  practices?: number
  change?: (served: Served, folder: string) => Promise<void>
  others?: readonly ((app: FastifyInstance, context: Context) => Promise<void>)[]
} = {}): Promise<InventedBudgets> => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-budgets-'))
  const built = await inventedBuild(folder, { practices, months: 36 })
  // What is kept of a build is kept by its name, which a changed one cannot share.
  const served = change
    ? { ...built, manifest: { ...built.manifest, id: basename(folder) } }
    : built
  await change?.(served, folder)
  const ledger = await openTestLedger()
  await addSample(ledger, { today: '2020-04-20', groupCode: 'CW' }, served)
  const app = Fastify()
  await app.register(formbody)
  const context = inventedContext({
    folder: join(folder, 'home'),
    served: async () => served,
    ledger: async () => ledger,
  })
  for (const add of [routes, ...others]) await add(app, context)
  const remove = async (): Promise<void> => {
    await app.close()
    await ledger.remove()
    served.duck.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { served, ledger, app, remove }
}
