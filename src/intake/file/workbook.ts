import type { CellValue } from 'exceljs'
import { type Result, accept, refuse } from '../../core/refusal.ts'
import { joinFields } from './fields.ts'
import type { WriteBlock } from '../engine/pipe.ts'
import type { Repaired } from './repair.ts'
import { type Opening, tidy } from './sample.ts'

/** A sheet as rows of text; row 1 of the sheet is at index 0. */
export type Sheet = { name: string; rows: string[][] }

/** A workbook is read whole, so its size is bounded; what is larger is published as CSV. */
const largest = 30 * 1_048_576

const textOf = (value: CellValue): string => {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value !== 'object') return String(value)
  // A formula counts as what it showed when the sheet was saved.
  if ('formula' in value || 'sharedFormula' in value) return textOf(value.result)
  if ('richText' in value) return value.richText.map(({ text }) => text).join('')
  if ('text' in value) return textOf(value.text)
  return ''
}

/** The sheets of a workbook, cells as tidy text. */
export const readWorkbook = async (path: string, bytes: number): Promise<Result<Sheet[]>> => {
  if (bytes > largest) {
    return refuse(
      'workbook-too-large',
      `${path} is a workbook of ${Math.round(bytes / 1_048_576)} MB; the largest that is read is 30 MB.`,
      'Save the sheet as CSV, which may be of any size.',
      path,
    )
  }
  // Slow to load, so only when there is a workbook to read.
  const { default: ExcelJS } = await import('exceljs')
  const workbook = new ExcelJS.Workbook()
  try {
    await workbook.xlsx.readFile(path)
  } catch {
    return refuse(
      'workbook-damaged',
      `${path} is an Excel workbook that cannot be opened.`,
      'Open it in Excel, save it again as .xlsx, and load it again.',
      path,
    )
  }
  return accept(
    workbook.worksheets.map((sheet) => {
      const rows: string[][] = Array.from({ length: sheet.rowCount }, () => [])
      sheet.eachRow((row, number) => {
        const cells: string[] = []
        row.eachCell({ includeEmpty: true }, (cell, column) => {
          cells[column - 1] = tidy(textOf(cell.value))
        })
        rows[number - 1] = Array.from(cells, (cell) => cell ?? '')
      })
      return { name: sheet.name, rows }
    }),
  )
}

export const openingsOf = (sheets: readonly Sheet[]): Opening[] =>
  sheets.map(({ name, rows }) => ({ delimiter: ',', sheet: name, lines: rows.slice(0, 200) }))

/** Writes the rows of a sheet below its header into the pipe, the number of each in front. */
export const writeSheet = async (
  write: WriteBlock,
  sheet: Sheet,
  form: { headerLines: number; width: number },
): Promise<Repaired> => {
  const repaired: Repaired = { broken: [], blank: 0, lines: sheet.rows.length }
  let block = ''
  for (const [index, row] of sheet.rows.entries()) {
    if (index < form.headerLines) continue
    if (row.every((cell) => cell === '')) {
      repaired.blank++
      continue
    }
    const cells = Array.from({ length: form.width }, (_, i) => row[i] ?? '')
    block += `${index + 1},${joinFields(cells, ',')}\n`
    if (block.length > 1_000_000) {
      await write(Buffer.from(block))
      block = ''
    }
  }
  await write(Buffer.from(block))
  return repaired
}
