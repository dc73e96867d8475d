import type { Content } from '../../../ui/html.ts'
import { formatCount } from '../../../ui/money.ts'
import { dataTable } from '../../../ui/table.ts'
import type { ItemRow } from '../judging/counted.ts'
import type { Opened } from '../open.ts'
import { partName, short } from '../words.ts'

const ways: Readonly<Record<string, string>> = {
  part: 'By condition or procedure',
  specialty: 'By specialty',
  provider: 'By provider',
  hrg: 'By HRG',
}

type Names = ReadonlyMap<string, string>
type ItemLine = { code: string; records: number; pence: number }

const itemsOf = (rows: readonly ItemRow[], way: string, codes: ReadonlySet<string>): ItemLine[] => {
  const sums = new Map<string, ItemLine>()
  for (const row of rows) {
    if (row.way !== way || !codes.has(row.practice)) continue
    const known = sums.get(row.code) ?? { code: row.code, records: 0, pence: 0 }
    known.records += Number(row.records)
    known.pence += Number(row.value_pence ?? 0n)
    sums.set(row.code, known)
  }
  return [...sums.values()].sort((a, b) => b.records - a.records)
}

/** What a definition found in a place, split by part, specialty, provider and HRG. */
export const itemTables = (opened: Opened, rows: readonly ItemRow[], names: Names): Content => {
  const { place } = opened.worklist
  const codes = new Set(place.members.flatMap((p) => opened.judgement.members[p]?.code ?? []))
  return Object.entries(ways).map(([way, caption]) => {
    const lines = itemsOf(rows, way, codes).filter(({ code }) => code !== '')
    const nameOf = (code: string): string =>
      way === 'part' ? partName(code) : (names.get(`${way} ${code}`) ?? code)
    return (
      lines.length > 0 &&
      dataTable<ItemLine>({
        caption: lines.length > 10 ? `${caption}: the ten largest of ${lines.length}` : caption,
        rows: lines.slice(0, 10),
        columns: [
          { heading: 'What was done', cell: ({ code }) => nameOf(code) },
          { heading: 'Records', numeric: true, cell: ({ records }) => formatCount(records) },
          { heading: 'In scope', numeric: true, cell: ({ pence }) => short(pence) },
        ],
      })
    )
  })
}
