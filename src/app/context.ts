import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../features/context.ts'
import { readDisclosure } from '../features/disclosure/disclosure.ts'
import { scopeFor } from '../features/sharing/sharing.ts'
import { openHome, type Home } from '../stores/home.ts'
import { openLedger } from '../stores/ledger/open-ledger.ts'
import type { SmallNumbers } from '../engines/disclosure/suppression.ts'
import { everything, type Scope, type Viewer } from '../stores/scope.ts'
import type { Ledger } from '../stores/ledger/ledger.ts'
import { readLoads, type LoadRecord } from '../stores/lake.ts'
import { currentBuild } from '../warehouse/manifest.ts'
import { openScoped, openScopedBuild, openScopedLines } from '../warehouse/scoped/scoped.ts'
import type { Config } from './config.ts'
import { progressOn } from './progress.ts'
import { asAtOf, readSampleWorld } from './sample-world.ts'
import { whoAsks } from './web/asking.ts'
import { csrfOf, viewerOf } from './web/viewers.ts'

/** What features need of this process; close() ends its use of the ledger. */
export type ShellContext = Context & { close(): Promise<void> }

/** The loads of a home, read again when their folder has changed: every request asks what day it is. */
const loadsOf = (home: Home): (() => readonly LoadRecord[]) => {
  let held: { changed: number; loads: readonly LoadRecord[] } | null = null
  return () => {
    const changed = statSync(home.loads).mtimeMs
    if (held?.changed !== changed) held = { changed, loads: readLoads(home) }
    return held.loads
  }
}

/** Opens the group's folder and gives features what they need of this process. */
export const openContext = (config: Config): ShellContext => {
  const home = openHome(config.home)
  const loads = loadsOf(home)
  let opened: Promise<Ledger> | null = null
  const ledger = (): Promise<Ledger> => {
    opened ??= openLedger(home, config.databaseUrl === null ? {} : { url: config.databaseUrl })
    // A failure is told to whoever asked; the next who asks tries again.
    opened.catch(() => (opened = null))
    return opened
  }
  const scopes = new WeakMap<Viewer, Scope>()
  // Once for each request, whose viewer is an object of its own: the agreement is a file.
  const scope = (): Scope => {
    const viewer = whoAsks()
    const known = scopes.get(viewer) ?? scopeFor(home, viewer)
    scopes.set(viewer, known)
    return known
  }
  const cut = { memory: config.memory, ruleOf: (): SmallNumbers => readDisclosure(home) }
  const isClosed = (): boolean => currentBuild(home) !== null
  return {
    home,
    served: async (members = 'then') =>
      isClosed() ? openScoped(home, scope(), { ...cut, members }) : null,
    servedLines: async (members = 'then') =>
      isClosed() ? openScopedLines(home, scope(), { ...cut, members }) : null,
    servedToRelease: async (members = 'then') =>
      isClosed() ? openScoped(home, everything, { ...cut, members }) : null,
    servedReleased: async () => (isClosed() ? openScoped(home, { kind: 'outside' }, cut) : null),
    servedBefore: async (id) => openScopedBuild(home, id, scope(), config.memory),
    scope,
    ledger,
    hasLedger: () => config.databaseUrl !== null || existsSync(join(home.root, 'ledger')),
    asAt: () => asAtOf(loads(), readSampleWorld(config.world), new Date()),
    memory: config.memory,
    progress: progressOn(process.stderr),
    viewer: viewerOf,
    csrf: csrfOf,
    close: async () => {
      const ledgerOfProcess = await opened?.catch(() => null)
      await ledgerOfProcess?.close()
    },
  }
}
