import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

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

/** Names and makes the folders of a group's data under the given root. */
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
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  }
  return home
}
