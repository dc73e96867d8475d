import type { Worksheet } from 'exceljs'
import type { CsvValue } from './csv.ts'

/** A table for a spreadsheet: the first row names the columns. The same rows make its CSV. */
export type Sheet = {
  name: string
  rows: readonly (readonly CsvValue[])[]
  /** Names of columns whose numbers are parts of one, shown as per cent. */
  shares?: readonly string[]
}

const pounds = /^-?\d+\.\d{2}$/
const day = /^\d{4}-\d{2}-\d{2}$/
const month = /^\d{4}-(?:0[1-9]|1[0-2])$/

type Cell = { value: string | number | Date | null; format?: string }

/** Text stays text, whatever it begins with, so nothing from a file is ever run as a formula. */
const cellOf = (value: CsvValue, isShare: boolean): Cell => {
  if (typeof value === 'bigint') return { value: Number(value), format: '#,##0' }
  if (typeof value === 'number') return isShare ? { value, format: '0.0%' } : { value }
  // A spreadsheet shows a truth value as 1 or 0, depending on its language.
  if (typeof value === 'boolean') return { value: value ? 'yes' : 'no' }
  if (value === null) return { value }
  if (pounds.test(value)) return { value: Number(value), format: '#,##0.00' }
  if (day.test(value)) return { value: new Date(`${value}T00:00:00Z`), format: 'd mmm yyyy' }
  if (month.test(value)) return { value: new Date(`${value}-01T00:00:00Z`), format: 'mmm yyyy' }
  return { value }
}

/** What a spreadsheet allows as a sheet's name: at most 31 characters, none of : \ / ? * [ ]. */
const sheetName = (name: string): string => name.replaceAll(/[:\\/?*[\]]/g, ' ').slice(0, 31)

const narrowest = 8
const widest = 48

/** How many characters wide a value stands in its cell, thousands and decimals counted. */
const widthOf = (value: CsvValue): number => {
  const text = String(value ?? '')
  const digits = text.replace(/^-/, '').replace(/\.\d+$/, '').length
  const isNumber = typeof value === 'bigint' || pounds.test(text)
  return text.length + (isNumber ? Math.floor((digits - 1) / 3) : 0)
}

const fill = (sheet: Worksheet, { rows, shares = [] }: Sheet): void => {
  const [head = []] = rows
  const isShare = head.map((name) => shares.includes(String(name)))
  for (const [r, row] of rows.entries()) {
    const cells = row.map((value, i) =>
      r === 0 ? { value: String(value ?? '') } : cellOf(value, isShare[i] === true),
    )
    const added = sheet.addRow(cells.map(({ value }) => value))
    for (const [i, { format }] of cells.entries())
      if (format !== undefined) added.getCell(i + 1).numFmt = format
  }
  sheet.getRow(1).font = { bold: true }
  for (const [i, column] of sheet.columns.entries()) {
    const widths = rows.map((row) => widthOf(row[i] ?? null))
    column.width = Math.min(Math.max(...widths, narrowest) + 2, widest)
  }
  if (rows.length > 1)
    sheet.autoFilter = {
      from: { row: 1, column: 1 },
      to: { row: rows.length, column: head.length },
    }
}

/**
 * Tables as one XLSX file: amounts in pounds as numbers with two decimals, counts as numbers, months and
 * days as dates, shares as per cent, codes and names as text. The heading row is frozen, and printed again on
 * every page, across the width of one.
 */
export const workbook = async (
  sheets: readonly Sheet[],
  made: { title: string; on: string },
): Promise<Buffer> => {
  // A second's work to load, so only when a file is asked for.
  const { default: ExcelJS } = await import('exceljs')
  const book = new ExcelJS.Workbook()
  book.creator = 'Steward'
  book.title = made.title
  book.created = new Date(`${made.on}T00:00:00Z`)
  for (const table of sheets) {
    const sheet = book.addWorksheet(sheetName(table.name), {
      views: [{ state: 'frozen', ySplit: 1 }],
      pageSetup: {
        paperSize: 9,
        orientation: 'landscape',
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
        printTitlesRow: '1:1',
      },
    })
    fill(sheet, table)
  }
  return Buffer.from(await book.xlsx.writeBuffer())
}

/** The media type of an XLSX file. */
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
