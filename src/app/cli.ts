import { parseArgs } from 'node:util'
import { AppError, type Refusal } from '../core/refusal.ts'
import type { Command, Context, Outcome } from '../features/context.ts'
import { exit, failureOf, faultText } from './errors.ts'

/** Where a command writes: results on out, everything else on err. */
export type Terminal = { out: (text: string) => void; err: (text: string) => void }

const shared = {
  json: { type: 'boolean', help: 'print the result as JSON' },
  help: { type: 'boolean', help: 'say how the command is used' },
} as const

const describe = (command: Command): string => {
  const options = { ...command.options, ...shared }
  const width = Math.max(...Object.keys(options).map((name) => name.length))
  const lines = Object.entries(options).map(
    ([name, { help }]) => `  --${name.padEnd(width)}  ${help}`,
  )
  const parts = [`steward ${command.name} ${command.usage}`, command.summary, lines.join('\n')]
  return [...parts, ...(command.more === undefined ? [] : [command.more])].join('\n\n')
}

/** What `steward help` prints. */
export const helpText = (commands: readonly Command[]): string => {
  const width = Math.max(...commands.map(({ name, usage }) => `${name} ${usage}`.length))
  const lines = commands.map(
    ({ name, usage, summary }) => `  ${`${name} ${usage}`.padEnd(width)}  ${summary}`,
  )
  return [
    'steward COMMAND [--json]',
    '',
    ...lines,
    '',
    'Settings: STEWARD_HOME (folder of the data, ./var), PORT (3000), STEWARD_MEMORY (1GB),',
    'DATABASE_URL (PostgreSQL server of the ledger; without it one in STEWARD_HOME).',
    'Exit codes: 0 done, 1 refused or falls short, 2 misuse, 3 fault.',
  ].join('\n')
}

/** What help says, as data. */
const helpData = (commands: readonly Command[]): object => ({
  commands: commands.map(({ name, usage, summary, options }) => ({
    name,
    usage,
    summary,
    options: Object.entries({ ...options, ...shared }).map(([option, { help }]) => ({
      name: option,
      help,
    })),
  })),
})

const fits = (positionals: readonly string[], names: readonly string[]): boolean => {
  const many = names.at(-1)?.endsWith('…') === true
  const needed = names.filter((name) => !name.endsWith('?')).length
  return positionals.length >= needed && (many || positionals.length <= names.length)
}

type Input = { positionals: readonly string[]; options: Record<string, string | boolean> }

const parse = (command: Command, args: readonly string[]): Input | string => {
  const options = Object.fromEntries(
    Object.entries({ ...command.options, ...shared }).map(([name, { type }]) => [name, { type }]),
  )
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    const given: Record<string, string | boolean> = {}
    for (const [name, value] of Object.entries(parsed.values)) {
      if (typeof value !== 'string' && typeof value !== 'boolean') continue
      const oneOf = command.options[name]?.oneOf
      if (oneOf !== undefined && !oneOf.some((known) => known === String(value)))
        return `--${name} is ${oneOf.join(' or ')}`
      given[name] = value
    }
    return { positionals: parsed.positionals, options: given }
  } catch (error) {
    return error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)
  }
}

/** JSON of anything a command returns: whole numbers beyond 2^53 become text. */
export const toJson = (data: unknown): string =>
  JSON.stringify(
    data,
    (_, value: unknown) => {
      if (typeof value !== 'bigint') return value
      const number = Number(value)
      return Number.isSafeInteger(number) ? number : value.toString()
    },
    2,
  )

const refusalText = ({ message, remedy }: Refusal): string => `${message}\n${remedy}`

/** Runs one command line and gives its exit code. The context is opened only for a real command. */
export const runCommandLine = async (
  args: readonly string[],
  commands: readonly Command[],
  open: () => Context,
  terminal: Terminal,
): Promise<number> => {
  const [name = 'help', ...rest] = args
  if (['help', '--help', '-h'].includes(name)) {
    const topic = rest.find((arg) => !arg.startsWith('-'))
    const about = commands.filter((each) => topic === undefined || each.name === topic)
    const [first] = about
    if (rest.includes('--json')) terminal.out(toJson(helpData(about)))
    else if (first) terminal.out(topic === undefined ? helpText(commands) : describe(first))
    else terminal.err(`There is no command "${topic}".\n\n${helpText(commands)}`)
    return first ? exit.done : exit.misuse
  }
  const command = commands.find((known) => known.name === name)
  const misused = (message: string): number => {
    const usage = command ? describe(command) : helpText(commands)
    if (rest.includes('--json')) {
      const remedy = `Write it as “${command ? `steward ${command.name} --help` : 'steward help'}” says.`
      terminal.out(toJson({ refusal: { code: 'misuse', message, remedy } }))
    } else terminal.err(`${message}\n\n${usage}`)
    return exit.misuse
  }
  if (!command) return misused(`There is no command "${name}".`)
  const input = parse(command, rest)
  if (typeof input === 'string') return misused(`${input}.`)
  if (input.options['help'] === true) {
    terminal.out(describe(command))
    return exit.done
  }
  if (!fits(input.positionals, command.positionals))
    return misused('Arguments are missing or too many.')
  const json = input.options['json'] === true
  const refused = (refusal: Refusal, code: number): number => {
    if (json) terminal.out(toJson({ refusal }))
    else terminal.err(refusalText(refusal))
    return code
  }
  try {
    const result = await command.run(input, open())
    if (!result.ok) return refused(result.refusal, exit.refused)
    const outcome: Outcome = result.value
    const text = json ? toJson(outcome.data) : outcome.text
    if (text !== '') terminal.out(text)
    return outcome.done ? exit.done : exit.refused
  } catch (error) {
    const failure = failureOf(error)
    if (failure.kind === 'fault')
      terminal.err(`[${failure.reference}] ${faultText(error instanceof AppError ? null : error)}`)
    return refused(failure.refusal, failure.kind === 'fault' ? exit.fault : exit.refused)
  }
}
