import { createHash } from 'node:crypto'
import { rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { noProgress, type Progress } from '../core/progress.ts'
import { AppError, type Refusal, type Result, accept, refuse } from '../core/refusal.ts'
import type { Duck } from '../stores/duck.ts'
import type { Home } from '../stores/home.ts'
import type { LoadRecord } from '../stores/lake.ts'
import { type Opened, openFile } from './file/open-file.ts'
import { type Given, givenPeriod, periodOfRows, sharedPeriod } from './engine/period.ts'
import { publishParts } from './engine/publish-parts.ts'
import { commonestFault, publishQuarantine } from './engine/publish-quarantine.ts'
import { prepareLines, prepareRows, remarksOn } from './engine/rows.ts'
import { stage, type Staged } from './engine/stage.ts'
import { layoutsOf, perhapsForWantOf } from './layouts.ts'

export type LoadOptions = {
  /** The financial year of a file whose content has none, as "2025-26" or "2025/26". */
  year?: string
  /** Id of the layout, where a file could be read as more than one. */
  layout?: string
  /** Whether the month is in its first extract or its final one. */
  cut?: 'flex' | 'freeze'
  onProgress?: Progress
  /** Says why a recognised file may not come into this home; null where it may. */
  admit?: (file: { feed: string; path: string }) => Refusal | null
}

/** A load that is stored but not yet committed: its place in the order of loading is not settled. */
export type Draft = Omit<LoadRecord, 'sequence'>

/** What a load brought; `unchanged` where the same bytes had been loaded before. */
export type Loaded = LoadRecord | { unchanged: LoadRecord }

const idOf = ({ scan, found }: Opened, year: string | null): string =>
  createHash('sha256')
    .update([scan.sha256, found.layout.id, found.layout.version, year ?? ''].join(' '))
    .digest('hex')
    .slice(0, 12)

const changedMeanwhile = ({ scan }: Opened): boolean => {
  const { size, mtimeMs } = statSync(scan.path)
  return size !== scan.bytes || mtimeMs !== scan.modified
}

const nothingAccepted = async (
  duck: Duck,
  opened: Opened,
  staged: Staged,
): Promise<Result<never>> => {
  const { path } = opened.scan
  if (staged.faulty + staged.broken.length === 0) {
    return refuse(
      'no-rows',
      `${path} has a header and no rows.`,
      'Ask the sender for the whole file.',
      path,
    )
  }
  return refuse(
    'nothing-accepted',
    `${path} looks like ${opened.found.layout.title}, but not one of its rows can be used: ${await commonestFault(duck, staged)}.`,
    'Ask the sender for the file as published, or map its form with “steward layout”.',
    path,
  )
}

const bring = async (
  home: Home,
  duck: Duck,
  opened: Opened,
  id: string,
  given: Given,
  options: LoadOptions,
): Promise<Result<Draft>> => {
  const { scan, found } = opened
  const { layout, headerLines, sample } = found
  const shared = sharedPeriod(found, scan.path, given)
  if (!shared.ok) return shared
  await duck.run('set variable period = $period', { period: shared.value ?? '' })
  await layout.prepare?.(duck, home)
  const staged = await stage(duck, home, opened)
  const { repeats } = await prepareLines(duck, staged, layout, headerLines)
  const accepted = staged.good - repeats
  if (accepted === 0) return nothingAccepted(duck, opened, staged)
  const period = await periodOfRows(duck, found, scan.path, shared.value)
  if (!period.ok) return period
  await prepareRows(duck, layout, period.value)
  if (changedMeanwhile(opened)) {
    return refuse(
      'file-changed',
      `${scan.path} was changed while it was read.`,
      'Load it again once it is complete.',
      scan.path,
    )
  }
  const quarantined = staged.faulty + staged.broken.length + repeats
  const quarantine =
    quarantined === 0 ? null : await publishQuarantine(duck, home, layout, id, staged)
  const published = await publishParts(duck, home, layout, id)
  const remarks = await remarksOn(duck, layout)
  return accept({
    id,
    layout: layout.id,
    feed: layout.feed,
    title: layout.title,
    file: { path: scan.path, bytes: scan.bytes, sha256: scan.sha256 },
    loadedAt: new Date().toISOString(),
    extractDate: published.extractDate,
    year: given.period,
    cut: options.cut ?? null,
    lines: {
      physical: opened.lines,
      header: headerLines,
      totals: staged.totals + staged.blank,
      accepted,
      quarantined,
    },
    sums: published.sums,
    parts: published.parts,
    quarantine,
    notes: [...given.notes, ...(layout.notes?.(sample) ?? []), ...remarks],
  })
}

const diskFull = (error: unknown): unknown =>
  error instanceof Error && 'code' in error && error.code === 'ENOSPC'
    ? new AppError(
        {
          code: 'disk-full',
          message:
            'There is no room left on the disk, so the load was stopped and nothing of it was kept.',
          remedy:
            'Free some space or move STEWARD_HOME to a larger disk, then load the file again.',
        },
        { cause: error },
      )
    : error

/** A place to work: a connection, and a home whose temporary folder is its own. */
export type Bench = { home: Home; duck: Duck }

/**
 * Reads, checks and stores one file, all but the record that makes it exist; only the holder of the
 * lock may call it. The load of the same bytes that `loaded` finds is given back instead.
 */
export const draftLoad = async (
  { home, duck }: Bench,
  path: string,
  options: LoadOptions,
  loaded: (id: string) => LoadRecord | undefined,
): Promise<Result<Draft | { unchanged: LoadRecord }>> => {
  const { onProgress = noProgress } = options
  const known = layoutsOf(home, options.layout)
  if (!known.ok) return known
  const { layouts, unusable } = known.value
  const opening = await openFile(resolve(path), layouts, onProgress)
  if (!opening.ok) {
    const { refusal } = opening
    return refusal.code === 'layout-unknown'
      ? { ok: false, refusal: perhapsForWantOf(unusable, refusal) }
      : opening
  }
  const opened = opening.value
  const { feed } = opened.found.layout
  const barred = options.admit?.({ feed, path: opened.scan.path }) ?? null
  if (barred) return { ok: false, refusal: barred }
  const given = givenPeriod(opened.found.layout, path, options.year)
  if (!given.ok) return given
  const id = idOf(opened, given.value.period)
  const before = loaded(id)
  if (before) return accept({ unchanged: before })
  onProgress('Checking', 0, opened.lines)
  try {
    const result = await bring(home, duck, opened, id, given.value, options)
    onProgress('Checking', opened.lines, opened.lines)
    return result
  } catch (error) {
    throw diskFull(error)
  } finally {
    rmSync(join(home.tmp, `staged.${process.pid}.parquet`), { force: true })
  }
}
