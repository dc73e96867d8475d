import type { Month } from '../../core/month.ts'
import { median } from '../../engines/statistics/charts/run-analysis.ts'
import { AppError } from '../../core/refusal.ts'
import { sqlFile, type Parameters, type Row } from '../../stores/duck.ts'
import type { Scope } from '../../stores/scope.ts'
import { perBuild } from '../../warehouse/per-build.ts'
import type { Served } from '../../warehouse/served.ts'

/** Where costs come from: priced lines, lines of contract monitoring, prescriptions. */
export const sources = ['activity', 'contract', 'prescribing'] as const
export type Source = (typeof sources)[number]

/** A feed in a month: whether it arrived, as which cut, and which providers sent nothing, joined by ', '. */
export type FeedMonth = {
  feed: string
  month: Month
  state: string
  cut: string | null
  absent: string | null
}

/** What is the same for every page of a build: names, what was loaded, what is provisional or missing. */
export type Facts = {
  names: ReadonlyMap<string, { name: string; sort: number }>
  /** The months in which a source, or a kind of activity, has any line at all. */
  covered: ReadonlyMap<string, ReadonlySet<Month>>
  feeds: readonly FeedMonth[]
  /** By how much a first cut has grown by its last version, as a share of the first; null where unknown. */
  growth: number | null
  notes: readonly { kind: 'price' | 'missing'; about: string; note: string }[]
  unattributed: ReadonlyMap<Month, number>
}

/** Refuses every viewer that is not known to see everything. */
export const demandScope = (scope: Scope): void => {
  if (scope.kind === 'everything') return
  throw new AppError({
    code: 'not-permitted',
    message: 'You may not see this page.',
    remedy: 'Ask the group’s management team who may.',
  })
}

/** Rows of a question in a .sql file beside this module. */
export const ask = async <T extends Row>(
  served: Served,
  file: string,
  params: Parameters = {},
): Promise<T[]> => served.duck.all<T>(sqlFile(import.meta.url, `sql/${file}`), params)

type NameRow = { list: string; code: string; name: string; sort: number }
type NoteRow = { kind: 'price' | 'missing'; about: string; note: string }

/** How a month usually grows from its first version to its last: the middle of the months seen. */
const growthOf = (months: { first_rows: bigint; last_rows: bigint }[]): number | null => {
  const grown = months
    .filter(({ first_rows: first }) => first > 0n)
    .map(({ first_rows: first, last_rows: last }) => Number(last - first) / Number(first))
  return grown.length === 0 ? null : median(grown)
}

/** Reads what every page of the build needs, once. */
export const loadFacts = async (scope: Scope, served: Served): Promise<Facts> => {
  demandScope(scope)
  return perBuild(served, 'facts', async () => {
    const [names, coverage, feeds, growth, notes, unattributed] = await Promise.all([
      ask<NameRow>(served, 'names.sql'),
      ask<{ source: string; kind: string; month: Month }>(served, 'coverage.sql'),
      ask<FeedMonth>(served, 'cuts.sql'),
      ask<{ first_rows: bigint; last_rows: bigint }>(served, 'growth.sql'),
      ask<NoteRow>(served, 'notes.sql'),
      ask<{ month: Month; lines: bigint }>(served, 'unattributed.sql'),
    ])
    const covered = new Map<string, Set<Month>>()
    for (const { source, kind, month } of coverage) {
      for (const key of [source, kind]) {
        const months = covered.get(key) ?? new Set()
        covered.set(key, months.add(month))
      }
    }
    return {
      names: new Map(
        names.map(({ list, code, name, sort }) => [`${list} ${code}`, { name, sort }]),
      ),
      covered,
      feeds,
      growth: growthOf(growth),
      notes,
      unattributed: new Map(unattributed.map(({ month, lines }) => [month, Number(lines)])),
    }
  })
}

/** A code's name on pages; the code itself where nothing names it, "not stated" where there is none. */
export const nameOf = (
  facts: Facts,
  list: 'pod' | 'specialty' | 'provider' | 'chapter',
  code: string,
): string => facts.names.get(`${list} ${code}`)?.name ?? (code === '' ? 'Not stated' : code)
