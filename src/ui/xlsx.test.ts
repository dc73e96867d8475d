import assert from 'node:assert/strict'
import ExcelJS, { type Workbook } from 'exceljs'
import { test } from 'node:test'
import { workbook, type Sheet } from './xlsx.ts'

const reopened = async (sheets: readonly Sheet[]): Promise<Workbook> => {
  const bytes = await workbook(sheets, {
    title: 'Budget of Willowbrook',
    on: '2020-04-20',
    build: 'b1e2c3',
    page: '/practices/P81001?month=2019-10',
  })
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  return book
}

test('a workbook keeps text as text, pounds as numbers, and never a formula', async () => {
  const rows = [
    ['practice', 'name', 'pounds', 'patients'],
    ['P81001', '=HYPERLINK("http://x","y")', '-1234.50', 8912n],
    ['00123', '+44', null, 3],
  ]
  const [sheet] = (await reopened([{ name: 'By line: 2019/20 [all]', rows }])).worksheets
  assert.equal(sheet?.name, 'By line  2019 20  all ')
  assert.equal(sheet.getCell('B2').type, ExcelJS.ValueType.String)
  assert.equal(sheet.getCell('B2').value, '=HYPERLINK("http://x","y")')
  assert.equal(sheet.getCell('C2').value, -1234.5)
  assert.equal(sheet.getCell('C2').numFmt, '"£"#,##0.00;-"£"#,##0.00')
  assert.equal(sheet.getCell('A3').value, '00123')
  assert.equal(sheet.getCell('D2').value, 8912)
  assert.equal(sheet.getCell('C3').value, null)
})

test('months and days are dates, shares per cent, and a heading that looks like either stays text', async () => {
  const rows = [
    ['2019-10', 'on', 'change', 'c', 'version', 'loses'],
    ['2019-10', '2020-04-20', -0.0567, 3.6, '2019-13', true],
  ]
  const [sheet] = (await reopened([{ name: 'Months', rows, shares: ['change'] }])).worksheets
  assert.ok(sheet)
  assert.equal(sheet.getCell('A1').value, '2019-10')
  assert.deepEqual(sheet.getCell('A2').value, new Date('2019-10-01T00:00:00Z'))
  assert.equal(sheet.getCell('A2').numFmt, 'mmm yyyy')
  assert.deepEqual(sheet.getCell('B2').value, new Date('2020-04-20T00:00:00Z'))
  assert.equal(sheet.getCell('B2').numFmt, 'd mmm yyyy')
  assert.equal(sheet.getCell('C2').value, -0.0567)
  assert.equal(sheet.getCell('C2').numFmt, '0.0%')
  assert.equal(sheet.getCell('D2').value, 3.6)
  assert.equal(sheet.getCell('E2').value, '2019-13', 'no month of a year')
  assert.equal(sheet.getCell('F2').value, 'yes')
})

test('headings are words, and stand over their numbers', async () => {
  const rows = [
    ['practice', 'budget_pounds_2019-10', 'care'],
    ['P81001', '1234.50', 'Admissions'],
    ['P81002', null, 'Attendances'],
  ]
  const [sheet] = (await reopened([{ name: 'Lines', rows }])).worksheets
  assert.ok(sheet)
  assert.deepEqual(
    ['A1', 'B1', 'C1'].map((cell) => sheet.getCell(cell).value),
    ['Practice', 'Budget pounds 2019-10', 'Care'],
  )
  assert.deepEqual(
    ['A1', 'B1', 'C1'].map((cell) => sheet.getCell(cell).alignment.horizontal),
    ['left', 'right', 'left'],
  )
  assert.equal(sheet.getCell('A1').alignment.wrapText, true)
  assert.equal(sheet.getCell('B2').alignment.horizontal, 'right')
  assert.equal(sheet.getCell('C2').alignment.horizontal, 'left')
  assert.equal(sheet.getCell('C2').alignment.indent, 1, 'words do not touch the number before them')
  assert.equal(sheet.getRow(1).height, 30, 'a heading on two lines')
  assert.equal(sheet.getRow(1).getCell(1).font.name, 'Calibri')
})

test('sentences are wrapped in a column that fits on a page', async () => {
  const why = 'A sentence that says why, and goes on for longer than any column could be wide. '
  const rows = [
    ['on', 'why'],
    ['2019-10-01', why.repeat(3)],
  ]
  const [sheet] = (await reopened([{ name: 'Replies', rows }])).worksheets
  assert.equal(sheet?.getCell('B2').alignment.wrapText, true)
  assert.equal(sheet.getCell('B2').alignment.vertical, 'top')
  assert.equal(sheet.getCell('A2').alignment.vertical, 'top')
  assert.ok(sheet.getRow(2).height >= 5 * 15, 'a row as high as its sentence')
  assert.ok((sheet.getColumn(2).width ?? 0) <= 60)
})

test('a last sheet names the figures, their build and where they are from', async () => {
  const rows = [['practice'], ['P81001']]
  const { worksheets } = await reopened([
    { name: 'Lines', rows },
    { name: 'Source', rows },
  ])
  const last = worksheets.at(-1)
  assert.equal(last?.name, 'Where this is from')
  const said = new Map<unknown, unknown>()
  last.eachRow((row) => said.set(row.getCell(1).value, row.getCell(2).value))
  assert.equal(said.get('Figures'), 'Budget of Willowbrook')
  assert.equal(said.get('Build'), 'b1e2c3')
  assert.deepEqual(said.get('As at'), new Date('2020-04-20T00:00:00Z'))
  assert.equal(said.get('Page'), '/practices/P81001?month=2019-10')
  assert.equal(said.get('Sheet “Lines”'), '1 row')
})

test('every sheet has its heading frozen and bold, a filter, columns as wide as their text, and prints on A4', async () => {
  const rows = [
    ['name', 'pounds'],
    ['A practice with a long name', '12345678.90'],
  ]
  const book = await reopened([
    { name: 'Practices', rows },
    { name: 'Nothing', rows: rows.slice(0, 1) },
  ])
  assert.equal(book.worksheets.length, 3)
  for (const sheet of book.worksheets) {
    const [view] = sheet.views
    assert.deepEqual(view?.state === 'frozen' && view.ySplit, 1)
    assert.equal(sheet.getRow(1).getCell(1).font?.bold, true)
    assert.deepEqual(
      [sheet.pageSetup.paperSize, sheet.pageSetup.orientation, sheet.pageSetup.fitToWidth],
      [9, 'landscape', 1],
    )
    assert.equal(sheet.pageSetup.printTitlesRow, '1:1')
  }
  const [practices, nothing] = book.worksheets
  assert.ok((practices?.getColumn(1).width ?? 0) >= 'A practice with a long name'.length)
  assert.ok((practices?.getColumn(2).width ?? 0) >= '12,345,678.90'.length)
  assert.ok(practices?.autoFilter)
  assert.ok(!nothing?.autoFilter)
})
