import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Home } from '../stores/home.ts'
import { readLoads } from '../stores/lake.ts'
import { currentBuild, databaseOf, isWhole, listBuilds, summaryOf } from './manifest.ts'

const keptWhole = 3

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))

const keepOnly = (folder: string, named: ReadonlySet<string>): void => {
  for (const file of filesUnder(folder))
    if (!named.has(file)) rmSync(join(folder, file), { force: true })
}

/**
 * Removes what nothing names: rows of loads that were never committed, priced months of builds that
 * are no longer whole, and the tables of all but the last three builds. Only the holder of the lock
 * may call it.
 */
export const sweepUnnamed = (home: Home): void => {
  const loads = readLoads(home)
  keepOnly(home.lake, new Set(loads.flatMap(({ parts }) => parts.map(({ file }) => file))))
  keepOnly(home.quarantine, new Set(loads.flatMap(({ quarantine }) => quarantine ?? [])))
  const current = currentBuild(home)?.id
  const builds = listBuilds(home)
    .filter(({ id }) => isWhole(home, id))
    .toSorted((a, b) => Number(b.id === current) - Number(a.id === current))
  for (const { id } of builds.slice(keptWhole)) rmSync(databaseOf(home, id), { force: true })
  const kept = builds.slice(0, keptWhole)
  keepOnly(
    home.priced,
    new Set(kept.flatMap(({ priced }) => priced.flatMap(({ file }) => [file, summaryOf(file)]))),
  )
  const known = new Set(listBuilds(home).map(({ id }) => id))
  for (const entry of readdirSync(home.builds, { withFileTypes: true })) {
    const folder = join(home.builds, entry.name)
    if (entry.isDirectory() && !known.has(entry.name) && existsSync(folder))
      rmSync(folder, { recursive: true })
  }
}
