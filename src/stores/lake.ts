import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { publishText } from './files.ts'
import type { Home } from './home.ts'
import { parsedFile } from './parsed.ts'

const loadPart = z.object({
  /** A month, a financial year or "all", as the feed has it. */
  period: z.string(),
  /** What a later load of the same feed, period and part replaces: "all", a provider, an edition. */
  part: z.string(),
  /** Path of the Parquet file relative to the lake. */
  file: z.string(),
  rows: z.number(),
  /** First and last date that the rows cover, where they carry one. */
  from: z.string().nullable(),
  to: z.string().nullable(),
})

const loadRecord = z.object({
  /** First 12 hex digits of SHA-256 over the file's bytes, the layout and the layout's version. */
  id: z.string(),
  /** Order of loading: 1, 2, 3 … */
  sequence: z.number(),
  layout: z.string(),
  feed: z.string(),
  /** What was recognised, in words. */
  title: z.string(),
  file: z.object({ path: z.string(), bytes: z.number(), sha256: z.string() }),
  loadedAt: z.string(),
  extractDate: z.string().nullable(),
  /** The year, where the content has none and the name or the operator gave it. */
  year: z.string().nullable(),
  cut: z.enum(['flex', 'freeze']).nullable(),
  /** Physical lines are the sum of the other four. */
  lines: z.object({
    physical: z.number(),
    header: z.number(),
    totals: z.number(),
    accepted: z.number(),
    quarantined: z.number(),
  }),
  /** Exact sums of the money columns over accepted rows, as text of an integer in the column's unit. */
  sums: z.record(z.string(), z.string()),
  parts: z.array(loadPart),
  /** Path of the quarantine Parquet relative to the quarantine folder. */
  quarantine: z.string().nullable(),
  notes: z.array(z.string()),
})

/** The accepted rows of one load that belong to one period. */
export type LoadPart = z.infer<typeof loadPart>

/** What one accepted file brought. Its existence is what makes the load's Parquet files exist. */
export type LoadRecord = z.infer<typeof loadRecord>

const recordName = (record: LoadRecord): string =>
  `${String(record.sequence).padStart(6, '0')}-${record.id}.json`

const parseRecord = (text: string): LoadRecord => loadRecord.parse(JSON.parse(text))

/** Every accepted load, oldest first. */
export const readLoads = (home: Home): LoadRecord[] =>
  readdirSync(home.loads)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => parsedFile(join(home.loads, name), loadRecord, parseRecord))

/** Makes a load exist, whole, at one moment. Its Parquet files must already be in place. */
export const commitLoad = (home: Home, record: LoadRecord): void =>
  publishText(home, join(home.loads, recordName(record)), `${JSON.stringify(record, null, 2)}\n`)

export type CurrentPart = { load: LoadRecord; part: LoadPart }

const isOlder = (load: LoadRecord, held: CurrentPart | undefined): boolean =>
  held !== undefined &&
  load.extractDate !== null &&
  held.load.extractDate !== null &&
  load.extractDate < held.load.extractDate

/**
 * For each feed, period and part the version that counts: the newest extract, or the one that was loaded last where extracts
 * are of the same day or do not say. An extract that is found late replaces nothing newer.
 */
export const currentParts = (loads: readonly LoadRecord[]): CurrentPart[] => {
  const latest = new Map<string, CurrentPart>()
  for (const load of loads.toSorted((a, b) => a.sequence - b.sequence)) {
    for (const part of load.parts) {
      const name = `${load.feed}/${part.period}/${part.part}`
      if (!isOlder(load, latest.get(name))) latest.set(name, { load, part })
    }
  }
  return [...latest.values()]
}
