import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Month } from '../core/month.ts'
import { AppError } from '../core/refusal.ts'
import { publishText } from '../stores/files.ts'
import type { Home } from '../stores/home.ts'
import { parsedFile } from '../stores/parsed.ts'

/** The kinds of patient-level activity that are priced line by line. */
export const kinds = ['admitted', 'outpatient', 'emergency'] as const
export type Kind = (typeof kinds)[number]

const month = z.custom<Month>((text) => typeof text === 'string' && /^\d{4}-\d{2}$/.test(text))

const pricedMonth = z.object({
  kind: z.enum(kinds),
  month,
  key: z.string(),
  /** Relative to the home's priced folder. */
  file: z.string(),
  rows: z.number(),
  /** Exact whole pence, as text. */
  costPence: z.string(),
})

const buildManifest = z.object({
  /** 12 hexadecimal digits of the hash over loads, rules, code and the as-at date. */
  id: z.string(),
  madeAt: z.string(),
  /** The date that stands for today: late and missing files and the first cut are judged by it. */
  asAt: z.string(),
  /** Hash of the SQL and pricing code that made it. */
  code: z.string(),
  loads: z.array(z.string()),
  rules: z.array(z.object({ id: z.string(), sha256: z.string() })),
  priced: z.array(pricedMonth),
  months: z.object({ first: month, last: month }).nullable(),
  groups: z.array(z.object({ code: z.string(), name: z.string() })),
  controls: z.object({ checked: z.number(), differ: z.number() }),
  /** What the group does not have, in words for its pages. */
  missing: z.array(z.string()),
  /** The newest entry of the audit when it was made; null without a ledger, and in builds of earlier versions. */
  audit: z.object({ number: z.number(), hash: z.string() }).nullable().default(null),
  /** How long the file of its tables is; nought in builds of earlier versions. */
  bytes: z.number().default(0),
})

/** One immutable file of priced lines: named by the hash of everything that went into it. */
export type PricedMonth = z.infer<typeof pricedMonth>

/** What a build is made of: enough to make the same build again while its loads are in the lake. */
export type BuildManifest = z.infer<typeof buildManifest>

/** Beside each priced month lies its summary, from which the marts are made; it is there before the month is. */
export const summaryOf = (file: string): string => file.replace(/\.parquet$/, '.summary.parquet')

export const databaseOf = (home: Home, id: string): string =>
  join(home.builds, id, 'warehouse.duckdb')
const manifestOf = (home: Home, id: string): string => join(home.builds, id, 'manifest.json')
const currentFile = (home: Home): string => join(home.builds, 'current')

/** The manifest of a build, or null where there is none of that id. */
export const readManifest = (home: Home, id: string): BuildManifest | null =>
  /^[0-9a-f]{12}$/.test(id) && existsSync(manifestOf(home, id))
    ? parsedFile(manifestOf(home, id), buildManifest, (text) =>
        buildManifest.parse(JSON.parse(text)),
      )
    : null

export const writeManifest = (home: Home, manifest: BuildManifest): void =>
  publishText(home, manifestOf(home, manifest.id), `${JSON.stringify(manifest, null, 2)}\n`)

/** True while a build has its tables, none of them cut off, as well as its manifest. */
export const isWhole = (home: Home, id: string): boolean => {
  const manifest = readManifest(home, id)
  const tables = statSync(databaseOf(home, id), { throwIfNoEntry: false })
  return manifest !== null && tables !== undefined && tables.size >= manifest.bytes
}

/** The build that is served, null before the first close. */
export const currentBuild = (home: Home): BuildManifest | null =>
  existsSync(currentFile(home))
    ? readManifest(home, readFileSync(currentFile(home), 'utf8').trim())
    : null

/** Serves another build from now on, at one moment. */
export const serveBuild = (home: Home, id: string): void => {
  if (!isWhole(home, id)) {
    throw new AppError({
      code: 'no-build',
      message: `Build ${id} is not whole, so it cannot be served.`,
      remedy: 'Remake it, or close again.',
    })
  }
  publishText(home, currentFile(home), `${id}\n`)
}

/** Every build that has a manifest, newest first. */
export const listBuilds = (home: Home): BuildManifest[] =>
  readdirSync(home.builds)
    .flatMap((id) => readManifest(home, id) ?? [])
    .toSorted((a, b) => (a.madeAt < b.madeAt ? 1 : -1))
