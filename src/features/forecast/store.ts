import { monthRange, monthsBetween, type Month } from '../../core/month.ts'
import { sqlFile, type Parameters, type Row } from '../../stores/duck.ts'
import type { Served } from '../../warehouse/served.ts'
import type { ServiceLineMap } from '../service-lines/service-lines.ts'
import { lineOfCare, lineOfChapter, type ForecastLines } from './rules/lines.ts'

export type Member = {
  practice: string
  name: string
  locality: string
  localityName: string
  from: Month
  to: Month | null
}

/** Months of a group's practices by forecast line, as far as they are asked for. */
export type History = {
  group: { code: string; name: string }
  members: readonly Member[]
  months: readonly Month[]
  /** £0.00001 a month, whether the practice was a member in it or not. */
  amounts: readonly { practice: string; line: string; kind: string; months: Float64Array }[]
  /** By practice: patients of the list in force at each month's end; 0 where no list is loaded. */
  patients: ReadonlyMap<string, Float64Array>
  versions: readonly LoadedVersion[]
  /** What providers cost in the three months before one in which they sent nothing yet. */
  absent: readonly AbsentCost[]
}

/** A month's cost of a provider that sent nothing for a later one, by practice and line; £0.00001. */
export type AbsentCost = {
  practice: string
  line: string
  kind: string
  provider: string
  month: Month
  from_month: Month
  amount: bigint
}

/** One version of a month of a kind of care. */
export type LoadedVersion = {
  kind: string
  month: Month
  extract_date: string
  rows: bigint
  /** Extracted after the freeze date of its month: what it is missing is not sent any more. */
  is_final: boolean
  is_current: boolean
}

const ask = async <T extends Row>(
  served: Served,
  file: string,
  params: Parameters = {},
): Promise<T[]> => served.duck.all<T>(sqlFile(import.meta.url, `sql/${file}`), params)

type CodeRow = { source: string; pod: string; specialty: string; chapter: string }
type MemberRow = {
  practice: string
  name: string
  group_name: string
  locality: string
  locality_name: string
  from_month: Month
  to_month: Month | null
}

/** Each code of the build with the forecast line that it belongs to. */
const placed = async (
  served: Served,
  lines: ForecastLines,
  map: ServiceLineMap,
): Promise<(CodeRow & { line: string })[]> => {
  const codes = await ask<CodeRow>(served, 'codes.sql')
  return codes.map((code) => ({
    ...code,
    line: (code.source === 'prescribing'
      ? lineOfChapter(lines, map, code.chapter)
      : lineOfCare(lines, map, code)
    ).line,
  }))
}

/** Takes "2019-10=1250 2019-11=900" apart. */
const seriesOf = (text: string, first: Month, count: number): Float64Array => {
  const series = new Float64Array(count)
  for (const part of text.split(' ')) {
    const [month = '', value = ''] = part.split('=')
    // Both stand in a text that the question itself has put together.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const at = monthsBetween(first, month as Month)
    if (at >= 0 && at < count) series[at] = Number(value)
  }
  return series
}

/** The group that a practice or a locality belongs to in a month; null where none does. */
export const groupOf = async (
  served: Served,
  where: { kind: 'practice' | 'locality'; code: string },
  month: Month,
): Promise<string | null> => {
  const [found] = await ask<{ group_code: string }>(served, 'group-of.sql', {
    practice: where.kind === 'practice' ? where.code : null,
    locality: where.kind === 'locality' ? where.code : null,
    month,
  })
  return found?.group_code ?? null
}

/** The same history as far as a month of it. */
export const historyUpTo = (history: History, month: Month): History => {
  const count = history.months.indexOf(month) + 1
  if (count === history.months.length) return history
  return {
    ...history,
    months: history.months.slice(0, count),
    amounts: history.amounts.map((row) => ({ ...row, months: row.months.subarray(0, count) })),
    patients: new Map(
      [...history.patients].map(([practice, own]) => [practice, own.subarray(0, count)]),
    ),
    absent: history.absent.filter((each) => each.month <= month),
  }
}

const memberOf = (row: MemberRow): Member => ({
  practice: row.practice,
  name: row.name,
  locality: row.locality,
  localityName: row.locality_name,
  from: row.from_month,
  to: row.to_month,
})

/** Every practice that was ever in a group, once for each time. */
export const loadMembers = async (served: Served, group: string): Promise<Member[]> =>
  (await ask<MemberRow>(served, 'members.sql', { group })).map(memberOf)

/** What is known of a group up to a month; null where it has no members or the build no such month. */
export const loadHistory = async (
  served: Served,
  group: string,
  asAt: Month,
  rules: { lines: ForecastLines; map: ServiceLineMap },
): Promise<History | null> => {
  const span = served.manifest.months
  if (span === null || asAt < span.first || asAt > span.last) return null
  const months = monthRange(span.first, asAt)
  const rows = await ask<MemberRow>(served, 'members.sql', { group })
  const [first] = rows
  if (!first) return null
  const codes = JSON.stringify(await placed(served, rules.lines, rules.map))
  const [amounts, lists, versions, absent] = await Promise.all([
    ask<{ practice: string; line: string; kind: string; months: string }>(served, 'history.sql', {
      group,
      to: asAt,
      placed: codes,
    }),
    ask<{ practice: string; months: string }>(served, 'lists.sql', { group, to: asAt }),
    ask<LoadedVersion>(served, 'versions.sql'),
    ask<AbsentCost>(served, 'absent.sql', { group, placed: codes }),
  ])
  const seriesFrom = (text: string): Float64Array => seriesOf(text, span.first, months.length)
  return {
    group: { code: group, name: first.group_name },
    members: rows.map(memberOf),
    months,
    amounts: amounts.map((row) => ({ ...row, months: seriesFrom(row.months) })),
    patients: new Map(lists.map((row) => [row.practice, seriesFrom(row.months)])),
    versions,
    absent: absent.filter(({ month }) => month <= asAt),
  }
}
