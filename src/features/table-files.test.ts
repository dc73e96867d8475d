import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import ExcelJS from 'exceljs'
import Fastify, { type FastifyInstance } from 'fastify'
import { parseHTML } from 'linkedom'
import { openTestLedger, type TestLedger } from '../stores/ledger/test-ledger.ts'
import type { Served } from '../warehouse/served.ts'
import { addSample, routes as budgets } from './budgets/budgets.ts'
import { routes as explain } from './explain/explain.ts'
import { routes as forecast } from './forecast/forecast.ts'
import { inventedBuild } from './invented-build.ts'
import { inventedContext } from './invented-context.ts'
import { routes as position } from './position/position.ts'
import { routes as risk } from './risk/risk.ts'
import { routes as savings } from './savings/savings.ts'
import { routes as statement } from './statement/statement.ts'

const pages: readonly (readonly [address: string, sheets: readonly string[]])[] = [
  ['/budgets', ['Versions']],
  ['/budgets/rules?pack=SNP-2026', ['Parameters']],
  ['/budgets/workspace?year=2019/20&growth=3', ['Practices', 'Lines', 'Envelopes', 'Growth']],
  ['/budgets/versions/1', ['Practices', 'Lines', 'Envelopes', 'Replies', 'Steps']],
  ['/budgets/virements', ['Virements', 'Not yet billed']],
  ['/practices/P81002/budget/general-and-acute?month=2019-10', ['Costs', 'Steps', 'Months']],
  ['/practices/P81002/forecast?month=2019-10', ['Service lines', 'Lines', 'Months']],
  ['/groups/CW/forecast?month=2019-10', ['Service lines', 'Lines', 'Months', 'Places']],
  ['/groups/CW/forecast/changes', ['Changes']],
  ['/practices/P81002?month=2019-10', ['Against budget', 'Year by month', 'What care cost']],
  ['/practices/P81002/pack?month=2019-10', ['Against budget', 'Year by month']],
  ['/position?month=2019-10', ['Practices', 'Service lines', 'Year by month']],
  ['/savings', ['Practices', 'Group account', 'What is freed']],
  ['/risk', ['About']],
  ['/explain/cost/P81002/2019-04..2019-10', ['By month', 'Rows beside the figure', 'Files']],
]

describe('tables as files', () => {
  let folder: string
  let served: Served
  let ledger: TestLedger
  let app: FastifyInstance
  const get = (url: string) => app.inject({ url })

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-tables-'))
    served = await inventedBuild(folder, { practices: 4, months: 36 })
    ledger = await openTestLedger()
    await addSample(ledger, { today: '2020-04-20', groupCode: 'CW' }, served)
    app = Fastify()
    const context = inventedContext({
      folder: join(folder, 'home'),
      served: async () => served,
      ledger: async () => ledger,
    })
    for (const each of [budgets, forecast, statement, position, savings, risk])
      await each(app, context)
    explain(app, context)
  })
  after(async () => {
    await app.close()
    await ledger.remove()
    served.duck.close()
    rmSync(folder, { recursive: true, force: true })
  })

  for (const [address, sheets] of pages)
    test(`${address} has its tables as XLSX and as CSV, and both hold the same rows`, async () => {
      const page = await get(address)
      assert.equal(page.statusCode, 200)
      const links = [...parseHTML(page.body).document.querySelectorAll('a')].map((link) => ({
        text: link.textContent.trim(),
        href: link.getAttribute('href') ?? '',
      }))
      const file = links.find(({ text }) => text === 'XLSX')
      assert.ok(file, 'a link to all tables')
      const workbook = await get(file.href)
      assert.equal(workbook.statusCode, 200)
      assert.match(String(workbook.headers['content-disposition']), new RegExp(served.manifest.id))
      const book = new ExcelJS.Workbook()
      await book.xlsx.load(new Uint8Array(workbook.rawPayload).buffer)
      const names = book.worksheets.map(({ name }) => name)
      for (const sheet of sheets) assert.ok(names.includes(sheet), `${sheet} in ${names.join()}`)
      assert.equal(names.at(-1), 'Where this is from')
      const from = book.worksheets.at(-1)
      assert.equal(from?.getCell('B3').value, served.manifest.id)
      const [path = ''] = address.replace('/pack', '').split('?')
      assert.ok(from?.getCell('B5').text.startsWith(path), 'names its page')
      for (const sheet of book.worksheets.slice(0, -1)) {
        const csv = links.find(({ text }) => text === `CSV: ${sheet.name.toLowerCase()}`)
        assert.ok(csv, `a link to ${sheet.name}`)
        const { statusCode, body, headers } = await get(csv.href)
        assert.equal(statusCode, 200)
        assert.match(
          String(headers['content-disposition']),
          new RegExp(`${served.manifest.id}.csv`),
        )
        assert.equal(body.trimEnd().split('\r\n').length, sheet.rowCount)
      }
      const none = await get(file.href.replace(/[a-z]+\.xlsx/, 'none.csv'))
      assert.equal(none.statusCode, 404)
    })
})
