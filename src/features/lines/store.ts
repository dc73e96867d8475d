import type { Figure } from '../../core/figure.ts'
import { monthsOf } from '../../core/figure.ts'
import type { Month } from '../../core/month.ts'
import { mayReadLines, type Scope } from '../../stores/scope.ts'
import { literal, sqlFile, type Row } from '../../stores/duck.ts'
import { kinds, type Kind } from '../../warehouse/manifest.ts'
import type { Served } from '../../warehouse/served.ts'
import { feedsOf, members, selection, type Source } from '../figures/figures.ts'

/** A line as its SQL gives it, with the columns of its source. */
export type Line = Row & { load_id: string; source_line: bigint; amount: bigint; month: string }

/** What became of a line of activity. */
export const statuses = ['priced', 'no price', 'excluded'] as const
export type Status = (typeof statuses)[number]

/** Which lines: of one source of a figure, and of activity only those of one kind or status when asked. */
export type Choice = { figure: Figure; source: Source; kind?: Kind; status?: Status }

const spanOf = ({ figure, source }: Choice): Figure =>
  source === 'patients' ? { ...figure, from: figure.to } : figure

const listMonths = async (served: Served, figure: Figure): Promise<Month[]> => {
  const rows = await served.duck.all<{ month: Month }>(
    `select distinct strftime(extract_date, '%Y-%m') as month from list_size where month = $month`,
    { month: figure.to },
  )
  return rows.map(({ month }) => month)
}

const filesOf = async (served: Served, choice: Choice): Promise<string[]> => {
  const months = monthsOf(spanOf(choice))
  if (choice.source === 'activity') {
    const wanted = choice.kind ?? choice.figure.cut.kind
    const some = kinds.filter((kind) => wanted === undefined || kind === wanted)
    return some.flatMap((kind) => served.pricedFiles(kind, months))
  }
  const periods = choice.source === 'patients' ? await listMonths(served, choice.figure) : months
  return feedsOf(choice.source).flatMap((feed) => served.lakeFiles(feed, periods))
}

/** Puts the names of files into a statement, where DuckDB takes no parameter. */
export const withFiles = (sql: string, files: readonly string[]): string =>
  sql.replaceAll('{files}', `[${files.map(literal).join(', ')}]`)

/** Cuts rows to the practices whose lines the scope may read, after everything else has been worked out. */
const cutTo = (scope: Scope, sql: string): string => {
  if (scope.kind === 'everything') return sql
  const own = scope.kind === 'inside' ? scope.practices : []
  const mine = own.filter((practice) => mayReadLines(scope, practice))
  return `select * from (${sql}) where list_contains([${mine.map(literal).join(', ')}], practice)`
}

type Prepared = { sql: string; params: Parameters<Served['duck']['all']>[1] } | null

const prepared = async (scope: Scope, served: Served, choice: Choice): Promise<Prepared> => {
  const files = await filesOf(served, choice)
  if (files.length === 0) return null
  const span = spanOf(choice)
  const chosen = { ...span, cut: { ...span.cut, ...(choice.kind ? { kind: choice.kind } : {}) } }
  const params = selection(choice.source, chosen, await members(scope, served, span))
  return {
    sql: withFiles(sqlFile(import.meta.url, `sql/${choice.source}.sql`), files),
    params: choice.source === 'activity' ? { ...params, status: choice.status ?? null } : params,
  }
}

/** The same, cut to the lines that the scope may read. */
const readable = async (scope: Scope, served: Served, choice: Choice): Promise<Prepared> => {
  const query = await prepared(scope, served, choice)
  return query && { ...query, sql: cutTo(scope, query.sql) }
}

// One order for pages and downloads: load and line name a row, so no two rows ever change places.
const ordered = (sql: string): string =>
  `select * from (${sql}) order by practice nulls last, month, load_id, source_line`

/** A stretch of lines in their one order. */
export const linesOf = async (
  scope: Scope,
  served: Served,
  choice: Choice,
  limit: number,
  offset: number,
): Promise<Line[]> => {
  const query = await readable(scope, served, choice)
  if (query === null) return []
  const sql = `${ordered(query.sql)} limit $limit offset $offset`
  return served.duck.all<Line>(sql, { ...query.params, limit, offset })
}

/** All lines of a choice, a chunk at a time. */
export async function* streamLines(
  scope: Scope,
  served: Served,
  choice: Choice,
): AsyncGenerator<Line[]> {
  const query = await readable(scope, served, choice)
  if (query !== null) yield* served.duck.chunks<Line>(ordered(query.sql), query.params)
}

/** What the first lines of a choice, before a page begins, add up to in the unit of their amount. */
export const sumBefore = async (
  scope: Scope,
  served: Served,
  choice: Choice,
  offset: number,
): Promise<{ amount: bigint; number: bigint }> => {
  const query = offset === 0 ? null : await readable(scope, served, choice)
  if (query === null) return { amount: 0n, number: 0n }
  const rows = await served.duck.all<{ amount: bigint; number: bigint }>(
    `select coalesce(sum(amount), 0) as amount, coalesce(sum(number), 0) as number
     from (${ordered(query.sql)} limit $limit)`,
    { ...query.params, limit: offset },
  )
  return rows[0] ?? { amount: 0n, number: 0n }
}

/** The rows of one file by what became of them, counted and added up. */
export type RowSum = { loadId: string; status: string; lines: bigint; exact: bigint }

const exactOf = ({ figure, source }: Choice, amount: bigint, number: bigint): bigint => {
  const counted = figure.measure === 'activity-lines' || figure.measure === 'prescribing-items'
  if (counted) return number
  return source === 'activity' || source === 'contract' ? amount * 1_000n : amount
}

/** A line's share of its figure: money in £0.00001, counts in ones. */
export const exactOfLine = (choice: Choice, line: Row): bigint =>
  exactOf(choice, BigInt(line['amount'] ?? 0), BigInt(line['number'] ?? 0))

export const exactOfSum = (choice: Choice, sum: { amount: bigint; number: bigint }): bigint =>
  exactOf(choice, sum.amount, sum.number)

/** Every row behind a figure, counted and added up from the rows themselves, not from the marts; no row is shown. */
export const sumsOfRows = async (
  scope: Scope,
  served: Served,
  choice: Choice,
): Promise<RowSum[]> => {
  const query = await prepared(scope, served, choice)
  if (query === null) return []
  const rows = await served.duck.all<{
    load_id: string
    status: string
    lines: bigint
    amount: bigint
    number: bigint
  }>(
    `select load_id, status, count(*) as lines, sum(amount) as amount, sum(number) as number
     from (${query.sql}) group by load_id, status order by load_id, status`,
    query.params,
  )
  return rows.map((row) => ({
    loadId: row.load_id,
    status: row.status,
    lines: row.lines,
    exact: exactOf(choice, row.amount, row.number),
  }))
}
