import type { Command } from '../features/context.ts'
import * as dataStatus from '../features/data-status/data-status.ts'
import * as explain from '../features/explain/explain.ts'
import * as statement from '../features/statement/statement.ts'
import type { Terminal } from './cli.ts'
import { serveCommand } from './commands/serve.ts'
import { worldCommand } from './commands/world.ts'
import type { Config } from './config.ts'

/** Every command, in the order in which help lists them. */
export const shellCommands = (config: Config, terminal: Terminal): readonly Command[] => [
  worldCommand(config),
  ...dataStatus.commands,
  ...statement.commands,
  ...explain.commands,
  serveCommand(config, terminal),
]
