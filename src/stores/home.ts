import { mkdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { AppError } from '../core/refusal.ts'

/** Where everything of one group lives. All paths are absolute. */
export type Home = {
  root: string
  /** Immutable Parquet of accepted rows, `<feed>/<period>/<load>.parquet`. */
  lake: string
  /** One JSON record per accepted load; the record is the commit point. */
  loads: string
  /** Rows that could not be used, one Parquet per load. */
  quarantine: string
  /** Priced months, `<kind>/<month>/<key>.parquet`. */
  priced: string
  /** One folder per build, and `current`, which names the one that is served. */
  builds: string
  /** Unfinished work; swept at the start of every load and close. */
  tmp: string
  /** The group's own definitions, laid over the repository's. */
  definitions: string
  keyFile: string
  /** The key of secrets that the ledger holds sealed. */
  secretsFile: string
  lockFile: string
}

const unusable = (message: string): AppError =>
  new AppError({
    code: 'home-unusable',
    message: `STEWARD_HOME cannot be used: ${message}.`,
    remedy: 'Set STEWARD_HOME to a folder that you may write to, or leave it unset for ./var.',
    where: 'STEWARD_HOME',
  })

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** Step by step, because mkdir's own recursion never ends in some folders that take no new ones. */
const makeFolder = (path: string): void => {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory() === true) return
  if (found) throw unusable(`${path} is a file and not a folder`)
  makeFolder(dirname(path))
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EEXIST') return
    if (code === 'ENOSPC' || code === 'EDQUOT') throw error
    throw unusable(`the folder ${path} cannot be made (${code})`)
  }
}

/** Names and makes the folders of a group's data under the given root; AppError home-unusable where they cannot be. */
export const openHome = (root: string): Home => {
  const at = (name: string): string => join(resolve(root), name)
  const home: Home = {
    root: resolve(root),
    lake: at('lake'),
    loads: at('loads'),
    quarantine: at('quarantine'),
    priced: at('priced'),
    builds: at('builds'),
    tmp: at('tmp'),
    definitions: at('definitions'),
    keyFile: at('pseudonym.key'),
    secretsFile: at('secrets.key'),
    lockFile: at('lock'),
  }
  const { root: base, lake, loads, quarantine, priced, builds, tmp, definitions } = home
  for (const folder of [base, lake, loads, quarantine, priced, builds, tmp, definitions]) {
    makeFolder(folder)
  }
  return home
}
