import { resolve } from 'node:path'
import { z } from 'zod'
import { accept, refuse, type Result } from '../core/refusal.ts'
import type { OutsideProvider } from '../features/access/access.ts'

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
  /** The address under which a proxy serves the group's pages (STEWARD_URL); null on this machine only. */
  url: string | null
  /** The OpenID Connect provider whose accounts may sign in (STEWARD_OIDC_…); null where there is none. */
  outside: OutsideProvider | null
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
  STEWARD_URL: z
    .string()
    .regex(/^(https:\/\/[\w.-]+(:\d+)?|http:\/\/localhost:\d+)$/)
    .optional(),
  STEWARD_OIDC_ISSUER: z
    .string()
    .regex(/^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1)[:/])/)
    .optional(),
  STEWARD_OIDC_CLIENT: z.string().min(1).optional(),
  STEWARD_OIDC_SECRET: z.string().min(1).optional(),
  STEWARD_OIDC_NAME: z.string().min(1).max(60).default('your organisation’s account'),
})

const remedies: Readonly<Record<string, string>> = {
  STEWARD_HOME: 'Set it to a folder that you may write to, or leave it unset for ./var.',
  PORT: 'Set it to a whole number from 0 to 65535, or leave it unset for 3000.',
  STEWARD_MEMORY: 'Set it to a size such as 512MB or 2GB, or leave it unset for 1GB.',
  DATABASE_URL:
    'Set it to postgresql://ACCOUNT:PASSWORD@SERVER/DATABASE, or leave it unset for a ledger in STEWARD_HOME.',
  STEWARD_URL: 'Set it to the address of the group’s pages, as https://steward.example.org.',
  STEWARD_OIDC_ISSUER: 'Set it to the https address that the provider names as its issuer.',
  STEWARD_OIDC_CLIENT: 'Set it to the name under which the provider knows Steward.',
  STEWARD_OIDC_SECRET: 'Set it to the secret that the provider gave for Steward.',
  STEWARD_OIDC_NAME: 'Set it to at most 60 characters for the button on the page to sign in.',
}

const outsideOf = (read: z.infer<typeof environment>): OutsideProvider | null => {
  const { STEWARD_OIDC_ISSUER: issuer, STEWARD_OIDC_CLIENT: client } = read
  const { STEWARD_OIDC_SECRET: secret, STEWARD_OIDC_NAME: name } = read
  return issuer === undefined || client === undefined || secret === undefined
    ? null
    : { name, issuer, client, secret }
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
    url: read.data.STEWARD_URL ?? null,
    outside: outsideOf(read.data),
  })
}
