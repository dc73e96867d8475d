import assert from 'node:assert/strict'
import ExcelJS from 'exceljs'
import { test } from 'node:test'
import { workbook } from './xlsx.ts'

test('a workbook keeps text as text, pounds as numbers, and never a formula', async () => {
  const rows = [
    ['practice', 'name', 'pounds', 'patients'],
    ['P81001', '=HYPERLINK("http://x","y")', '-1234.50', 8912n],
    ['00123', '+44', null, 3],
  ]
  const bytes = await workbook([{ name: 'By line: 2019/20 [all]', rows }], {
    title: 'Budget',
    on: '2020-04-20',
  })
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  const [sheet] = book.worksheets
  assert.equal(sheet?.name, 'By line  2019 20  all ')
  assert.equal(sheet.getCell('B2').type, ExcelJS.ValueType.String)
  assert.equal(sheet.getCell('B2').value, '=HYPERLINK("http://x","y")')
  assert.equal(sheet.getCell('C2').value, -1234.5)
  assert.equal(sheet.getCell('C2').numFmt, '#,##0.00;-#,##0.00')
  assert.equal(sheet.getCell('A3').value, '00123')
  assert.equal(sheet.getCell('D2').value, 8912)
})
