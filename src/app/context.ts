import type { Context } from '../features/context.ts'
import { openHome } from '../stores/home.ts'
import { readLoads } from '../stores/lake.ts'
import { currentBuild } from '../warehouse/manifest.ts'
import { openServed } from '../warehouse/served.ts'
import type { Config } from './config.ts'
import { progressOn } from './progress.ts'
import { asAtOf, readSampleWorld } from './sample-world.ts'
import { csrfOf, viewerOf } from './web/viewers.ts'

/** Opens the group's folder and gives features what they need of this process. */
export const openContext = (config: Config): Context => {
  const home = openHome(config.home)
  return {
    home,
    served: async () => (currentBuild(home) === null ? null : openServed(home, config.memory)),
    asAt: () => asAtOf(readLoads(home), readSampleWorld(config.world), new Date()),
    memory: config.memory,
    progress: progressOn(process.stderr),
    viewer: viewerOf,
    csrf: csrfOf,
  }
}
