import { join } from 'node:path'
import type { Month } from '../core/month.ts'
import { AppError } from '../core/refusal.ts'
import { openDuck, type Duck } from '../stores/duck.ts'
import type { Home } from '../stores/home.ts'
import { currentParts, readLoads } from '../stores/lake.ts'
import {
  currentBuild,
  databaseOf,
  isWhole,
  readManifest,
  type BuildManifest,
  type Kind,
} from './manifest.ts'
import { requireShape } from './shape.ts'

/**
 * The build that pages are read from: its manifest, a read-only database with the tables of schema.sql,
 * and the Parquet files behind it for single lines. The database reaches no file outside them.
 */
export type Served = {
  manifest: BuildManifest
  duck: Duck
  /** Names what the tables are cut to, for keys of what is kept; absent where they are whole. */
  scope?: string
  /** True where the members of the newest month count in every month. */
  membersNow?: boolean
  /** True where the figures are as they may leave the group: sums of localities without small counts. */
  released?: boolean
  /** Absolute paths of the priced lines of a kind (for read_parquet), all months when none are named; may be empty. */
  pricedFiles(kind: Kind, months?: readonly Month[]): string[]
  /** Absolute paths of the accepted rows of a feed in this build, all periods when none are named; may be empty. */
  lakeFiles(feed: string, periods?: readonly string[]): string[]
  /** Gives the build back; it is closed once a newer one is served and the last reader has given it back. */
  close(): void
}

type Open = {
  id: string
  build: Promise<Omit<Served, 'close'>>
  readers: number
  replaced: boolean
}

const damaged = (id: string, cause?: unknown): AppError =>
  new AppError(
    {
      code: 'build-damaged',
      message: `The tables of build ${id} are gone or cut off.`,
      remedy:
        'Close the months again: npm run steward -- close. The same tables are made from what is loaded.',
    },
    { cause },
  )

const isUnreadable = (error: unknown): boolean =>
  error instanceof Error &&
  /^(IO|Serialization) Error|not a valid DuckDB|corrupt/i.test(error.message)

const open = async (
  home: Home,
  manifest: BuildManifest,
  memory: string,
): Promise<Omit<Served, 'close'>> => {
  const duck = await openDuck({
    file: databaseOf(home, manifest.id),
    readOnly: true,
    tmp: home.tmp,
    memory,
    onlyFolders: [home.lake, home.priced],
  }).catch((error: unknown) => {
    throw isUnreadable(error) ? damaged(manifest.id, error) : error
  })
  try {
    await requireShape(duck, manifest, home.tmp)
  } catch (error) {
    duck.close()
    throw error
  }
  const named = new Set(manifest.loads)
  const parts = currentParts(readLoads(home).filter(({ id }) => named.has(id)))
  return {
    manifest,
    duck,
    pricedFiles: (kind, months) =>
      manifest.priced
        .filter(
          (each) => each.kind === kind && each.rows > 0 && (months?.includes(each.month) ?? true),
        )
        .map(({ file }) => join(home.priced, file)),
    lakeFiles: (feed, periods) =>
      parts
        .filter(({ load, part }) => load.feed === feed && (periods?.includes(part.period) ?? true))
        .map(({ part }) => join(home.lake, part.file)),
  }
}

/** The builds that this process has open, by the folder of their group; one that was replaced stays until its readers have gone. */
const opened = new Map<string, Open>()

const release = async (entry: Open): Promise<void> => {
  if (entry.readers === 0 && entry.replaced) (await entry.build).duck.close()
}

/** The build that is served now, opened once for all readers; AppError no-build before the first close, build-damaged, build-older. */
export const openServed = async (home: Home, memory = '1GB'): Promise<Served> => {
  const manifest = currentBuild(home)
  if (!manifest) {
    throw new AppError({
      code: 'no-build',
      message: 'No month has been closed yet, so there are no figures.',
      remedy: 'Load some files and close: steward load FILE…, then steward close.',
    })
  }
  let entry = opened.get(home.root)
  if (entry?.id !== manifest.id) {
    if (!isWhole(home, manifest.id)) throw damaged(manifest.id)
    const fresh: Open = {
      id: manifest.id,
      build: open(home, manifest, memory),
      readers: 0,
      replaced: false,
    }
    opened.set(home.root, fresh)
    fresh.build.catch(() => opened.delete(home.root))
    if (entry) {
      entry.replaced = true
      await release(entry)
    }
    entry = fresh
  }
  const held = entry
  held.readers++
  let given = false
  const close = (): void => {
    if (given) return
    given = true
    held.readers--
    void release(held)
  }
  try {
    return { ...(await held.build), close }
  } catch (error) {
    close()
    throw error
  }
}

/** An older build that is still whole, for one reader alone; AppError no-build where it is not. */
export const openBuild = async (home: Home, id: string, memory = '1GB'): Promise<Served> => {
  const manifest = isWhole(home, id) ? readManifest(home, id) : null
  if (!manifest) {
    throw new AppError({
      code: 'no-build',
      message: `Build ${id} is not here any more, or never was.`,
      remedy: `The last three builds are kept; an older one can be remade from its manifest.`,
    })
  }
  const build = await open(home, manifest, memory)
  return { ...build, close: () => build.duck.close() }
}

/** Closes the build that this process has open for a group, once nobody reads it: at the end of a process or a test. */
export const closeServed = async (home: Home): Promise<void> => {
  const entry = opened.get(home.root)
  if (!entry) return
  opened.delete(home.root)
  entry.replaced = true
  await release(entry)
}
