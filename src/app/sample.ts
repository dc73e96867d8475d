import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../features/context.ts'
import { publishText } from '../stores/files.ts'
import { makeWorld } from '../world/world.ts'
import type { Terminal } from './cli.ts'
import { closeMonths } from './commands/close.ts'
import { loadFiles } from './commands/load.ts'
import type { Config } from './config.ts'
import { settleKind } from './sample/kind.ts'
import { addSampleLedger } from './sample/ledger.ts'
import { readSampleWorld } from './sample-world.ts'

const prepareFiles = async (
  config: Config,
  terminal: Terminal,
  context: Context,
): Promise<void> => {
  const ready = join(context.home.root, 'sample-ready')
  if (existsSync(ready)) return
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

/**
 * Where the home is new: makes the sample world, loads it, closes its months and adds its people, each step
 * only as far as it has not been done before. A group of one's own (--empty, or files of its own) is left alone.
 */
export const prepareSample = async (
  config: Config,
  terminal: Terminal,
  context: Context,
  empty: boolean,
): Promise<void> => {
  const { kind, byHand } = settleKind(context.home, config.world, empty)
  if (kind === 'real') return
  if (!byHand) await prepareFiles(config, terminal, context)
  await addSampleLedger(context)
}
