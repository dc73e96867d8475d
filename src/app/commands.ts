import * as access from '../features/access/access.ts'
import type { Command } from '../features/context.ts'
import * as alerts from '../features/alerts/alerts.ts'
import * as budgets from '../features/budgets/budgets.ts'
import * as concerns from '../features/concerns/concerns.ts'
import * as interests from '../features/interests/interests.ts'
import * as mail from '../features/mail/mail.ts'
import * as membership from '../features/membership/membership.ts'
import * as dataStatus from '../features/data-status/data-status.ts'
import * as explain from '../features/explain/explain.ts'
import * as forecast from '../features/forecast/forecast.ts'
import * as risk from '../features/risk/risk.ts'
import * as statement from '../features/statement/statement.ts'
import type { Terminal } from './cli.ts'
import { backupCommand, restoreCommand } from './commands/backup.ts'
import { closeCommand } from './commands/close.ts'
import { layoutCommand } from './commands/layout.ts'
import { loadCommand } from './commands/load.ts'
import { remakeCommand } from './commands/remake.ts'
import { serveCommand } from './commands/serve.ts'
import { verifyCommand } from './commands/verify.ts'
import { worldCommand } from './commands/world.ts'
import type { Config } from './config.ts'

/** Every command, in the order in which help lists them. */
export const shellCommands = (config: Config, terminal: Terminal): readonly Command[] => [
  worldCommand(config),
  loadCommand(config, terminal),
  closeCommand,
  ...dataStatus.commands,
  ...statement.commands,
  ...budgets.commands,
  ...risk.commands,
  ...forecast.commands,
  ...explain.commands,
  ...membership.commands,
  ...mail.commands,
  ...concerns.commands,
  ...interests.commands,
  ...alerts.commands,
  ...access.commands(config.url ?? `http://localhost:${config.port}`),
  verifyCommand,
  remakeCommand,
  backupCommand(config),
  restoreCommand(config),
  layoutCommand,
  serveCommand(config, terminal),
]
