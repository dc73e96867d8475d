import { createHash } from 'node:crypto'
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { noProgress, type Progress } from '../core/progress.ts'
import { AppError } from '../core/refusal.ts'
import { damageOf } from '../stores/damage.ts'
import { openDuck } from '../stores/duck.ts'
import { publish, sweep } from '../stores/files.ts'
import type { Home } from '../stores/home.ts'
import { currentParts, readLoads, type CurrentPart, type LoadRecord } from '../stores/lake.ts'
import { withLock } from '../stores/lock.ts'
import { whileClosing } from './closing.ts'
import { fillBuild } from './tables/build.ts'
import { codeVersion } from './inputs/code-version.ts'
import { readDirectory } from './inputs/directory.ts'
import {
  databaseOf,
  isWhole,
  readManifest,
  serveBuild,
  writeManifest,
  type BuildManifest,
} from './manifest.ts'
import { monthsOf, pricingsOf, type Pricing } from './inputs/plan.ts'
import { loadRulePacks } from './pricing/rule-pack.ts'
import { priceAll } from './inputs/price.ts'
import { readReconciliation } from './inputs/reconciliation.ts'
import { missingFeeds } from './tables/records.ts'
import { referenceText } from './tables/names.ts'
import { sweepUnnamed } from './sweep.ts'

export type CloseOptions = {
  /** The date that stands for today, "2020-04-20". */
  asAt: string
  /** DuckDB's memory limit; the process needs about 1 GB beside it. */
  memory?: string
  onProgress?: Progress
  /** The newest entry of the audit, for the manifest: so that each close bears witness to what was decided before it. */
  audit?: BuildManifest['audit']
  /** Ids of the loads to use; all of them when not given. */
  loads?: readonly string[]
  /** Use only what had been loaded up to and with this one, to see an old month as it was; such a build is not served. */
  upTo?: number
}

const defaultMemory = '1GB'

const chooseLoads = (home: Home, { loads, upTo }: CloseOptions): LoadRecord[] => {
  const chosen = readLoads(home).filter(
    ({ id, sequence }) =>
      (loads === undefined || loads.includes(id)) && (upTo === undefined || sequence <= upTo),
  )
  if (chosen.length > 0) return chosen
  throw new AppError({
    code: 'nothing-loaded',
    message: 'Nothing has been loaded, so there is nothing to close.',
    remedy: 'Load some files first: steward load FILE…',
  })
}

type Rules = { id: string; sha256: string }[]

const idOf = (
  loads: readonly LoadRecord[],
  parts: readonly CurrentPart[],
  pricings: readonly Pricing[],
  rules: Rules,
  asAt: string,
): string =>
  createHash('sha256')
    .update(
      JSON.stringify({
        loads: loads.map(({ id }) => id),
        parts: parts.map(({ load, part }) => [load.id, part.period, part.part]),
        priced: pricings.map(({ kind, month, key }) => [kind, month, key]),
        rules,
        reference: createHash('sha256').update(referenceText()).digest('hex'),
        code: codeVersion().tables,
        asAt,
      }),
    )
    .digest('hex')
    .slice(0, 12)

/** Whether the priced months of a build are as they were published. */
const hasItsLines = (home: Home, { priced }: BuildManifest): boolean =>
  priced.every(({ rows, file }) => rows === 0 || damageOf(join(home.priced, file)) === null)

/** Refuses to close over files of the lake that are gone or cut off. */
const demandUndamaged = (home: Home, parts: readonly CurrentPart[]): void => {
  for (const { load, part } of parts) {
    const file = join(home.lake, part.file)
    const damage = damageOf(file)
    if (damage === null) continue
    throw new AppError({
      code: 'lake-damaged',
      message: `The file ${file}, which came of ${load.file.path}, ${damage}.`,
      remedy: `Put it back from a backup; or take the record of load ${load.id} out of ${home.loads} and load the sender’s file again. The figures that are served stay as they are.`,
      where: file,
    })
  }
}

const make = async (home: Home, options: CloseOptions): Promise<BuildManifest> => {
  const { asAt, memory = defaultMemory, onProgress = noProgress, audit = null } = options
  onProgress('Reading what is loaded', 0, 1)
  const loads = chooseLoads(home, options)
  const parts = currentParts(loads)
  demandUndamaged(home, parts)
  const packs = loadRulePacks(home.definitions)
  const { rule, sha256 } = readReconciliation(home)
  const rules = [
    ...packs.map(({ pack, sha256: hash }) => ({ id: pack.id, sha256: hash })),
    { id: rule.id, sha256 },
  ]
  const months = monthsOf(parts)
  const duck = await openDuck({ tmp: home.tmp, memory })
  const directory = await readDirectory(duck, home, parts).finally(() => duck.close())
  const pricings = pricingsOf(home, parts, packs, directory)
  const id = idOf(loads, parts, pricings, rules, asAt)
  const made = isWhole(home, id) ? readManifest(home, id) : null
  if (made && made.bytes > 0 && hasItsLines(home, made)) return made
  const priced = await priceAll(home, memory, pricings, onProgress)
  const unfinished = join(home.tmp, `${id}.duckdb`)
  const tables = await openDuck({ tmp: home.tmp, file: unfinished, memory })
  let filled: Awaited<ReturnType<typeof fillBuild>>
  try {
    filled = await fillBuild(tables, home, { loads, parts, priced, months, rule, asAt }, onProgress)
  } catch (error) {
    tables.close()
    rmSync(unfinished, { force: true })
    throw error
  }
  tables.close()
  const [first, last] = [months[0], months.at(-1)]
  const manifest: BuildManifest = {
    id,
    madeAt: new Date().toISOString(),
    asAt,
    code: Object.values(codeVersion()).join('-'),
    loads: loads.map((load) => load.id),
    rules,
    priced,
    months: first === undefined || last === undefined ? null : { first, last },
    groups: filled.groups,
    controls: { checked: filled.checked, differ: 0 },
    missing: missingFeeds(parts).map(({ note }) => note),
    audit,
    bytes: statSync(unfinished).size,
  }
  publish(unfinished, databaseOf(home, id))
  writeManifest(home, manifest)
  return manifest
}

/** Node says that a disk is full in its own way; DuckDB's way is known to stores/duck.ts. */
const orDiskFull = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
    throw new AppError(
      {
        code: 'disk-full',
        message:
          'There is no room left on the disk, so the close was stopped; the build before is still served.',
        remedy: 'Free some space or move STEWARD_HOME to a larger disk, then close again.',
      },
      { cause: error },
    )
  }
}

/**
 * Closes the months: prices what is new, builds the tables of the figures from the lake, holds
 * every control total against its other side, and serves the build from then on. The same loads,
 * rules and date give the same build, and then nothing is done. Whatever interrupts it, the build
 * before is served whole, and the next close completes.
 *
 * Throws AppError busy, nothing-loaded, membership-overlap, controls-differ, disk-full.
 */
export const close = (home: Home, options: CloseOptions): Promise<BuildManifest> =>
  withLock(home, 'this close', () =>
    orDiskFull(async () => {
      sweep(home)
      const manifest = await whileClosing(home, () => make(home, options))
      if (options.upTo === undefined) serveBuild(home, manifest.id)
      sweepUnnamed(home)
      sweep(home)
      return manifest
    }),
  )

/**
 * Makes an old build again, tables and priced months, from its manifest and the lake. It does not
 * become the one that is served.
 *
 * Throws AppError no-build, and build-cannot-be-remade where rules, code or loads are no longer the same.
 */
export const remake = (
  home: Home,
  id: string,
  options: Pick<CloseOptions, 'memory' | 'onProgress'> = {},
): Promise<BuildManifest> =>
  withLock(home, 'this remaking', async () => {
    sweep(home)
    const old = readManifest(home, id)
    if (!old) {
      throw new AppError({
        code: 'no-build',
        message: `There is no build ${id}.`,
        remedy: 'Choose one of the builds on the data status page.',
      })
    }
    if (isWhole(home, id)) return old
    const made = await make(home, { ...options, asAt: old.asAt, loads: old.loads })
    if (made.id === id) return made
    throw new AppError({
      code: 'build-cannot-be-remade',
      message: `Build ${id} cannot be made again as it was: the rules, the program or the loads have changed since ${old.madeAt}. With what is here now, the same loads give build ${made.id}.`,
      remedy: `Use build ${made.id}, or run the version of Steward that made it, with its definitions.`,
    })
  })
