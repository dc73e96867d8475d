import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import Fastify from 'fastify'
import { parseHTML } from 'linkedom'
import { openHome } from '../../stores/home.ts'
import { everything, operator, type Role } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import { inventedBuild } from '../invented-build.ts'
import { inventedContext } from '../invented-context.ts'
import { inventCounts } from './invented-counts.ts'
import { definitionSchema, worklistSchema, type WorklistData } from './open-api.ts'
import { askedOf } from './asked.ts'
import { openOpportunities, routes } from './opportunities.ts'
import { releasedDefinitionSchema, releasedSchema } from './released/schema.ts'

let folder = ''
let served: Served
const practices = Array.from({ length: 10 }, (_, i) => ({
  code: `P${String(81001 + i).padStart(5, '0')}`,
  people: 8000,
}))
const even = (amount: number): Record<string, number> =>
  Object.fromEntries(practices.map(({ code }) => [code, amount]))

const get = async (
  url: string,
  role?: Role,
): Promise<{ status: number; body: string; policy: string }> => {
  const home = openHome(folder)
  const app = Fastify()
  const context = inventedContext({
    home,
    served: async () => served,
    viewer: () => ({
      ...operator,
      person: 7,
      via: 'web',
      appointments: [{ role: role ?? 'gp', practice: null, locality: null, topic: null }],
    }),
    csrf: () => 'token',
  })
  await routes(app, context)
  const { statusCode, body, headers } = await app.inject({ url })
  await app.close()
  return { status: statusCode, body, policy: String(headers['content-security-policy']) }
}

const worklist = async (query = ''): Promise<WorklistData> =>
  worklistSchema.parse(JSON.parse((await get(`/opportunities?format=json${query}`)).body))

describe('the pages of opportunities', () => {
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-opportunity-pages-'))
    const home = openHome(folder)
    served = await inventedBuild(home.tmp, { practices: 10 })
    await inventCounts(
      home,
      served.manifest.id,
      { from: '2019-04', to: '2020-03' },
      practices,
      [
        { id: 'acsc-acute', amounts: { ...even(100), P81003: 170 }, pence: 120_000 },
        { id: 'acsc-chronic', amounts: even(80), pence: 150_000 },
        { id: 'acsc-wider', amounts: { ...even(60), P81004: 110 }, pence: 90_000 },
        { id: 'ebi-varicose-veins', amounts: { ...even(4), P81005: 12 }, pence: 200_000 },
      ],
      [{ id: 'op-did-not-attend', field: 'attendance_status', months: ['2019-07'] }],
    )
  })
  after(() => {
    served.duck.close()
    rmSync(folder, { recursive: true })
  })

  test('observed, expected and difference add up from practices to localities and to the group', async () => {
    const lines = async (place: string) => {
      const context = inventedContext({ home: openHome(folder), served: async () => served })
      return (await openOpportunities(everything, context, served, askedOf({ place }))).worklist
        .lines
    }
    const group = await lines('')
    const one = (data: Awaited<ReturnType<typeof lines>>, id: string) =>
      data.find(({ definition }) => definition.id === id)
    const parts = await Promise.all(practices.map(({ code }) => lines(`practice:${code}`)))
    const localities = await Promise.all(
      ['NORTH', 'SOUTH'].map((code) => lines(`locality:${code}`)),
    )
    for (const id of ['acsc-acute', 'acsc-chronic', 'acsc-wider']) {
      const whole = one(group, id)
      assert.ok(whole)
      for (const name of [
        'observed',
        'expected',
        'difference',
        'worthPence',
        'netWorthPence',
      ] as const) {
        for (const pieces of [parts, localities]) {
          const sum = pieces.reduce((total, data) => total + (one(data, id)?.[name] ?? 0), 0)
          assert.ok(
            Math.abs(sum - whole[name]) < 1e-9 * Math.max(1, whole.observed, whole.worthPence),
            `${id} ${name}: ${sum} is not ${whole[name]}`,
          )
        }
      }
    }
    assert.ok(Math.abs(one(group, 'acsc-acute')?.difference ?? 1) < 1e-9)
  })

  test('a practice beyond chance is called and has worth; alike practices have none; a handful is never called', async () => {
    const high = await worklist('&place=practice:P81003')
    const acute = high.lines.find(({ definition }) => definition === 'acsc-acute')
    assert.ok(acute && acute.practicesBeyondChance === 1 && acute.worthPounds > 30_000)
    assert.ok(acute.worthPounds < 84_000, 'shrinkage takes off what chance may have done')
    assert.ok(
      acute.worthLowerPounds < acute.worthPounds && acute.worthPounds < acute.worthUpperPounds,
    )
    const group = await worklist()
    const find = (id: string) => group.lines.find(({ definition }) => definition === id)
    assert.equal(find('acsc-chronic')?.worthPounds, 0)
    assert.equal(find('acsc-acute')?.practicesForHalf, 1)
    assert.equal(find('acsc-acute')?.lowHanging, true)
    assert.equal(find('ebi-varicose-veins')?.practicesBeyondChance, 0)
  })

  test('totals leave out what lies beside or inside other definitions', async () => {
    const { totals, lines } = await worklist()
    const wider = lines.find(({ definition }) => definition === 'acsc-wider')
    assert.ok(wider && wider.worthPounds > 0 && wider.netWorthPounds === 0 && !wider.inTotals)
    const sum = lines
      .filter(({ money, inTotals }) => money === 'cash' && inTotals)
      .reduce((total, line) => total + line.netWorthPounds, 0)
    assert.ok(Math.abs(sum - totals.cash.pounds) < 0.05)
  })

  test('what cannot be computed says why, and is never nought', async () => {
    const { lines } = await worklist()
    const missed = lines.find(({ definition }) => definition === 'op-did-not-attend')
    assert.equal(missed?.absent, 'cannot be computed: attendance status (empty in 2019-07)')
    const { body } = await get('/opportunities')
    assert.match(body, /Missed appointments: cannot be computed: attendance status/)
    assert.match((await get('/opportunities/op-did-not-attend')).body, /cannot be computed/)
  })

  test('the better quarter is chosen without the practice judged, and asks more than the mean', async () => {
    const [mean, quarter] = await Promise.all([
      worklist('&place=practice:P81003'),
      worklist('&place=practice:P81003&benchmark=better-quarter'),
    ])
    const expected = (data: WorklistData): number =>
      data.lines.find(({ definition }) => definition === 'acsc-acute')?.expected ?? 0
    assert.ok(expected(quarter) < expected(mean))
    const similar = await worklist('&place=practice:P81003&benchmark=similar')
    assert.ok(Math.abs(expected(similar) - 100) < 3)
  })

  test('the page of a definition has its three figures, its practices, what was done, the rule and the sources', async () => {
    const { status, body } = await get('/opportunities/acsc-acute')
    assert.equal(status, 200)
    const { document } = parseHTML(body)
    const text = document.body.textContent
    for (const words of [
      'In scope',
      'Above the benchmark',
      'Realistic',
      'By provider',
      'The rule, test by test',
      'nhp_data@cff9dde',
    ])
      assert.ok(text.includes(words), words)
    assert.equal(document.querySelectorAll('svg').length, 1)
    assert.ok(!/league|worst|poor perform/i.test(text))
  })

  test('one click raises it as an idea with the figures, for the meeting that is chosen', async () => {
    const { body } = await get('/opportunities/acsc-acute?place=practice:P81003')
    const { document } = parseHTML(body)
    const form = document.querySelector('form[action="/concerns"]')
    assert.ok(form)
    const value = (name: string): string =>
      form.querySelector(`[name="${name}"]`)?.getAttribute('value') ?? ''
    assert.equal(value('kind'), 'idea')
    assert.equal(value('locality'), 'NORTH')
    assert.match(value('words'), /170 admissions observed, 107 expected/)
    assert.match(value('words'), new RegExp(`build ${served.manifest.id}`))
    assert.ok(value('title').length <= 120)
    const group = parseHTML((await get('/opportunities/acsc-acute')).body).document
    assert.equal(group.querySelectorAll('form[action="/concerns"] option').length, 2)
  })

  test('JSON is as the OpenAPI document says, and CSV has the same lines', async () => {
    const data = await worklist()
    assert.equal(data.lines.length, 101)
    const one = await get('/opportunities/acsc-acute?format=json')
    const parsed = definitionSchema.parse(JSON.parse(one.body))
    assert.equal(parsed.practices.length, 10)
    const csv = await get('/opportunities?format=csv')
    assert.equal(csv.body.trim().split('\r\n').length, 102)
    for (const page of ['/opportunities', '/opportunities/acsc-acute']) {
      const picture = await get(`${page}/chart.svg`)
      assert.match(picture.body, /^<svg [^>]*xmlns=/)
      // Without this the browser leaves out the looks that the picture carries, and it is black.
      assert.match(picture.policy, /style-src 'unsafe-inline'/)
    }
  })

  test('a filter and an order change what is listed, and nonsense in the address does not break it', async () => {
    const fruit = await worklist('&low=1')
    assert.deepEqual(
      fruit.lines.map(({ definition }) => definition),
      ['acsc-acute', 'acsc-wider'],
    )
    const hospital = await worklist('&can=hospital')
    assert.ok(
      hospital.lines.every(({ whoCanAct }) => whoCanAct.some((who) => /provider|urgent/.test(who))),
    )
    assert.equal((await get('/opportunities?benchmark=x&years=99&sort=y&to=1999-99')).status, 200)
    assert.notEqual((await get('/opportunities?place=practice:NOBODY')).status, 200)
    assert.match(
      (await get('/opportunities?benchmark=national')).body,
      /No national rates are loaded/,
    )
  })

  test('what leaves the group shows no single practice, what there is of each kind, and nothing that rests on single practices', async () => {
    const outside = releasedSchema.parse(
      JSON.parse((await get('/opportunities?format=json', 'payer-reader')).body),
    )
    const acute = outside.lines.find(({ definition }) => definition === 'acsc-acute')
    assert.deepEqual([acute?.records, acute?.inScopePounds], [1070, 1_284_000])
    const one = await get('/opportunities/acsc-acute?format=json', 'payer-reader')
    assert.equal(releasedDefinitionSchema.parse(JSON.parse(one.body)).line.records, 1070)
    for (const url of ['/opportunities', '/opportunities/acsc-acute']) {
      const { status, body } = await get(url, 'payer-reader')
      assert.equal(status, 200)
      assert.match(body, /1,070/)
      assert.doesNotMatch(body, /Thornbury Lane|beyond chance|expected/)
    }
    assert.notEqual((await get('/opportunities?place=practice:P81003', 'payer-reader')).status, 200)
    assert.equal((await get('/opportunities/acsc-acute/chart.svg', 'payer-reader')).status, 404)
    const csv = await get('/opportunities?format=csv&place=locality:NORTH', 'payer-reader')
    assert.doesNotMatch(csv.body, /worth|expected/)
  })
})
