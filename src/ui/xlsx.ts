import type { Worksheet } from 'exceljs'
import type { CsvValue } from './csv.ts'

/** A table for a spreadsheet: the first row names the columns. The same rows make its CSV. */
export type Sheet = {
  name: string
  /** What its CSV is called in an address, where that is not the name. */
  file?: string
  rows: readonly (readonly CsvValue[])[]
  /** Names of columns whose numbers are parts of one, shown as per cent. */
  shares?: readonly string[]
}

const pounds = /^-?\d+\.\d{2}$/
const day = /^\d{4}-\d{2}-\d{2}$/
const month = /^\d{4}-(?:0[1-9]|1[0-2])$/

const poundFormat = '"£"#,##0.00;-"£"#,##0.00'

type Cell = { value: string | number | Date | null; format?: string }

/** Text stays text, whatever it begins with, so nothing from a file is ever run as a formula. */
const cellOf = (value: CsvValue, isShare: boolean): Cell => {
  if (typeof value === 'bigint') return { value: Number(value), format: '#,##0' }
  if (typeof value === 'number') return isShare ? { value, format: '0.0%' } : { value }
  // A spreadsheet shows a truth value as 1 or 0, depending on its language.
  if (typeof value === 'boolean') return { value: value ? 'yes' : 'no' }
  if (value === null) return { value }
  if (pounds.test(value)) return { value: Number(value), format: poundFormat }
  if (day.test(value)) return { value: new Date(`${value}T00:00:00Z`), format: 'd mmm yyyy' }
  if (month.test(value)) return { value: new Date(`${value}-01T00:00:00Z`), format: 'mmm yyyy' }
  return { value }
}

/** What a spreadsheet allows as a sheet's name: at most 31 characters, none of : \ / ? * [ ]. */
const sheetName = (name: string): string => name.replaceAll(/[:\\/?*[\]]/g, ' ').slice(0, 31)

/** "budget_pounds_2019-10" → "Budget pounds 2019-10": a name for programs as people read it. */
const headingOf = (name: CsvValue): string =>
  String(name ?? '')
    .replaceAll('_', ' ')
    .replace(/^[a-z]/, (letter) => letter.toUpperCase())

const narrowest = 8
const widest = 60
/** A heading wider than this is broken into lines, at its words. */
const headingWidth = 16

/** How many characters wide a value stands in its cell, sign, thousands and decimals counted. */
const widthOf = (value: CsvValue): number => {
  const text = String(value ?? '')
  const digits = text.replace(/^-/, '').replace(/\.\d+$/, '').length
  const isPounds = pounds.test(text)
  const thousands =
    typeof value === 'bigint' || isPounds ? Math.max(0, Math.floor((digits - 1) / 3)) : 0
  return text.length + thousands + (isPounds ? 1 : 0)
}

const widthOfHeading = (heading: string): number =>
  Math.max(
    Math.min(heading.length, headingWidth),
    ...heading.split(' ').map((word) => word.length),
  ) + 3

/** Points that a line of text is high. */
const lineHeight = 15

/** On how many lines words stand in a column so many characters wide, broken between words. */
const linesOf = (text: string, width: number): number => {
  let [lines, used] = [1, 0]
  for (const word of text.split(' ')) {
    const more = used === 0 ? word.length : used + 1 + word.length
    const fits = more <= width
    lines += fits || used === 0 ? 0 : 1
    used = fits ? more : word.length
  }
  return lines
}

type Column = { width: number; isNumber: boolean; wraps: boolean }

const columnOf = (heading: string, values: readonly CsvValue[]): Column => {
  const longest = Math.max(...values.map(widthOf), 0) + 2
  return {
    width: Math.min(Math.max(longest, narrowest, widthOfHeading(heading)), widest),
    isNumber:
      values.length > 0 && values.every((value) => typeof cellOf(value, false).value === 'number'),
    wraps: longest > widest,
  }
}

const fill = (sheet: Worksheet, { rows, shares = [] }: Sheet): void => {
  const [head = [], ...body] = rows
  const headings = head.map(headingOf)
  const columns = headings.map((heading, i) =>
    columnOf(
      heading,
      body.flatMap((row) => row[i] ?? []),
    ),
  )
  const isShare = head.map((name) => shares.includes(String(name)))
  /** Programs that open the file do not measure rows, so each is as high as its words. */
  const heightOf = (texts: readonly string[], wraps: (column: Column) => boolean): number =>
    lineHeight *
    Math.max(
      1,
      ...columns.map((one, i) => (wraps(one) ? linesOf(texts[i] ?? '', one.width - 3) : 1)),
    )
  sheet.addRow(headings)
  for (const row of body) {
    const cells = row.map((value, i) => cellOf(value, isShare[i] === true))
    const added = sheet.addRow(cells.map(({ value }) => value))
    added.height = heightOf(
      cells.map(({ value }) => String(value ?? '')),
      ({ wraps }) => wraps,
    )
    for (const [i, { format }] of cells.entries())
      if (format !== undefined) added.getCell(i + 1).numFmt = format
  }
  for (const [i, { width, isNumber, wraps }] of columns.entries()) {
    const column = sheet.getColumn(i + 1)
    const side = isNumber
      ? { horizontal: 'right' as const }
      : { horizontal: 'left' as const, indent: i === 0 ? 0 : 1 }
    column.width = width
    column.alignment = { ...side, vertical: 'top', wrapText: wraps }
    sheet.getRow(1).getCell(i + 1).alignment = { ...side, vertical: 'bottom', wrapText: true }
  }
  sheet.getRow(1).font = { name: 'Calibri', size: 11, bold: true }
  sheet.getRow(1).height = heightOf(headings, () => true)
  if (rows.length > 1)
    sheet.autoFilter = {
      from: { row: 1, column: 1 },
      to: { row: rows.length, column: head.length },
    }
}

/** What a file of tables is of, and what it was made from. */
export type Origin = {
  title: string
  /** The day as at which the figures stand. */
  on: string
  build: string
  /** The address of the page that shows them. */
  page: string
  /** Parameters without a source that the figures rest on; nothing is said where there are none. */
  assumed?: string | undefined
}

const originSheet = (
  sheets: readonly Sheet[],
  { title, on, build, page, assumed }: Origin,
): Sheet => ({
  name: 'Where this is from',
  rows: [
    ['what', 'value'],
    ['Figures', title],
    ['Build', build],
    ['As at', on],
    ['Page', page],
    ...(assumed ? [['Assumed', `${assumed}. No source was found, so the group set these.`]] : []),
    ['Explained', 'steward explain, and the page of each figure, give the rows behind a figure.'],
    ...sheets.map(({ name, rows }): CsvValue[] => [
      `Sheet “${name}”`,
      rows.length === 2 ? '1 row' : `${rows.length - 1} rows`,
    ]),
  ],
})

/**
 * Tables as one XLSX file: amounts in pounds as numbers with two decimals, counts as numbers, months and
 * days as dates, shares as per cent, codes and names as text. The heading row is frozen, and printed again on
 * every page, across the width of one. A last sheet says what the figures are, their build and their page.
 */
export const workbook = async (sheets: readonly Sheet[], made: Origin): Promise<Buffer> => {
  // A second's work to load, so only when a file is asked for.
  const { default: ExcelJS } = await import('exceljs')
  const book = new ExcelJS.Workbook()
  book.creator = 'Steward'
  book.title = made.title
  book.created = new Date(`${made.on}T00:00:00Z`)
  for (const table of [...sheets, originSheet(sheets, made)]) {
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
