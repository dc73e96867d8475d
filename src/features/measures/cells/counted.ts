import { literal } from '../../../stores/duck.ts'
import type { Month } from '../../../core/month.ts'

/** Amounts of a list by practice: for each month in turn as many fields as the kind of care has. */
export type Counted = ReadonlyMap<string, Float64Array>

/** Fields of a prescribing list: items, quantity, daily quantities, actual cost in pounds. */
export const prescribingFields = { items: 0, quantity: 1, adq: 2, cost: 3 } as const
/** Fields of a list of hospital care: lines, days in bed, cost in pounds. */
export const activityFields = { lines: 0, 'bed days': 1, cost: 2 } as const

/** Puts the names of files into a statement, where DuckDB takes no parameter. */
export const withFiles = (sql: string, files: readonly string[]): string =>
  sql.replaceAll('{files}', `[${files.map(literal).join(', ')}]`)

type Cell = { list: number; practice: string; month: Month; amounts: readonly number[] }

/** Rows of lists × practices × months as one array for each practice of each list. */
export const counted = (
  lists: number,
  months: readonly Month[],
  width: number,
  cells: Iterable<Cell>,
): Counted[] => {
  const place = new Map(months.map((month, i) => [month, i]))
  const found = Array.from({ length: lists }, () => new Map<string, Float64Array>())
  for (const { list, practice, month, amounts } of cells) {
    const at = place.get(month)
    const own = found[list]
    if (at === undefined || !own) continue
    let array = own.get(practice)
    if (!array) own.set(practice, (array = new Float64Array(months.length * width)))
    array.set(amounts, at * width)
  }
  return found
}
