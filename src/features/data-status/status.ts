import { parseMonth, type Month } from '../../core/month.ts'
import { sqlFile, type Parameters, type Row } from '../../stores/duck.ts'
import { readLoads } from '../../stores/lake.ts'
import type { Home } from '../../stores/home.ts'
import type { Scope } from '../../stores/scope.ts'
import { perBuild } from '../../warehouse/per-build.ts'
import type { Served } from '../../warehouse/served.ts'

/** A file that arrived, its periods, and what became of its rows. */
export type FileRow = {
  load_id: string
  sequence: number
  feed: string
  title: string
  file_name: string
  loaded_at: string
  extract_date: string | null
  cut: string | null
  first: string
  last: string
  rows: bigint
  quarantined: bigint
  version: bigint
  in_use: boolean
  notes: string | null
}

/** One cell of the grid: a feed in a month. */
export type FeedMonth = {
  feed: string
  month: Month
  state: string
  cut: string | null
  rows: bigint | null
  extract_date: string | null
  absent: string | null
}

export type QuarantineRow = {
  load_id: string
  file_name: string
  column_name: string
  reason: string
  remedy: string
  rows: bigint
  in_use: boolean
}

export type ControlRow = {
  step: string
  feed: string
  measure: string
  checked: bigint
  differ: bigint
}

export type DifferingControl = {
  step: string
  feed: string
  period: string
  measure: string
  left_label: string
  left_value: string
  right_label: string
  right_value: string
}

export type AttributionRow = {
  attribution: string
  in_group: boolean
  lines: bigint
  pence: bigint
}

export type PracticeDifference = {
  practice_sent: string | null
  practice_derived: string | null
  lines: bigint
  first: string
  last: string
  all_lines: bigint
}

export type ComparisonRow = {
  provider: string
  month: string
  pod: string
  sent_activity: bigint
  sent_pence: bigint
  own_lines: bigint
  own_pence: bigint
  difference: bigint
}

export type ComparisonTotal = {
  compared: bigint
  equal: bigint
  sent_pence: bigint
  own_pence: bigint
}

export type UnpricedRow = {
  kind: string
  financial_year: string
  hrg: string | null
  specialty: string | null
  reason: string
  lines: bigint
  all_lines: bigint
}

export type ExcludedRow = {
  kind: string
  reason: string
  lines: bigint
  first: string
  last: string
}

/** A file that was loaded after the build was made, so no figure counts it yet. */
export type Waiting = { load: string; title: string; file: string; loadedAt: string }

/** Everything that the data status page says about one build. */
export type Status = {
  build: { id: string; asAt: string; madeAt: string }
  months: { first: Month; last: Month } | null
  waiting: Waiting[]
  files: FileRow[]
  grid: FeedMonth[]
  quarantine: QuarantineRow[]
  controls: ControlRow[]
  differing: DifferingControl[]
  attribution: AttributionRow[]
  practiceDifferences: PracticeDifference[]
  comparison: ComparisonRow[]
  comparisonTotal: ComparisonTotal
  unpriced: UnpricedRow[]
  excluded: ExcludedRow[]
  undischarged: bigint
  missing: string[]
}

/** Rows of the long lists that the page shows; their full length is said beside them. */
export const listLength = 25

/** Loads that no build has counted yet, oldest first. */
export const waitingLoads = (_: Scope, home: Home, counted: readonly string[]): Waiting[] => {
  const known = new Set(counted)
  return readLoads(home)
    .filter(({ id }) => !known.has(id))
    .map(({ id, title, file, loadedAt }) => ({
      load: id,
      title,
      file: file.path.split('/').at(-1) ?? file.path,
      loadedAt,
    }))
}

const askStatus = async (served: Served, limit: number): Promise<Omit<Status, 'waiting'>> => {
  const { manifest, duck } = served
  const ask = <T extends Row>(name: string, params?: Parameters): Promise<T[]> =>
    duck.all<T>(sqlFile(import.meta.url, `sql/${name}.sql`), params)
  const span = { from: manifest.months?.first ?? '', to: manifest.months?.last ?? '' }
  const files = await ask<FileRow>('files')
  const grid = await duck.all<Omit<FeedMonth, 'month'> & { month: string }>(
    'select feed, month, state, cut, rows, extract_date, absent from feed_month order by month, feed',
  )
  const [undischarged] = await duck.all<{ episodes: bigint }>(
    'select cast(coalesce(sum(episodes), 0) as bigint) as episodes from undischarged',
  )
  const missing = await duck.all<{ note: string }>('select note from missing order by note')
  const [total] = await ask<ComparisonTotal>('comparison-total', span)
  return {
    build: { id: manifest.id, asAt: manifest.asAt, madeAt: manifest.madeAt },
    months: manifest.months,
    files,
    grid: grid.flatMap((cell) => {
      const month = parseMonth(cell.month)
      return month === null ? [] : [{ ...cell, month }]
    }),
    quarantine: await ask<QuarantineRow>('quarantine'),
    controls: await ask<ControlRow>('controls'),
    differing: await ask<DifferingControl>('differing'),
    attribution: await ask<AttributionRow>('attribution'),
    practiceDifferences: await ask<PracticeDifference>('practice-differences', { limit }),
    comparison: await ask<ComparisonRow>('comparison', { ...span, limit }),
    comparisonTotal: total ?? { compared: 0n, equal: 0n, sent_pence: 0n, own_pence: 0n },
    unpriced: await ask<UnpricedRow>('unpriced', { limit }),
    excluded: await ask<ExcludedRow>('excluded'),
    undischarged: undischarged?.episodes ?? 0n,
    missing: missing.map(({ note }) => note),
  }
}

/** Reads the data status of a build, and what has been loaded since. */
export const readStatus = async (
  scope: Scope,
  home: Home,
  served: Served,
  limit = listLength,
): Promise<Status> => {
  const status = await perBuild(served, `status ${limit}`, () => askStatus(served, limit))
  const counted = status.files.map(({ load_id: load }) => load)
  return { ...status, waiting: waitingLoads(scope, home, counted) }
}
