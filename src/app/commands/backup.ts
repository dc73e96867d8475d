import { accept } from '../../core/refusal.ts'
import type { Command } from '../../features/context.ts'
import { backUp } from '../../stores/backup/backup.ts'
import { restore } from '../../stores/backup/restore.ts'
import type { Config } from '../config.ts'

const count = (value: number): string => value.toLocaleString('en-GB')

/** Writes the whole group into one file. */
export const backupCommand = ({ databaseUrl }: Config): Command => ({
  name: 'backup',
  usage: 'FILE',
  summary:
    'write ledger, lake, builds, definitions and the key into one file; keep it as secret as the key',
  positionals: ['FILE'],
  options: {},
  run: async ({ positionals: [file = ''] }, { home }) => {
    const made = await backUp(home, databaseUrl, file)
    const text = [
      `Backed up: ${count(made.files)} files, ${count(made.tables)} tables of the ledger with ${count(made.rows)} rows, ${count(Math.ceil(made.bytes / 1_000_000))} MB in ${made.file}.`,
      ...(made.newest
        ? [
            `Its audit ends with ${made.newest.number}:${made.newest.hash}; steward verify --entry asks later whether that is still there.`,
          ]
        : []),
      'It was read back whole. It holds the key of the pseudonyms: keep it as secret as the key.',
    ].join('\n')
    return accept({ done: true, text, data: made })
  },
})

/** Puts such a file into an empty home. */
export const restoreCommand = ({ databaseUrl }: Config): Command => ({
  name: 'restore',
  usage: 'FILE',
  summary: 'put a backup into an empty STEWARD_HOME, and an empty DATABASE_URL where one is set',
  positionals: ['FILE'],
  options: {},
  run: async ({ positionals: [file = ''] }, { home }) => {
    const made = await restore(home, databaseUrl, file)
    const { audit } = made
    const text = [
      `Restored what was backed up at ${made.madeAt}: ${count(made.files)} files, ${count(made.rows)} rows of the ledger, build ${made.build ?? 'none'}.`,
      audit.broken === null
        ? `The audit has ${count(audit.entries)} entries and is whole.`
        : `The audit is broken: ${audit.broken}.`,
      'Now: steward verify',
    ].join('\n')
    return accept({ done: audit.broken === null, text, data: made })
  },
})
