import { monthsBetween } from '../../core/month.ts'
import type { AbsentEstimate, LateMonth } from './late.ts'
import type { ForecastLine } from './rules/lines.ts'
import type { History } from './store.ts'

/** Months that a feed may be awaited; one that has brought nothing for longer is taken to have ended. */
const longestWait = 3

/** Sums a line over its kinds of care, with what late months will add and how unsure that is. */
export const summed = (
  history: History,
  units: readonly { practice: string; index: number }[],
  line: string,
  late: readonly LateMonth[],
  absent: AbsentEstimate,
): { amounts: Float64Array[]; added: Float64Array[]; unsure: Float64Array } => {
  const count = history.months.length
  const blank = (): Float64Array[] => units.map(() => new Float64Array(count))
  const [amounts, added, unsure] = [blank(), blank(), new Float64Array(units.length)]
  const places = new Map(units.map(({ practice, index }) => [practice, index]))
  for (const row of history.amounts) {
    const u = row.line === line ? places.get(row.practice) : undefined
    if (u === undefined) continue
    const [own, more] = [amounts[u]!, added[u]!]
    for (let t = 0; t < count; t++) own[t] = own[t]! + row.months[t]!
    for (const { kind, month, factor, error } of late) {
      const t = monthsBetween(history.months[0]!, month)
      if (kind !== row.kind || t < 0 || t >= count) continue
      more[t] = more[t]! + Math.round(row.months[t]! * (factor - 1))
      unsure[u] = unsure[u]! + Math.abs(row.months[t]!) * error
    }
  }
  for (const part of absent.parts) {
    const u = part.line === line ? places.get(part.practice) : undefined
    const t = monthsBetween(history.months[0]!, part.month)
    if (u === undefined || t < 0 || t >= count) continue
    added[u]![t] = added[u]![t]! + Math.round(part.amount)
    unsure[u] = unsure[u]! + part.error
  }
  return { amounts, added, unsure }
}

/** A practice's history at the size of its list at the end, so that a merger or a move is no trend. */
export const atListOf = (
  months: Float64Array,
  patients: Float64Array | undefined,
): Float64Array => {
  const last = patients?.at(-1) ?? 0
  if (patients === undefined || last === 0) return months
  return months.map((value, t) => (patients[t]! > 0 ? (value * last) / patients[t]! : value))
}

/** The first month of a line that is not nought; past the end where there is none. */
export const startOf = (units: readonly Float64Array[], months: number): number => {
  let start = 0
  while (start < months && units.every((unit) => unit[start] === 0)) start += 1
  return start
}

const feedOf = (kind: string, { serviceLine }: ForecastLine): string =>
  kind === '' ? (serviceLine === 'prescribing' ? 'prescribing' : 'contract') : kind

/** Months up to the last that a feed has brought anything for, of all its lines together. */
export const arrivedOf = (
  history: History,
  lines: readonly ForecastLine[],
): Map<string, number> => {
  const byName = new Map(lines.map((line) => [line.line, line]))
  const arrived = new Map<string, number>()
  for (const { line, kind, months } of history.amounts) {
    const own = byName.get(line)
    if (own === undefined) continue
    const feed = feedOf(kind, own)
    arrived.set(
      feed,
      Math.max(arrived.get(feed) ?? 0, months.findLastIndex((value) => value !== 0) + 1),
    )
  }
  return arrived
}

/** Months of a line that all of its feeds have brought; all where the last came long ago and no more is awaited. */
export const endOf = (
  history: History,
  line: ForecastLine,
  arrived: ReadonlyMap<string, number>,
): number => {
  const count = history.months.length
  const kinds = new Set(
    history.amounts.flatMap((row) => (row.line === line.line ? [row.kind] : [])),
  )
  const end = Math.min(count, ...[...kinds].map((kind) => arrived.get(feedOf(kind, line)) ?? count))
  return count - end > longestWait ? count : end
}
