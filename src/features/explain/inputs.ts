import { monthsOf, type Figure } from '../../core/figure.ts'
import { financialYear } from '../../core/month.ts'
import type { Scope } from '../../stores/scope.ts'
import { sqlFile } from '../../stores/duck.ts'
import { kinds } from '../../warehouse/manifest.ts'
import type { Served } from '../../warehouse/served.ts'
import { sourcesOf } from '../figures/figures.ts'
import type { RowSum } from '../lines/lines.ts'

/** A file in use: what it is, when it came, which version, and what of it the figure counts. */
export type Input = {
  load: string
  feed: string
  title: string
  file: string
  loadedAt: string
  extractDate: string | null
  cut: string | null
  periods: string
  version: number
  rows: bigint
  quarantined: bigint
  /** Rows that stand behind the figure; null for files that it rests on without counting their rows. */
  counted: bigint | null
}

/** The prices of one kind of activity in one year. */
export type Book = {
  kind: string
  financialYear: string
  priceBook: string
  rulePack: string
  standIn: boolean
}

export type Inputs = { files: Input[]; reference: Input[]; books: Book[] }

type LoadRow = {
  load_id: string
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
}

const inputOf = (row: LoadRow, counted: bigint | null): Input => ({
  load: row.load_id,
  feed: row.feed,
  title: row.title,
  file: row.file_name,
  loadedAt: row.loaded_at,
  extractDate: row.extract_date,
  cut: row.cut,
  periods: row.first === row.last ? row.first : `${row.first} to ${row.last}`,
  version: Number(row.version),
  rows: row.rows,
  quarantined: row.quarantined,
  counted,
})

const pricing = ['price-admitted', 'price-attendance', 'price-mff', 'successors', 'practices']

const referenceFeeds = (figure: Figure): readonly string[] => [
  ...(sourcesOf(figure).includes('activity') ? pricing : []),
  ...(figure.where.kind === 'group' || figure.where.kind === 'locality' ? ['membership'] : []),
  ...(figure.measure === 'cost-per-thousand' ? ['list-size'] : []),
]

const within = (row: LoadRow, { from, to }: Figure): boolean => row.first <= to && row.last >= from

const booksOf = async (served: Served, figure: Figure): Promise<Book[]> => {
  if (!sourcesOf(figure).includes('activity')) return []
  const wanted = kinds.filter((kind) => figure.cut.kind === undefined || figure.cut.kind === kind)
  const rows = await served.duck.all<{
    kind: string
    financial_year: string
    price_book: string
    rule_pack: string
    stand_in: boolean
  }>(sqlFile(import.meta.url, 'sql/books.sql'), {
    years: JSON.stringify([...new Set(monthsOf(figure).map(financialYear))]),
    kinds: JSON.stringify(wanted),
  })
  return rows.map((row) => ({
    kind: row.kind,
    financialYear: row.financial_year,
    priceBook: row.price_book,
    rulePack: row.rule_pack,
    standIn: row.stand_in,
  }))
}

/** The files whose rows a figure counts, the files it rests on besides, and the prices it used. */
export const inputsOf = async (
  _: Scope,
  served: Served,
  figure: Figure,
  sums: readonly RowSum[],
): Promise<Inputs> => {
  const counted = new Map<string, bigint>()
  for (const { loadId, lines } of sums) counted.set(loadId, (counted.get(loadId) ?? 0n) + lines)
  const loads = await served.duck.all<LoadRow>(sqlFile(import.meta.url, 'sql/loads.sql'))
  const feeds = referenceFeeds(figure)
  const besides = (row: LoadRow): boolean =>
    feeds.includes(row.feed) ||
    (row.feed === 'critical-care' && sourcesOf(figure).includes('activity') && within(row, figure))
  return {
    files: loads
      .filter(({ load_id }) => counted.has(load_id))
      .map((row) => inputOf(row, counted.get(row.load_id) ?? 0n)),
    reference: loads
      .filter((row) => !counted.has(row.load_id) && besides(row))
      .map((row) => inputOf(row, null)),
    books: await booksOf(served, figure),
  }
}
