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
  sheets: readonly Sheet[]
}

/** A table's name in an address: "Group account" → "group-account". */
const slug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

/**
 * Answers an address below a page that asks for its tables: `BOOK.xlsx` for all, `TABLE.csv` for one; not
 * found for anything else. No browser keeps them.
 */
export const sendTables = async (
  reply: FastifyReply,
  asked: string,
  { name, book, title, on, sheets }: TableFiles,
): Promise<FastifyReply> => {
  const sheet = sheets.find((each) => `${slug(each.name)}.csv` === asked)
  if (!sheet && asked !== `${book}.xlsx`) {
    reply.callNotFound()
    return reply
  }
  const file = sheet ? `${name}-${slug(sheet.name)}.csv` : `${name}.xlsx`
  return reply
    .removeHeader('etag')
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${file.replaceAll(/[^\w.-]+/g, '-')}"`)
    .type(sheet ? 'text/csv; charset=utf-8' : xlsxType)
    .send(sheet ? csvText(sheet.rows) : await workbook(sheets, { title, on }))
}

/** Links to the same for the foot of a page; `query` as it follows the question mark. */
export const tableLinks = (
  base: string,
  book: string,
  tables: readonly string[],
  query = '',
): { text: string; href: string }[] => {
  const end = query === '' ? '' : `?${query}`
  return [
    { text: 'XLSX', href: `${base}/${book}.xlsx${end}` },
    ...tables.map((name) => ({
      text: `CSV: ${name.toLowerCase()}`,
      href: `${base}/${slug(name)}.csv${end}`,
    })),
  ]
}
