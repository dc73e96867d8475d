import { resolve } from 'node:path'
import { z } from 'zod'
import { accept, refuse, type Result } from '../core/refusal.ts'

/** The settings of one process, read once from the environment. */
export type Config = {
  /** Folder of the group's data (STEWARD_HOME). */
  home: string
  /** Folder of the sample world's files, always outside the home. */
  world: string
  /** Port of the server (PORT). */
  port: number
  /** DuckDB's memory limit (STEWARD_MEMORY). */
  memory: string
  /** The PostgreSQL server of the ledger (DATABASE_URL); null for the home's own. */
  databaseUrl: string | null
}

const environment = z.object({
  STEWARD_HOME: z.string().min(1).default('var'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  STEWARD_MEMORY: z
    .string()
    .regex(/^[1-9]\d*(MB|GB)$/)
    .default('1GB'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
})

const remedies: Readonly<Record<string, string>> = {
  STEWARD_HOME: 'Set it to a folder that you may write to, or leave it unset for ./var.',
  PORT: 'Set it to a whole number from 0 to 65535, or leave it unset for 3000.',
  STEWARD_MEMORY: 'Set it to a size such as 512MB or 2GB, or leave it unset for 1GB.',
  DATABASE_URL:
    'Set it to postgresql://ACCOUNT:PASSWORD@SERVER/DATABASE, or leave it unset for a ledger in STEWARD_HOME.',
}

/** Reads the settings; refused when one is not usable. */
export const readConfig = (env: NodeJS.ProcessEnv): Result<Config> => {
  const read = environment.safeParse(env)
  if (!read.success) {
    const name = String(read.error.issues[0]?.path[0])
    return refuse('setting', `${name} cannot be used.`, remedies[name] ?? '', name)
  }
  const home = resolve(read.data.STEWARD_HOME)
  return accept({
    home,
    world: `${home}-world`,
    port: read.data.PORT,
    memory: read.data.STEWARD_MEMORY,
    databaseUrl: read.data.DATABASE_URL ?? null,
  })
}
