import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Refusal } from '../../core/refusal.ts'
import { publishText } from '../../stores/files.ts'
import type { Home } from '../../stores/home.ts'
import { readLoads } from '../../stores/lake.ts'
import { isWithin, ownFeeds, readSampleWorld } from '../sample-world.ts'

/** What a home is for: the invented county, or a group's own data. */
export type Kind = 'sample' | 'real'

const marker = (home: Home, kind: Kind): string => join(home.root, `${kind}-group`)

/**
 * What a home is for, as far as that is settled: as it was written down at its first start, else by what
 * has been loaded into it; null while nothing has.
 */
export const kindOf = (home: Home, worldFolder: string): Kind | null => {
  if (existsSync(marker(home, 'real'))) return 'real'
  if (existsSync(marker(home, 'sample'))) return 'sample'
  const loads = readLoads(home)
  if (loads.length === 0) return null
  const world = readSampleWorld(worldFolder)
  return world !== null && loads.every(({ file }) => isWithin(world.folder, file.path))
    ? 'sample'
    : 'real'
}

/**
 * Writes down what a home is for, so that an interrupted start is taken up again; `byHand` where files were
 * loaded before the first start, so that there is nothing left to load.
 */
export const settleKind = (
  home: Home,
  worldFolder: string,
  empty: boolean,
): { kind: Kind; byHand: boolean } => {
  const held = kindOf(home, worldFolder)
  const kind = held ?? (empty ? 'real' : 'sample')
  const isSettled = existsSync(marker(home, kind))
  if (!isSettled) publishText(home, marker(home, kind), `${new Date().toISOString()}\n`)
  return { kind, byHand: held !== null && !isSettled }
}

/**
 * Keeps real data out of the sample world, in which anyone may be anyone: published files may be loaded
 * beside it, but of patients, contracts and membership only the world's own.
 */
export const admitTo = (
  home: Home,
  worldFolder: string,
): ((file: { feed: string; path: string }) => Refusal | null) => {
  if (kindOf(home, worldFolder) !== 'sample') return () => null
  const world = new Set(readSampleWorld(worldFolder)?.files)
  return ({ feed, path }) =>
    !ownFeeds.has(feed) || world.has(path)
      ? null
      : {
          code: 'sample-world',
          message: `${path} holds data of patients, contracts or membership, and this is the sample world, where every visitor may be anyone.`,
          remedy:
            'Begin a group of your own with STEWARD_HOME set to a new folder and npm start -- --empty, and load it there.',
          where: path,
        }
}
