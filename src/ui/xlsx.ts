import type { CsvValue } from './csv.ts'

/** A table for a spreadsheet: the first row names the columns. The same rows make its CSV. */
export type Sheet = { name: string; rows: readonly (readonly CsvValue[])[] }

const pounds = /^-?\d+\.\d{2}$/

/** Text stays text, whatever it begins with, so nothing from a file is ever run as a formula. */
const cellOf = (value: CsvValue): string | number | boolean | null => {
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'string' && pounds.test(value)) return Number(value)
  return value
}

/** What a spreadsheet allows as a sheet's name: at most 31 characters, none of : \ / ? * [ ]. */
const sheetName = (name: string): string => name.replaceAll(/[:\\/?*[\]]/g, ' ').slice(0, 31)

/**
 * Tables as one XLSX file: amounts in pounds as numbers with two decimals, counts as numbers, codes and
 * names as text, the heading row frozen.
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
  for (const { name, rows } of sheets) {
    const sheet = book.addWorksheet(sheetName(name), { views: [{ state: 'frozen', ySplit: 1 }] })
    for (const row of rows) {
      const added = sheet.addRow(row.map(cellOf))
      for (const [i, value] of row.entries())
        if (typeof value === 'string' && pounds.test(value))
          added.getCell(i + 1).numFmt = '#,##0.00;-#,##0.00'
    }
    sheet.getRow(1).font = { bold: true }
    for (const [i, column] of sheet.columns.entries()) {
      const widest = Math.max(...rows.map((row) => String(row[i] ?? '').length), 8)
      column.width = Math.min(widest + 2, 48)
    }
  }
  return Buffer.from(await book.xlsx.writeBuffer())
}

/** The media type of an XLSX file. */
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
