import { runCommandLine, toJson } from './cli.ts'
import { shellCommands } from './commands.ts'
import { readConfig } from './config.ts'
import { openContext, type ShellContext } from './context.ts'
import { exit } from './errors.ts'

const terminal = {
  out: (text: string): void => void process.stdout.write(`${text}\n`),
  err: (text: string): void => void process.stderr.write(`${text}\n`),
}

// Whoever reads only the first lines, as “head” does, closes the pipe: the work goes on without its words.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (!('code' in error) || error.code !== 'EPIPE') throw error
  })
}

const run = async (): Promise<number> => {
  const config = readConfig(process.env)
  if (!config.ok) {
    if (process.argv.includes('--json')) terminal.out(toJson({ refusal: config.refusal }))
    else terminal.err(`${config.refusal.message}\n${config.refusal.remedy}`)
    return exit.misuse
  }
  const commands = shellCommands(config.value, terminal)
  let context: ShellContext | null = null
  const open = (): ShellContext => (context = openContext(config.value))
  try {
    return await runCommandLine(process.argv.slice(2), commands, open, terminal)
  } finally {
    await (context as ShellContext | null)?.close()
  }
}

process.exitCode = await run()
