import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import formbody from '@fastify/formbody'
import ExcelJS from 'exceljs'
import Fastify, { type FastifyInstance } from 'fastify'
import { openTestLedger, type TestLedger } from '../../stores/ledger/test-ledger.ts'
import { operator, type Viewer } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import { inventedBuild } from '../invented-build.ts'
import { inventedContext } from '../invented-context.ts'
import { inventedDecision } from '../invented-decision.ts'
import { postForm } from '../invented-form.ts'
import { openStatement } from '../statement/statement.ts'
import { addSample, readInForce, readVersions, routes, standing } from './budgets.ts'
import { commands } from './commands.ts'
import type { BudgetCell } from './ledger/in-force.ts'

const lead = (practice: string): Viewer => ({
  person: 7,
  name: 'A practice lead',
  appointments: [{ role: 'practice-lead', practice, locality: null, topic: null }],
  via: 'web',
  from: 'a test',
})
const total = (cells: readonly { pence: bigint }[]): bigint =>
  cells.reduce((sum, { pence }) => sum + pence, 0n)

describe('budgets, from proposal to the month', () => {
  let folder: string
  let served: Served
  let ledger: TestLedger
  let app: FastifyInstance
  let viewer: Viewer = operator
  const get = (url: string) => app.inject({ url })
  const post = (url: string, fields: Record<string, string>) => postForm(app, url, fields)
  const reader = () => ({ ledger, viewer: operator })

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-budgets-'))
    served = await inventedBuild(folder, { practices: 6, months: 36 })
    ledger = await openTestLedger()
    app = Fastify()
    await app.register(formbody)
    await routes(
      app,
      inventedContext({
        folder: join(folder, 'home'),
        served: async () => served,
        ledger: async () => ledger,
        viewer: () => viewer,
      }),
    )
  })
  after(async () => {
    await app.close()
    await ledger.remove()
    served.duck.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('without a budget a statement says so, and says nothing of chance', async () => {
    const view = await openStatement(served, 'P81002', '2019-10', reader())
    assert.deepEqual(view.budget, {
      kind: 'none',
      why: 'No budget is in force for October 2019.',
    })
    const unread = await openStatement(served, 'P81002', '2019-10')
    assert.equal(unread.budget.kind, 'none')
  })

  test('rules are not adopted until everything assumed is set, each named at its field', async () => {
    const refused = await post('/budgets/rules', { group: 'CW', pack: 'PBC-2009', step: '0.01' })
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /contingencyShare has no source and is not set/)
    assert.match(refused.body, /value="0\.01"/)
    const wrong = await post('/budgets/rules', {
      group: 'CW',
      pack: 'PBC-2009',
      step: '0.01',
      floorGrowth: 'none',
      contingencyShare: 'lots',
      riskPoolShare: '0.01',
      managementPencePerPatient: '190',
      stopLossPence: 'none',
    })
    assert.equal(wrong.statusCode, 422)
    assert.match((await get('/budgets?group=CW')).body, /has not adopted rules/)
  })

  test('the sample group has an approved budget, and having it twice changes nothing', async () => {
    const world = { today: '2020-04-20', groupCode: 'CW' }
    await addSample(ledger, world, served)
    await addSample(ledger, world, served)
    const versions = await ledger.read(operator, (db) => readVersions(db, { group: 'CW' }))
    assert.equal(versions.length, 1)
    assert.equal(versions[0] && standing(versions[0]), 'approved')
    const budget = await ledger.read(operator, (db) =>
      readInForce(db, { group: 'CW', month: '2020-01' }),
    )
    assert.ok(budget)
    const { lines, slices, gross } = budget.version.facts
    assert.equal(total(budget.cells), total(lines))
    assert.equal(total(lines) + total(slices), total(gross))
    assert.equal(
      await ledger.read(operator, (db) => readInForce(db, { group: 'CW', month: '2019-03' })),
      null,
    )
  })

  test('every page that uses an assumed parameter says so', async () => {
    for (const url of [
      '/budgets?group=CW',
      '/budgets/versions/1',
      '/budgets/workspace?group=CW&year=2019/20',
      '/practices/P81002/budget/general-and-acute?month=2019-10',
    ]) {
      const { statusCode, body } = await get(url)
      assert.equal(statusCode, 200, url)
      assert.match(body, /<strong>Assumed:<\/strong>/, url)
    }
    const view = await openStatement(served, 'P81002', '2019-10', reader())
    assert.ok(view.budget.kind === 'in force' && view.budget.assumed.includes('step'))
  })

  test('a practice reads its statement against budget, and the rows of a line add up to its cost', async () => {
    const view = await openStatement(served, 'P81002', '2019-10', reader())
    assert.ok(view.budget.kind === 'in force')
    const { rows, total: all } = view.budget.comparison
    assert.equal(
      all.variance,
      rows.reduce((sum, { variance }) => sum + (variance ?? 0n), 0n),
    )
    assert.equal(all.yearActual, view.tables[0]?.total?.year?.pence)
    const { body } = await get('/practices/P81002/budget/prescribing?month=2019-10')
    assert.match(body, /prescribing-cost\/P81002\/2019-04\.\.2019-10\/chapter=/)
    assert.match(body, /Its weighted population of/)
  })

  test('two practices object with reasons, the board approves, and the new version counts from its month', async () => {
    viewer = operator
    const worked = await get('/budgets/workspace?group=CW&year=2019/20&growth=3')
    assert.match(worked.body, /Save as a proposal/)
    const without = await post('/budgets/versions', { group: 'CW', year: '2019/20', growth: '3' })
    assert.equal(without.statusCode, 422)
    for (const name of ['title', 'why'])
      assert.equal(without.body.split(`name="${name}"`).length, 2, `${name} stands once`)
    const saved = await post('/budgets/versions', {
      group: 'CW',
      year: '2019/20',
      growth: '3',
      title: 'Budgets at 3%',
      why: 'More for everybody, as the payer agreed.',
    })
    assert.equal(saved.statusCode, 303, saved.body)
    const path = saved.headers.location ?? ''
    for (const practice of ['P81001', 'P81003']) {
      viewer = lead(practice)
      const bare = await post(`${path}/replies`, { practice, stance: 'objects', reason: 'no' })
      assert.equal(bare.statusCode, 422)
      assert.match(bare.body, /needs its reason/)
      const replied = await post(`${path}/replies`, {
        practice,
        stance: 'objects',
        reason: 'Our new estate is not in the need file yet.',
      })
      assert.equal(replied.statusCode, 303)
      const others = { practice: 'P81002', stance: 'agrees', reason: '' }
      const other = await post(`${path}/replies`, others)
      assert.equal(other.statusCode, 422)
    }
    viewer = operator
    assert.match((await get(path)).body, /2 of 6 practices have replied;\s*2 object/)
    const other = await inventedDecision(ledger, {
      title: 'Budgets of 2019/20, version 1',
      on: '2020-04-20',
    })
    const own = await inventedDecision(ledger, {
      title: 'Budgets at 3%',
      binds: 'The budgets of 2019/20, version 2',
      on: '2020-04-20',
    })
    const why = 'Approved by the board, one member conflicted out.'
    for (const [decision, from, says] of [
      ['', '2019-10', /rests on a decision, and none is named/],
      ['12', '2019-10', /There is no such decision in the log/],
      [String(other), '2019-10', /does not name budgets of 2019\/20, version 2/],
      [String(own), '2021-04', /This is no month of 2019\/20/],
    ] as const) {
      const refused = await post(`${path}/approve`, { from, why, decision })
      assert.equal(refused.statusCode, 422)
      assert.match(refused.body, says)
    }
    const decision = String(own)
    assert.match((await get(path)).body, new RegExp(`Decision ${own}, Budgets at 3%, carried`))
    const approved = await post(`${path}/approve`, { from: '2019-10', why, decision })
    assert.equal(approved.statusCode, 303)
    assert.match((await get(path)).body, new RegExp(`href="/decisions/${own}">decision ${own}<`))
    const at = (month: '2019-09' | '2019-10') =>
      ledger.read(operator, (db) => readInForce(db, { group: 'CW', month }))
    assert.equal((await at('2019-09'))?.version.number, 1)
    assert.equal((await at('2019-10'))?.version.title, 'Budgets at 3%')
    const view = await openStatement(served, 'P81002', '2019-10', reader())
    assert.ok(view.budget.kind === 'in force')
    assert.equal(view.budget.version.title, 'Budgets at 3%', 'the statement shows it at once')
    const closed = await post(`${path}/replies`, { practice: 'P81001', stance: 'agrees' })
    assert.equal(closed.statusCode, 422)
  })

  test('a virement counts once approved, keeps the sum, and has a limit; an accrual enters the variance', async () => {
    const asked = {
      group: 'CW',
      year: '2019/20',
      fromPractice: 'P81001',
      fromLine: 'prescribing',
      toPractice: 'P81002',
      toLine: 'general-and-acute',
      pounds: '500.00',
      month: '2020-01',
      reason: 'A nurse is shared from January.',
    }
    const large = await post('/budgets/virements', { ...asked, pounds: '9000000' })
    assert.match(large.body, /At most 10% of what the line has left/)
    const read = () =>
      ledger.read(operator, (db) => readInForce(db, { group: 'CW', month: '2020-01' }))
    const earlier = await read()
    const annual = async (): Promise<bigint> => {
      const { budget } = await openStatement(served, 'P81002', '2020-01', reader())
      assert.ok(budget.kind === 'in force')
      return budget.comparison.total.annualBudget
    }
    const unmoved = await annual()
    assert.equal((await post('/budgets/virements', asked)).statusCode, 303)
    assert.deepEqual((await read())?.cells, earlier?.cells)
    const year = '2019/20'
    const answer = { group: 'CW', year, state: 'approved', 'why-1': 'Within the limit.' }
    const bare = await post('/budgets/virements/1', { ...answer, 'why-1': '' })
    assert.equal(bare.statusCode, 422)
    assert.match(bare.body, /An answer needs its reason/)
    assert.equal((await post('/budgets/virements/1', answer)).statusCode, 303)
    assert.match((await post('/budgets/virements/1', answer)).body, /is approved already/)
    const moved = await read()
    assert.equal(total(moved?.cells ?? []), total(earlier?.cells ?? []))
    const own = (cells: readonly BudgetCell[] = []) =>
      total(cells.filter(({ practice }) => practice === 'P81002'))
    assert.equal(own(moved?.cells) - own(earlier?.cells), 50_000n)
    assert.equal((await annual()) - unmoved, 50_000n, 'the statement shows it at once')
    const noted = await post('/budgets/commitments', {
      group: 'CW',
      year: '2019/20',
      kind: 'accrual',
      forPractice: 'P81002',
      forLine: 'prescribing',
      commitPounds: '1,234.56',
      commitMonth: '2020-01',
      what: 'Drugs dispensed, not billed',
    })
    assert.equal(noted.statusCode, 303)
    const view = await openStatement(served, 'P81002', '2020-01', reader())
    assert.ok(view.budget.kind === 'in force')
    const row = view.budget.comparison.rows.find(({ line }) => line === 'prescribing')
    assert.equal(row?.unbilled, 123_456n)
    assert.equal(row.variance, (row.yearActual ?? 0n) + 123_456n - row.yearBudget)
  })

  test('files of a version hold every practice and month, and the command shows what is in force', async () => {
    const csv = (await get('/budgets/versions/1/lines.csv')).body.trimEnd().split('\r\n')
    const [budget] = commands
    assert.equal((csv.length - 1) % (6 * 12), 0)
    const book = new ExcelJS.Workbook()
    const { rawPayload } = await get('/budgets/versions/1/budgets.xlsx')
    await book.xlsx.load(new Uint8Array(rawPayload).buffer)
    assert.deepEqual(
      book.worksheets.map(({ name }) => name),
      ['Practices', 'Lines', 'Envelopes', 'Shares', 'Replies', 'Steps', 'Where this is from'],
    )
    const lines = book.getWorksheet('Lines')
    assert.ok(lines?.rowCount === csv.length && lines.getCell('C2').value instanceof Date)
    const [, , , pounds] = csv[1]?.split(',') ?? []
    assert.equal(lines.getCell('D2').value, Number(pounds))
    for (const url of [
      '/budgets/virements/virements.csv?group=CW&year=2019/20',
      '/budgets/virements/virements.xlsx',
      '/practices/P81002/budget/prescribing/costs.csv?month=2019-10',
      '/practices/P81002/budget/prescribing/line.xlsx?month=2019-10',
      '/budgets/versions/1/envelopes.csv',
    ])
      assert.equal((await get(url)).statusCode, 200, url)
    assert.equal((await get('/budgets/versions/1/none.csv')).statusCode, 404)
    const context = inventedContext({
      folder: join(folder, 'home'),
      served: async () => served,
      ledger: async () => ledger,
    })
    const shown = await budget?.run({ positionals: ['show', 'p81002'], options: {} }, context)
    assert.ok(shown?.ok && /Budgets at 3%, version 2/.test(shown.value.text))
  })
})
