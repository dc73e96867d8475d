import { runCommandLine } from './cli.ts'
import { shellCommands } from './commands.ts'
import { readConfig } from './config.ts'
import { openContext } from './context.ts'
import { exit } from './errors.ts'

const terminal = {
  out: (text: string): void => void process.stdout.write(`${text}\n`),
  err: (text: string): void => void process.stderr.write(`${text}\n`),
}

const run = async (): Promise<number> => {
  const config = readConfig(process.env)
  if (!config.ok) {
    terminal.err(`${config.refusal.message}\n${config.refusal.remedy}`)
    return exit.misuse
  }
  const commands = shellCommands(config.value, terminal)
  return runCommandLine(process.argv.slice(2), commands, () => openContext(config.value), terminal)
}

process.exitCode = await run()
