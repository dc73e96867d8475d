import { shellCommands } from '../../src/app/commands.ts'
import { readConfig } from '../../src/app/config.ts'
import { commandReference } from './commands.ts'
import { dataDictionary } from './dictionary.ts'
import { errorReference } from './errors.ts'
import { notices } from './notices.ts'

const commands = (): string => {
  const config = readConfig({})
  if (!config.ok) throw new Error(config.refusal.message)
  return commandReference(shellCommands(config.value, { out: () => {}, err: () => {} }))
}

/** The documents that are generated from the program itself: their path and their text. */
export const references: Readonly<Record<string, () => string>> = {
  'docs/reference/commands.md': commands,
  'docs/reference/data-dictionary.md': dataDictionary,
  'docs/reference/errors.md': errorReference,
  'THIRD-PARTY-NOTICES.md': notices,
}
