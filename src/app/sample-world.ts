import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { ownFileEnding } from '../features/membership/membership.ts'
import type { LoadRecord } from '../stores/lake.ts'

const description = z.object({ today: z.iso.date(), files: z.array(z.string()) })

/** What a finished sample world says of itself; null while there is none or it is unfinished. */
export type SampleWorld = { folder: string; today: string; files: string[] }

export const readSampleWorld = (folder: string): SampleWorld | null => {
  const path = join(folder, 'world.json')
  if (!existsSync(path)) return null
  const { today, files } = description.parse(JSON.parse(readFileSync(path, 'utf8')))
  return { folder, today, files: files.map((file) => join(folder, file)) }
}

/** Whether a path lies in a folder. */
export const isWithin = (folder: string, path: string): boolean =>
  !relative(folder, path).startsWith('..')

/**
 * The date that stands for today: the sample world's own while nothing but its files is loaded,
 * else the day that the clock gives.
 */
export const asAtOf = (
  loads: readonly LoadRecord[],
  world: SampleWorld | null,
  clock: Date,
): string => {
  const given = loads.filter(({ file }) => !file.path.endsWith(ownFileEnding))
  return world !== null &&
    given.length > 0 &&
    given.every(({ file }) => isWithin(world.folder, file.path))
    ? world.today
    : clock.toISOString().slice(0, 10)
}
