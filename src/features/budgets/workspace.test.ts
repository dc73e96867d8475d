import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { parseHTML } from 'linkedom'
import type { TestLedger } from '../../stores/ledger/test-ledger.ts'
import { everything, operator } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import { inventedDecision } from '../invented-decision.ts'
import { postForm } from '../invented-form.ts'
import { openStatement } from '../statement/statement.ts'
import { loadActuals, readVersions } from './budgets.ts'
import { inventedBudgets, type InventedBudgets } from './invented-budgets.ts'

const choices = {
  group: 'CW',
  year: '2019/20',
  chosen: 'yes',
  'method-general-and-acute': 'historic',
  'method-community': 'weighted capitation',
  'method-prescribing': 'glide',
  'scope-prescribing': 'blocked back',
  'scope-maternity': 'excluded',
}

describe('the workspace in which budgets are set', () => {
  let invented: InventedBudgets
  let served: Served
  let ledger: TestLedger
  let app: FastifyInstance
  const open = async (typed: Readonly<Record<string, string>>, table = '') => {
    const query = new URLSearchParams(typed).toString()
    const { body, statusCode } = await app.inject(`/budgets/workspace${table}?${query}`)
    assert.equal(statusCode, 200, body.slice(0, 300))
    return { body, document: parseHTML(body).document }
  }
  const rowsOf = async (table: string, typed: Readonly<Record<string, string>>) =>
    (await open(typed, `/${table}.csv`)).body
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((row) => row.split(','))
  const pence = (text: string | undefined): bigint => BigInt((text ?? '').replace('.', ''))
  const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, one) => all + one, 0n)

  before(async () => {
    invented = await inventedBudgets()
    ;({ served, ledger, app } = invented)
  })
  after(() => invented.remove())

  test('it begins by warning of losses beyond the floor that the group’s rules have', async () => {
    const { document } = await open({ group: 'CW', year: '2019/20' })
    assert.equal(document.querySelector('#warn')?.getAttribute('value'), '1')
  })

  test('practices that lose more than the warning are named, in words, in the table and in its file', async () => {
    const typed = { ...choices, 'method-general-and-acute': 'weighted capitation' }
    const { document } = await open(typed)
    const warned = (await rowsOf('practices', typed)).filter(
      ([, , , , , loses]) => loses === 'true',
    )
    assert.ok(warned.length > 0)
    const said = document.querySelector('.steward-asks')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
    assert.match(said, new RegExp(`${warned.length} practices? loses? more than 1\\.0%`))
    for (const [, name = ''] of warned) assert.ok(said.includes(name), name)
    const bold = [...document.querySelectorAll('td strong')].filter((cell) =>
      /loses more than the warning/.test(cell.textContent),
    )
    assert.equal(bold.length, warned.length)
    const patient = await rowsOf('practices', { ...typed, warn: '100' })
    assert.ok(patient.every(([, , , , , loses]) => loses === 'false'))
  })

  test('a page says how far the targets of the lines differ from that of the whole', async () => {
    const { body } = await open(choices)
    assert.match(
      body.replaceAll(/\s+/g, ' '),
      /each by its line’s own weights and added up, differ from it by [−+]?[\d.]+% to [−+]?[\d.]+%/,
    )
  })

  test('methods are mixed by line, and every pence of each envelope reaches a month', async () => {
    const envelopes = await rowsOf('envelopes', choices)
    const methods = new Map(envelopes.map(([line, , , method]) => [line, method]))
    assert.equal(methods.get('general-and-acute'), 'historic')
    assert.equal(methods.get('community'), 'weighted capitation')
    assert.equal(methods.get('prescribing'), 'glide')
    const lines = await rowsOf('lines', choices)
    for (const [line = '', kind, scope, , , shared] of envelopes) {
      if (kind !== 'service line' || scope === 'excluded') continue
      const own = lines.filter(([, name]) => name === line).map(([, , , pounds]) => pence(pounds))
      assert.equal(sum(own), pence(shared), line)
    }
    const given = envelopes.filter(([, kind]) => kind === 'set aside')
    assert.deepEqual(
      given.map(([name]) => name),
      ['contingency', 'risk pool', 'management allowance'],
    )
    const gross = envelopes.filter(([, kind]) => kind === 'service line')
    assert.equal(
      sum(gross.map(([, , , , envelope]) => pence(envelope))),
      sum([...gross.map((row) => pence(row[5])), ...given.map((row) => pence(row[4]))]),
    )
  })

  test('a base year is what the year cost, rounded once', async () => {
    const shares = (await rowsOf('shares', choices)).filter((row) => row[2] === 'prescribing')
    const codes = shares.map(([code = '']) => code)
    const actuals = await loadActuals(everything, served, codes, '2018-04', '2019-03')
    assert.equal(codes.length, 6)
    for (const [code = '', , , , , , base] of shares)
      assert.equal(pence(base), actuals.of(code, 'prescribing', '2018-04', '2019-03'))
  })

  test('a line blocked back is seen in the statement and not scored, an excluded one is not there', async () => {
    const why = 'Prescribing stays with the payer for this year.'
    const saved = await postForm(app, '/budgets/versions', { ...choices, title: 'Blocked', why })
    assert.equal(saved.statusCode, 303, saved.body.slice(0, 500))
    const [version] = await ledger.read(operator, (db) => readVersions(db, { group: 'CW' }))
    const decision = await inventedDecision(ledger, {
      title: 'Blocked',
      binds: `The budgets of 2019/20, version ${version?.number}`,
      on: '2020-04-20',
    })
    const approved = await postForm(app, `${saved.headers.location}/approve`, {
      from: '2019-10',
      why,
      decision: String(decision),
    })
    assert.equal(approved.statusCode, 303, approved.body.slice(0, 500))
    const { budget } = await openStatement(served, 'P81002', '2019-10', {
      ledger,
      viewer: operator,
    })
    assert.ok(budget.kind === 'in force')
    const { rows, total } = budget.comparison
    const blocked = rows.find(({ line }) => line === 'prescribing')
    assert.equal(blocked?.scope, 'blocked back')
    assert.ok((blocked.yearActual ?? 0n) > 0n && blocked.yearBudget > 0n)
    assert.ok(!rows.some(({ line }) => line === 'maternity'))
    const scored = rows.filter(({ line }) => line !== 'prescribing')
    assert.equal(total.yearBudget, sum(scored.map(({ yearBudget }) => yearBudget)))
    const { outlook } = budget
    assert.ok(outlook?.range95 && outlook.range80, 'the year’s end has its range')
    const known = outlook.months.filter(({ state }) => state === 'known').map((one) => one.pence)
    const apart = sum(known) - (total.yearActual ?? 0n)
    assert.ok(apart > -12n && apart < 12n, 'months are of the lines in scope, each rounded once')
    assert.ok(outlook.range95.from < outlook.variance && outlook.variance < outlook.range95.to)
    const [first, ...earlier] = await ledger.read(operator, (db) =>
      readVersions(db, { group: 'CW' }),
    )
    assert.deepEqual([first?.title, earlier.length], ['Blocked', 1], 'the revision before is kept')
  })
})
