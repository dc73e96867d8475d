import type { FastifyInstance } from 'fastify'
import { addRoutes } from '../src/app/routes.ts'
import { makeServer } from '../src/app/server.ts'
import { csrfOf, viewerOf } from '../src/app/web/viewers.ts'
import * as access from '../src/features/access/access.ts'
import { inventedContext } from '../src/features/invented-context.ts'
import { openTestLedger, type TestLedger } from '../src/stores/ledger/test-ledger.ts'
import { makeTinyBuild, type TinyBuild } from './tiny-build.ts'

export const today = '2019-07-20'
export const host = 'localhost:3000'
const world = {
  today,
  groupCode: 'CW',
  practices: ['P81001', 'P81002', 'P81003'].map((code, i) => ({
    code,
    name: `Practice ${i}`,
    locality: i === 0 ? 'LN' : 'LS',
  })),
  localities: [
    { code: 'LN', name: 'North' },
    { code: 'LS', name: 'South' },
  ],
}

/** A tiny build, a ledger with a person of every role, and servers over them; `close` when it is done with. */
export type RightsWorld = {
  ledger: TestLedger
  tiny: TinyBuild
  /** Every address and method that a server of it answers. */
  routes: { method: string; url: string }[]
  /** A server; one that stops behind the gate says 204 to whoever is let through. */
  serve(stopsBehindTheGate?: boolean): Promise<FastifyInstance>
  close(): Promise<void>
}

export const openRightsWorld = async (): Promise<RightsWorld> => {
  const ledger = await openTestLedger()
  const tiny = await makeTinyBuild()
  await access.addSample(ledger, world)
  const routes: { method: string; url: string }[] = []
  const servers: FastifyInstance[] = []
  const serve = async (stopsBehindTheGate = false): Promise<FastifyInstance> => {
    const made = await makeServer(() => {})
    servers.push(made)
    if (stopsBehindTheGate)
      made.addHook('preValidation', async (_, reply) => reply.code(204).send())
    const isFirst = routes.length === 0
    made.addHook('onRoute', ({ method, url }) => {
      for (const each of [method].flat())
        if (isFirst && each !== 'HEAD') routes.push({ method: each, url })
    })
    const context = inventedContext({
      folder: tiny.folder,
      served: async () => ({ ...tiny.served, close: () => {} }),
      ledger: async () => ledger,
      asAt: () => today,
      viewer: viewerOf,
      csrf: csrfOf,
    })
    const settings = { url: null, secure: false, isSample: () => true, outside: null }
    await addRoutes(made, context, settings)
    return made
  }
  const close = async (): Promise<void> => {
    for (const made of servers) await made.close()
    tiny.remove()
    await ledger.remove()
  }
  return { ledger, tiny, routes, serve, close }
}

const example: Readonly<Record<string, string>> = {
  practice: 'P81001',
  group: 'CW',
  locality: 'LN',
  table: 'services.csv',
  kind: 'admitted',
  '*': 'cost/P81001/2019-05',
}

/** An address with its parameters filled in: by name, and any other by one value. */
export const filled = (
  url: string,
  values: Readonly<Record<string, string>> = example,
  other = '1',
): string =>
  url.replace(/:(\w+)|\*/g, (whole, name: string | undefined) => {
    const value = values[name ?? '*'] ?? other
    return whole === '*' ? value : encodeURIComponent(value)
  })
