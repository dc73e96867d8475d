import { codeList } from '../../../engines/measures/code-list.ts'
import type { Month } from '../../../core/month.ts'
import { sqlFile } from '../../../stores/duck.ts'
import { perBuild } from '../../../warehouse/per-build.ts'
import type { Served } from '../../../warehouse/served.ts'
import { bnfRecoding, dailyQuantities } from '../reference.ts'
import { counted, withFiles, type Counted } from './counted.ts'

const sql = (file: string): string => sqlFile(import.meta.url, `../sql/${file}`)

/** A BNF code as the files have it, the code that it has now, and a name. */
export type KnownCode = { code: string; year: number; name: string; current: string }

/** Every code that was prescribed, once for each year in which it was, with the code that it has now. */
export const knownCodes = (served: Served): Promise<readonly KnownCode[]> =>
  perBuild(served, 'measures codes', async () => {
    const files = served.lakeFiles('prescribing')
    if (files.length === 0) return []
    const rows = await served.duck.all<{ code: string; year: number; name: string }>(
      withFiles(sql('codes.sql'), files),
    )
    const { current } = bnfRecoding()
    return rows.map((row) => ({ ...row, current: current(row.code, row.year) }))
  })

type Row = {
  list: number
  practice: string
  month: Month
  items: bigint
  quantity: bigint
  adq: bigint | null
  cost: bigint
}

/**
 * What each list of codes comes to by practice and month, for the practices of `only` or for all; recoded products count under
 * the code that they have now.
 */
export const prescribingCells = async (
  served: Served,
  months: readonly Month[],
  lists: readonly (readonly string[])[],
  only: ReadonlySet<string> | null,
): Promise<Counted[]> => {
  const files = served.lakeFiles('prescribing', months)
  const codes = files.length === 0 ? [] : await knownCodes(served)
  const adq = dailyQuantities()
  const chosen = lists.flatMap((entries, list) => {
    const read = codeList(entries)
    if (!read.ok) return []
    const { matches } = read.value
    return codes
      .filter(({ current }) => matches(current))
      .map(({ code, year, current }) => ({
        list,
        code,
        year: String(year),
        adq_e6: Math.round((adq.get(code) ?? adq.get(current) ?? 0) * 1e6),
      }))
  })
  if (chosen.length === 0) return lists.map(() => new Map())
  const rows = await served.duck.all<Row>(withFiles(sql('prescribing-cells.sql'), files), {
    lists: JSON.stringify(chosen),
    practices: only === null ? null : JSON.stringify([...only]),
  })
  return counted(
    lists.length,
    months,
    4,
    rows.map(({ list, practice, month, items, quantity, adq: daily, cost }) => ({
      list,
      practice,
      month,
      amounts: [
        Number(items),
        Number(quantity) / 1e3,
        Number(daily ?? 0n) / 1e5,
        Number(cost) / 1e5,
      ],
    })),
  )
}
