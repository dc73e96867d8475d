import type { FastifyReply } from 'fastify'
import { csvText } from '../ui/csv.ts'
import { workbook, xlsxType, type Sheet } from '../ui/xlsx.ts'

/** Tables of a page as files: all of them as one workbook, and each as CSV. */
export type TableFiles = {
  /** The file's name without its ending; an address asks for `book`.xlsx. */
  name: string
  book: string
  title: string
  on: string
  /** The build of the figures: in the file's name and in the workbook. */
  build: string
  /** The page that shows them, where it is not the address without its last part. */
  page?: string
  /** Parameters that the figures rest on and that have no source, as the page says them. */
  assumed?: string
  sheets: readonly Sheet[]
}

/** A table's name in an address: "Group account" → "group-account". */
const slug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

const fileOf = ({ name, file }: Pick<Sheet, 'name' | 'file'>): string => file ?? slug(name)

/** The page whose tables an address asks for: the address without its last part. */
const pageOf = (url: string): string => url.replace(/(?:\/tables)?\/[^/?]+(?=\?|$)/, '')

/**
 * Answers an address below a page that asks for its tables: `BOOK.xlsx` for all, `TABLE.csv` for one; not
 * found for anything else. No browser keeps them.
 */
export const sendTables = async (
  reply: FastifyReply,
  asked: string,
  { name, book, title, on, build, page, assumed, sheets }: TableFiles,
): Promise<FastifyReply> => {
  const sheet = sheets.find((each) => `${fileOf(each)}.csv` === asked)
  if (!sheet && asked !== `${book}.xlsx`) {
    reply.callNotFound()
    return reply
  }
  const file = sheet ? `${name}-${fileOf(sheet)}-${build}.csv` : `${name}-${build}.xlsx`
  const origin = { title, on, build, assumed, page: page ?? pageOf(reply.request.url) }
  return reply
    .removeHeader('etag')
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${file.replaceAll(/[^\w.-]+/g, '-')}"`)
    .type(sheet ? 'text/csv; charset=utf-8' : xlsxType)
    .send(sheet ? csvText(sheet.rows) : await workbook(sheets, origin))
}

/** The same links for a page whose address has no room below it: the table stands after the question mark. */
export const askedTableLinks = (
  address: string,
  book: string,
  tables: readonly Pick<Sheet, 'name' | 'file'>[],
): { text: string; href: string }[] => [
  { text: 'XLSX', href: `${address}?table=${book}.xlsx` },
  ...tables.map((table) => ({
    text: `CSV: ${table.name.toLowerCase()}`,
    href: `${address}?table=${fileOf(table)}.csv`,
  })),
]

/** Links to the same for the foot of a page; `query` as it follows the question mark. */
export const tableLinks = (
  base: string,
  book: string,
  tables: readonly (string | Pick<Sheet, 'name' | 'file'>)[],
  query = '',
): { text: string; href: string }[] => {
  const end = query === '' ? '' : `?${query}`
  return [
    { text: 'XLSX', href: `${base}/${book}.xlsx${end}` },
    ...tables
      .map((table) => (typeof table === 'string' ? { name: table } : table))
      .map((table) => ({
        text: `CSV: ${table.name.toLowerCase()}`,
        href: `${base}/${fileOf(table)}.csv${end}`,
      })),
  ]
}
