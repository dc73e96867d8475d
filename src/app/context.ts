import type { Context } from '../features/context.ts'
import { openHome } from '../stores/home.ts'
import { openLedger } from '../stores/ledger/open-ledger.ts'
import type { Ledger } from '../stores/ledger/ledger.ts'
import { readLoads } from '../stores/lake.ts'
import { currentBuild } from '../warehouse/manifest.ts'
import { openServed } from '../warehouse/served.ts'
import type { Config } from './config.ts'
import { progressOn } from './progress.ts'
import { asAtOf, readSampleWorld } from './sample-world.ts'
import { csrfOf, viewerOf } from './web/viewers.ts'

/** What features need of this process; close() ends its use of the ledger. */
export type ShellContext = Context & { close(): Promise<void> }

/** Opens the group's folder and gives features what they need of this process. */
export const openContext = (config: Config): ShellContext => {
  const home = openHome(config.home)
  let opened: Promise<Ledger> | null = null
  const ledger = (): Promise<Ledger> => {
    opened ??= openLedger(home, config.databaseUrl === null ? {} : { url: config.databaseUrl })
    // A failure is told to whoever asked; the next who asks tries again.
    opened.catch(() => (opened = null))
    return opened
  }
  return {
    home,
    served: async () => (currentBuild(home) === null ? null : openServed(home, config.memory)),
    ledger,
    asAt: () => asAtOf(readLoads(home), readSampleWorld(config.world), new Date()),
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
