import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { parseHTML } from 'linkedom'
import { openTestLedger, type TestLedger } from '../../stores/ledger/test-ledger.ts'
import { operator } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import { addSample } from '../budgets/budgets.ts'
import type { Context } from '../context.ts'
import { inventedContext } from '../invented-context.ts'
import { withPatients } from '../risk/invented-patients.ts'
import type { PaperView } from './paper.ts'
import { fourSentences, readPaper, routes } from './position.ts'

const pence = (text: string): bigint => BigInt(Math.round(Number(text) * 100))
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, one) => all + one, 0n)

describe('a group’s position, for its board', () => {
  let folder: string
  let served: Served
  let ledger: TestLedger
  let context: Context
  let app: FastifyInstance
  const month = '2019-10'
  const paper = (): Promise<PaperView> => readPaper(context, operator, { month })
  const csv = async (table: string): Promise<Record<string, string>[]> => {
    const { body } = await app.inject(`/position/${table}.csv?month=${month}`)
    const [head = '', ...rows] = body.trimEnd().split('\r\n')
    const names = head.split(',')
    return rows.map((row) =>
      Object.fromEntries(row.split(',').map((cell, i) => [names[i] ?? '', cell])),
    )
  }

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-position-'))
    served = await withPatients(folder, 20)
    ledger = await openTestLedger()
    context = inventedContext({
      folder: join(folder, 'home'),
      served: async () => served,
      ledger: async () => ledger,
    })
    app = Fastify()
    await routes(app, context)
  })
  after(async () => {
    await app.close()
    await ledger.remove()
    served.duck.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('without a budget in force there is no paper, and it is said what to do', async () => {
    await assert.rejects(paper(), /No budget is in force for this month/)
    await addSample(ledger, { today: '2020-04-20', groupCode: 'CW' }, served)
    await assert.rejects(
      readPaper(context, operator, { month: '2018-10' }),
      /No budget is in force for this month/,
    )
    await assert.rejects(readPaper(context, operator, { month: '2031-01' }), /no figures for/)
  })

  test('four sentences say where it stands, where it ends, what chance does, and what is shared', async () => {
    const view = await paper()
    const [stands = '', ends = '', chance = '', shared = '', ...more] = fourSentences(view)
    assert.deepEqual(more, [])
    assert.match(stands, /^To October 2019 all care with a budget cost Cranwell .* against £/)
    assert.match(stands, /\((?:under )?\d+\.\d%\) (?:over|under) budget\.$/)
    assert.match(ends, /^By March 2020 we expect to be between .* \(19 years in 20\)\.$/)
    assert.match(chance, /of 4 practices lies? beyond what chance alone does .* 19 years of 20/)
    assert.ok(view.position.practices.every(({ comparison }) => comparison.total.band !== null))
    assert.match(
      shared,
      /^By chance alone hospital care of the 21,600 patients on the list by age and sex when the year began/,
    )
    assert.match(shared, /passes what is expected by more than 2% with a chance of/)
  })

  test('the patients are those of the lists by age and sex, not the registered of the month', async () => {
    const { position } = await paper()
    assert.equal(position.risk?.patients, 40 * (120 + 130 + 140 + 150))
  })

  test('practices beyond chance are counted, above and below; where none is, that is said', async () => {
    const view = await paper()
    const judged = (verdicts: readonly ('beyond it' | 'within what chance alone does' | null)[]) =>
      fourSentences({
        ...view,
        position: {
          ...view.position,
          practices: view.position.practices.map((one, i) => {
            const total = {
              ...one.comparison.total,
              verdict: verdicts[i] ?? null,
              bandVariance: i % 2 === 0 ? 1n : -1n,
            }
            return { ...one, comparison: { ...one.comparison, total } }
          }),
        },
      })[2] ?? ''
    const within = 'within what chance alone does'
    assert.match(
      judged(['beyond it', 'beyond it', 'beyond it', within]),
      /^3 of 4 practices lie beyond .*: 2 above and 1 below; none would be expected by chance\.$/,
    )
    assert.match(judged(['beyond it', within, within, within]), /^1 of 4 practices lies beyond/)
    assert.match(judged([within, within, within, within]), /^None of 4 practices lies beyond/)
    assert.match(judged([null, null, null, null]), /^Nothing tells what chance alone does/)
  })

  test('its tables hold every practice and line, and both add up to the sentence’s pence', async () => {
    const { position } = await paper()
    const { total, rows } = position.part.comparison
    const practices = await csv('practices')
    assert.deepEqual(
      practices.map(({ practice }) => practice),
      ['P81001', 'P81002', 'P81003', 'P81004'],
    )
    const added = (table: readonly Record<string, string>[], column: string): bigint =>
      sum(table.map((row) => pence(row[column] ?? '')))
    assert.equal(added(practices, 'budget_pounds'), total.yearBudget)
    assert.equal(added(practices, 'cost_pounds'), total.yearActual)
    assert.equal(added(practices, 'variance_pounds'), total.variance)
    const lines = await csv('service-lines')
    assert.equal(lines.length, rows.length)
    const scored = lines.filter(({ scope }) => scope === 'in scope')
    assert.equal(added(scored, 'budget_pounds'), total.yearBudget)
    const year = await csv('year')
    assert.equal(year.length, 12)
    assert.equal(added(year, 'budget_pounds'), total.annualBudget)
  })

  test('practices stand in order of their codes, never of their variance', async () => {
    const { body } = await app.inject(`/position?month=${month}`)
    const links = [
      ...parseHTML(body).document.querySelectorAll('main table a[href*="/practices/"]'),
    ]
    const codes = links.map((link) => /P\d{5}/.exec(link.getAttribute('href') ?? '')?.[0] ?? '')
    assert.deepEqual(codes, codes.toSorted())
    assert.equal(new Set(codes).size, 4)
  })

  test('what is chosen on screen is not on paper: choices are marked so, and tables are not', async () => {
    const { document } = parseHTML((await app.inject(`/position?month=${month}`)).body)
    const onScreen = '.steward-screen, .steward-choices, .nhsuk-header, .steward-build'
    for (const form of document.querySelectorAll('main form'))
      assert.ok(form.closest(onScreen), 'a form that would be printed')
    for (const table of document.querySelectorAll('main table'))
      if (!table.closest('details')) assert.equal(table.closest('.steward-screen'), null)
  })

  test('the pack of a practice has its statement, its budget, and at most three things worth asking', async () => {
    const { body } = await app.inject(`/practices/P81002/pack?month=${month}`)
    const { document } = parseHTML(body)
    assert.match(document.querySelector('h1')?.textContent ?? '', /for the practice meeting/)
    assert.ok(document.querySelectorAll('#questions ~ ol li').length <= 3)
    assert.ok(document.querySelector('#budget-lines'))
    assert.match(body, /The year by month against budget/)
    assert.match(body, /19 years in 20/)
  })

  test('a practice that has no budget has its pack without one, and it says why', async () => {
    await served.duck.run(
      `insert into practice values ('P81099', 'Newly Formed Practice', null, date '2019-06-01', null, 'active')`,
    )
    await served.duck.run(
      `insert into membership values ('P81099', 'CW', 'Cranwell Commissioning Group', 'NORTH', 'North Cranwell', '2019-06', null)`,
    )
    const { body, statusCode } = await app.inject(`/practices/P81099/pack?month=${month}`)
    assert.equal(statusCode, 200)
    assert.match(body, /This practice has no budget of its own in this year/)
    assert.doesNotMatch(body, /id="budget-lines"/)
    const { position } = await paper()
    assert.equal(position.practices.length, 4, 'and it is not counted in the position')
  })
})
