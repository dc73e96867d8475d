import { availableParallelism } from 'node:os'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { noProgress } from '../core/progress.ts'
import type { Progress } from '../core/progress.ts'
import { dayOf } from './calendar.ts'
import { makeCounty, today } from './county/county.ts'
import { doJobs } from './crew.ts'
import { damage } from './damage.ts'
import { jobsOf } from './jobs.ts'
import type { WorldFile } from './text-file.ts'
import { groupCode, groupName } from './county/places.ts'
import type { Size } from './county/practices.ts'
import { writeDirectory } from './reference/directory.ts'
import { writeLists } from './reference/lists.ts'
import { writeMembership } from './reference/membership.ts'
import { writeNeed } from './reference/need.ts'
import { writeNetworks } from './reference/networks.ts'
import { writePrices } from './reference/prices.ts'
import { writeRegisters } from './reference/registers.ts'
import { makeTruths } from './truths.ts'

/** What `world.json` says: the world's own today, its group, its months, and its files in the order in which they came. */
export type WorldManifest = {
  today: string
  seed: string
  size: Size
  groupCode: string
  groupName: string
  months: [first: string, last: string]
  files: string[]
  /** The files that are the first extract of their month. */
  flex: string[]
  /** A damaged file beside them that must be refused, whenever somebody tries it. */
  refused: string[]
}

export type WorldOptions = {
  folder: string
  size: Size
  seed?: string
  /** Worker threads; the bytes are the same with any number. */
  threads?: number
  onProgress?: Progress
}

export const defaultSeed = 'cobwold'

/**
 * Writes the invented county into a folder: the publishers' files with their warts, `world.json`,
 * and `truths.json` with what was planted. The same seed and size give the same bytes on any machine.
 */
export const makeWorld = async (options: WorldOptions): Promise<void> => {
  const { folder, size, seed = defaultSeed, onProgress = noProgress } = options
  const { threads = Math.min(size === 'county' ? 4 : 2, availableParallelism()) } = options
  rmSync(join(folder, 'files'), { recursive: true, force: true })
  rmSync(join(folder, 'world.json'), { force: true })
  mkdirSync(folder, { recursive: true })
  const county = makeCounty(size, seed, folder)
  const jobs = jobsOf(county)
  const reference = [
    ...writeDirectory(county),
    await writeNetworks(county),
    ...writeMembership(county),
    ...writePrices(county),
    ...writeNeed(county),
    ...writeRegisters(county),
    ...writeLists(county),
  ]
  const results = await doJobs(county, jobs, threads, onProgress)
  const monthly: WorldFile[] = results.flatMap((result) => result.files)
  const damaged = damage(county, monthly)
  const inOrder = monthly
    .map((file, i) => ({ ...file, i }))
    .sort((a, b) => a.day - b.day || a.i - b.i)
    .filter((file) => file.day <= dayOf(today) && file.path !== damaged.truncated)
  const manifest: WorldManifest = {
    today,
    seed,
    size,
    groupCode,
    groupName,
    months: [county.months[0] ?? '', county.months.at(-1) ?? ''],
    files: [...reference, ...inOrder.map((file) => file.path)],
    flex: inOrder.filter((file) => file.cut === 'flex').map((file) => file.path),
    refused: [damaged.truncated],
  }
  const write = (name: string, value: unknown): void =>
    writeFileSync(join(folder, name), `${JSON.stringify(value, null, 2)}\n`)
  write('truths.json', makeTruths(county, results, damaged))
  write('world.json', manifest)
}
