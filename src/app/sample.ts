import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../features/context.ts'
import { publishText } from '../stores/files.ts'
import { readLoads } from '../stores/lake.ts'
import { makeWorld } from '../world/world.ts'
import type { Terminal } from './cli.ts'
import { closeMonths } from './commands/close.ts'
import { loadFiles } from './commands/load.ts'
import type { Config } from './config.ts'
import { readSampleWorld } from './sample-world.ts'

type Kind = 'sample' | 'real'

/** What a home is for is written down at its first start, so that an interrupted start is taken up again. */
const kindOf = (context: Context, empty: boolean): Kind => {
  const marker = (kind: Kind): string => join(context.home.root, `${kind}-group`)
  if (existsSync(marker('real'))) return 'real'
  if (existsSync(marker('sample'))) return 'sample'
  const kind = empty || readLoads(context.home).length > 0 ? 'real' : 'sample'
  publishText(context.home, marker(kind), `${new Date().toISOString()}\n`)
  return kind
}

/**
 * Where the home is new: makes the sample world, loads it and closes its months, each step only as far
 * as it has not been done before. A group of one's own (--empty, or files loaded by hand) is left alone.
 */
export const prepareSample = async (
  config: Config,
  terminal: Terminal,
  context: Context,
  empty: boolean,
): Promise<void> => {
  const ready = join(context.home.root, 'sample-ready')
  if (kindOf(context, empty) === 'real' || existsSync(ready)) return
  if (readSampleWorld(config.world) === null) {
    terminal.err('Making the sample world: an invented county of 76 practices.')
    await makeWorld({ folder: config.world, size: 'county', onProgress: context.progress })
  }
  const world = readSampleWorld(config.world)
  if (world === null) return
  const loaded = await loadFiles(world.files, {}, context, terminal)
  for (const { refusal } of loaded)
    if (refusal) terminal.err(`${refusal.message} ${refusal.remedy}`)
  const build = await closeMonths(context)
  publishText(context.home, ready, `${build.id}\n`)
}
