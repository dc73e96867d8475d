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

/** Feeds that say something of patients, of contracts or of who belongs to the group. */
export const ownFeeds: ReadonlySet<string> = new Set([
  'admitted',
  'critical-care',
  'outpatient',
  'emergency',
  'contract-aggregate',
  'contract-patient',
  'membership',
  'successors',
  'reporting-dates',
])

/** The name of a file below its world's folder, which stays when the folder is moved. */
const nameBelow = (path: string): string => path.slice(path.lastIndexOf('/files/') + 1)

/**
 * The date that stands for today: the sample world's own while all that is loaded of a group is its own
 * (published files may lie beside it), else the day that the clock gives.
 */
export const asAtOf = (
  loads: readonly LoadRecord[],
  world: SampleWorld | null,
  clock: Date,
): string => {
  const names = new Set(world?.files.map(nameBelow))
  const given = loads.filter(({ file }) => !file.path.endsWith(ownFileEnding))
  const others = given.filter(({ file }) => !names.has(nameBelow(file.path)))
  const isSample = others.length < given.length && !others.some(({ feed }) => ownFeeds.has(feed))
  return world !== null && isSample ? world.today : clock.toISOString().slice(0, 10)
}
