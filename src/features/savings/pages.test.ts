import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import type { TestLedger } from '../../stores/ledger/test-ledger.ts'
import { inventedDecision } from '../invented-decision.ts'
import { postForm } from '../invented-form.ts'
import { routes as positionRoutes } from '../position/position.ts'
import { routes } from './savings.ts'
import { inventedBudgets, type InventedBudgets } from '../budgets/invented-budgets.ts'

const pence = (pounds: string | undefined): bigint => BigInt((pounds ?? '').replace('.', ''))
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, one) => all + one, 0n)

describe('the page of a year’s savings', () => {
  let invented: InventedBudgets
  let ledger: TestLedger
  let app: FastifyInstance
  const tableOf = async (url: string): Promise<Record<string, string>[]> => {
    const { body, statusCode } = await app.inject(url)
    assert.equal(statusCode, 200, body.slice(0, 300))
    const [head = [], ...rows] = body
      .trimEnd()
      .split('\r\n')
      .map((row) =>
        [...row.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, a, b]) => a ?? b ?? ''),
      )
    return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ''])))
  }

  before(async () => {
    invented = await inventedBudgets({ others: [positionRoutes, routes] })
    ;({ ledger, app } = invented)
    const saved = await postForm(app, '/budgets/versions', {
      group: 'CW',
      year: '2019/20',
      chosen: 'yes',
      'scope-community': 'excluded',
      'scope-prescribing': 'blocked back',
      title: 'Part of it',
      why: 'Prescribing is blocked back, community care left out.',
    })
    assert.equal(saved.statusCode, 303, saved.body.slice(0, 300))
    const decision = await inventedDecision(ledger, {
      title: 'Part of it',
      binds: 'The budgets of 2019/20, version 2',
      on: '2020-04-20',
    })
    const approved = await postForm(app, `${saved.headers.location}/approve`, {
      from: '2019-04',
      why: 'Approved by the board.',
      decision: String(decision),
    })
    assert.equal(approved.statusCode, 303, approved.body.slice(0, 300))
    const noted = await postForm(app, '/budgets/commitments', {
      group: 'CW',
      year: '2019/20',
      kind: 'accrual',
      forPractice: 'P81002',
      forLine: 'general-and-acute',
      commitPounds: '12,345.67',
      commitMonth: '2020-03',
      what: 'Care that is not billed yet',
    })
    assert.equal(noted.statusCode, 303, noted.body.slice(0, 300))
  })
  after(() => invented.remove())

  test('what is in scope is each practice’s variance, what is not billed counted and excluded lines left out', async () => {
    const variances = new Map(
      (await tableOf('/position/practices.csv?group=CW')).map((row) => [
        row['practice'],
        pence(row['variance_pounds']),
      ]),
    )
    const practices = await tableOf('/savings/practices.csv?group=CW')
    assert.equal(practices.length, 6)
    for (const row of practices)
      assert.equal(pence(row['in_scope_pounds']), -(variances.get(row['practice']) ?? 0n))
    assert.ok(practices.some((row) => row['gross_pounds'] !== row['in_scope_pounds']))
  })

  test('the practices’ statements add up to the group’s account', async () => {
    const practices = await tableOf('/savings/practices.csv?group=CW')
    const account = new Map(
      (await tableOf('/savings/group-account.csv?group=CW')).map((row) => [
        row['what']?.split(/[,:(]/)[0]?.trim(),
        pence(row['pounds']),
      ]),
    )
    const all = (name: string): bigint => sum(practices.map((row) => pence(row[name])))
    assert.equal(account.get('Practices’ results in all lines'), all('gross_pounds'))
    assert.equal(account.get('Of it in scope'), all('in_scope_pounds'))
    assert.equal(account.get('What the group saved'), all('net_pounds'))
    assert.equal(
      account.get('Shares that the rules give practices which saved'),
      all('share_pounds'),
    )
    assert.equal(account.get('Paid to practices'), all('paid_pounds'))
  })

  test('it says everything assumed that it rests on: of the budgets, and of the settling', async () => {
    const { body } = await app.inject('/savings?group=CW')
    const [, assumed = ''] = /<strong>Assumed:<\/strong>([^<]*)/.exec(body) ?? []
    for (const name of ['yearly step towards target', 'risk pool', 'stop-loss per patient'])
      assert.ok(assumed.includes(name), name)
  })

  test('a settled year says what was paid, and that the figures below have moved since where they have', async () => {
    const texts = async (): Promise<string> =>
      (await app.inject('/savings?group=CW')).body.replaceAll(/\s+/g, ' ')
    assert.match(await texts(), /Not settled\./)
    assert.match(await texts(), /may lose its right to a budget, after arbitration/)
    const kept = await postForm(app, '/savings', { group: 'CW', month: '2020-03' })
    assert.equal(kept.statusCode, 303, kept.body.slice(0, 300))
    assert.match(await texts(), /Settled on .* from build/)
    assert.doesNotMatch(await texts(), /as they stand now/)
    const noted = await postForm(app, '/budgets/commitments', {
      group: 'CW',
      year: '2019/20',
      kind: 'accrual',
      forPractice: 'P81003',
      forLine: 'general-and-acute',
      commitPounds: '-9,000,000.00',
      commitMonth: '2020-03',
      what: 'Care that was billed twice',
    })
    assert.equal(noted.statusCode, 303, noted.body.slice(0, 300))
    assert.match(await texts(), /paid then\. The figures below are as they stand now\./)
  })

  test('no other group’s and no other month’s figures stand in for one that is not there', async () => {
    for (const url of [
      '/savings?group=ZZ',
      '/savings?month=soon',
      '/savings?month=2031-01',
      '/position?group=ZZ',
    ]) {
      const { statusCode, body } = await app.inject(url)
      assert.notEqual(statusCode, 200, url)
      assert.match(body, /There is no group ZZ|There are no figures for the month/, url)
    }
    for (const url of [
      '/budgets/virements?year=soon',
      '/practices/P81002/budget/prescribing?month=soon',
    ])
      assert.notEqual((await app.inject(url)).statusCode, 200, url)
  })
})
