import assert from 'node:assert/strict'
import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance } from 'fastify'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openTestLedger, type TestLedger } from '../../stores/ledger/test-ledger.ts'
import { operator, type Viewer } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import * as alerts from '../alerts/alerts.ts'
import { readDisclosure } from '../disclosure/disclosure.ts'
import { inventedContext } from '../invented-context.ts'
import * as topics from '../topics/topics.ts'
import { disclosed } from './disclosed.ts'
import { inventedPrescribing } from '../invented-prescribing.ts'
import { listSchema, pricesSchema, profileSchema, variationSchema } from './open-api.ts'
import { inventedHospital, lead, payer } from './invented-hospital.ts'
import type { Variation } from './load.ts'
import { routes } from './variation.ts'

describe('variation', () => {
  let folder: string
  let served: Served
  let ledger: TestLedger
  let app: FastifyInstance
  let viewer: Viewer = operator

  const get = async (url: string, as: Viewer = operator) => {
    viewer = as
    return app.inject({ url })
  }
  const post = async (url: string, fields: Record<string, string>, as: Viewer = operator) => {
    viewer = as
    return app.inject({
      method: 'POST',
      url,
      payload: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  }

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-variation-'))
    served = await inventedPrescribing(folder)
    ledger = await openTestLedger()
    app = Fastify()
    await app.register(formbody)
    const context = inventedContext({
      folder: join(folder, 'home'),
      served: async () => ({ ...served, close: () => {} }),
      ledger: async () => ledger,
      viewer: () => viewer,
    })
    await routes(app, context)
    await topics.routes(app, context)
    await alerts.routes(app, context)
    await app.ready()
  })
  after(async () => {
    await app.close()
    served.duck.close()
    await ledger.remove()
    rmSync(folder, { recursive: true })
  })

  test('the list names what a change is worth and how few make half of it', async () => {
    const { statusCode, body } = await get('/variation')
    assert.match(body, / over 12 months to March 2020\./)
    assert.match((await get('/variation?month=2018-05')).body, / over 2 months to May 2018\./)
    assert.equal(statusCode, 200)
    assert.match(body, /The largest possible saving is/)
    assert.match(body, /half of it in 1 practice\./)
    assert.doesNotMatch(body, /worst|best practice|league|poor|(?<!heart[ -])fail/i)
  })

  test('every JSON answer is as the OpenAPI document says', async () => {
    listSchema.parse((await get('/variation?format=json')).json())
    const lines = async (url: string): Promise<number> =>
      (await get(`${url}?format=csv`)).body.trim().split('\r\n').length
    const topic = (await get('/topics/respiratory?format=json')).json()
    const { measures } = topics.topicAnswerSchema.parse(topic)
    assert.equal(await lines('/topics/respiratory'), measures.length + 1)
    for (const page of ['/variation', '/variation/practices/P81001'])
      assert.ok((await lines(page)) > 2, page)
    const prices = pricesSchema.parse((await get('/variation/prices?format=json')).json())
    assert.equal(await lines('/variation/prices'), prices.sets.length + 1)
    const found = variationSchema.parse(
      (await get('/variation/measures/pregabalin-75-brand?format=json&practice=P81001')).json(),
    )
    assert.deepEqual(found.half?.practices, ['P81001'])
    assert.ok(found.practices.every(({ savingPounds }) => (savingPounds ?? 0) > 0))
    profileSchema.parse((await get('/variation/practices/P81001?format=json')).json())
  })

  test('a share is that of the rows, and its percentiles are among the practices chosen', async () => {
    const found = variationSchema.parse(
      (await get('/variation/measures/trimethoprim?format=json&span=1&month=2020-03')).json(),
    )
    const first = found.practices.find(({ code }) => code === 'P81001')
    assert.equal(first?.numerator, 40 + ((23 * 3) % 5))
    assert.equal(first?.denominator, 100 + 2 * ((23 * 3) % 5))
    assert.ok(found.practices.some(({ percentile }) => percentile === 0))
    assert.equal(found.months.length, 24)
  })

  test('one practice alone has no percentile and nothing to be held against', async () => {
    await post('/variation/sets', { name: 'One', practices: 'P81001' })
    const url = '/variation/measures/trimethoprim?format=json&among=set:One'
    const found = variationSchema.parse((await get(url)).json())
    assert.equal(found.practices.length, 1)
    assert.equal(found.practices[0]?.percentile, null)
    assert.equal(found.chance, null)
  })

  test('the page has its charts with tables, its definition, and pictures that stand alone', async () => {
    const { body } = await get('/variation/measures/trimethoprim?practice=P81002')
    for (const part of ['Each practice by', 'Month by month', 'ordinary variation', '/definition'])
      assert.ok(body.includes(part), part)
    const open = body.replaceAll(/<details.*?<\/details>/gs, '')
    assert.match(body, /φ is .*τ² is /)
    assert.match(open, /Practices differ by/)
    assert.doesNotMatch(open, /[φτ]/)
    for (const page of ['', '/prices', '/practices/P81001', '/measures/trimethoprim']) {
      const shown = (await get(`/variation${page}`)).body.replaceAll('&amp;', '&')
      const drawn = await get(/href="(\/variation[^"]*\.svg[^"]*)"/.exec(shown)?.[1] ?? '')
      assert.match(drawn.body, /^<svg[^>]*xmlns/, page)
      assert.match(String(drawn.headers['content-security-policy']), /style-src 'unsafe-inline'/)
    }
    const definition = await get('/variation/measures/trimethoprim/definition')
    assert.match(definition.body, /0501080W0/)
    const csv = (await get('/variation/measures/trimethoprim?format=csv')).body
    assert.equal(csv.trim().split('\r\n').length, 5)
  })

  test('a practice’s reply stands beside its figure, dated, to be looked at after a year', async () => {
    const url = '/variation/measures/trimethoprim/replies?practice=P81001'
    const bad = await post(url, { practice: 'P81001', reason: '', words: 'short' }, lead)
    assert.equal(bad.statusCode, 422)
    assert.match(bad.body, /There is a problem/)
    assert.match(bad.body, />short<\/textarea>/)
    const words = 'A care home joined our list, and its residents often need treatment.'
    const sent = await post(url, { practice: 'P81001', reason: 'patients', words }, lead)
    assert.equal(sent.statusCode, 303)
    const { body } = await get('/variation/measures/trimethoprim', lead)
    assert.ok(body.includes(words))
    assert.match(body, /Our patients are different/)
    assert.match(body, /To be looked at again by\s+20 April 2021/)
    assert.match(body, /1 explained/)
    assert.match(
      (await get('/variation/practices/P81001', lead)).body,
      /Our patients are different/,
    )
    for (const address of ['/variation/measures/trimethoprim', '/variation/practices/P81001']) {
      const outside = await get(address, payer)
      assert.equal(outside.statusCode, 200)
      assert.doesNotMatch(outside.body, /Our patients are different|care home joined/)
    }
    const other = await post(url, { practice: 'P81002', reason: 'patients', words }, lead)
    assert.equal(other.statusCode, 422)
    const numbered = { practice: 'P81001', reason: 'patients', words: 'See 943 476 5919 for this.' }
    assert.equal((await post(url, numbered, lead)).statusCode, 422)
  })

  test('a recorded rebase begins the limits anew, with its reason in chart and table, and can be withdrawn', async () => {
    const at = '/variation/measures/trimethoprim'
    const recordReason = 'A new template since April.'
    const fields = { do: 'record', recordMonth: '2019-04', recordReason }
    const withdrawn = { do: 'withdraw', withdrawMonth: '2019-04', withdrawReason: recordReason }
    const read = async () => variationSchema.parse((await get(`${at}?format=json`)).json())
    assert.equal((await read()).control.length, 1)
    assert.equal((await post(`${at}/rebases`, { ...fields, recordReason: 'New.' })).statusCode, 422)
    assert.equal((await post(`${at}/rebases`, fields)).statusCode, 303)
    const { control, rebases } = await read()
    assert.deepEqual(
      control.map(({ from, to }) => [from, to]),
      [
        ['2018-04', '2019-03'],
        ['2019-04', '2020-03'],
      ],
    )
    assert.equal(rebases[0]?.reason, recordReason)
    const { body } = await get(at)
    assert.match(body, /Limits begin anew in April 2019/)
    assert.equal(body.split(recordReason).length - 1, 2)
    const { body: own } = await get(`${at}?practice=P81001`)
    assert.doesNotMatch(own, /Limits begin anew in/)
    assert.equal((await post(`${at}/rebases`, withdrawn)).statusCode, 303)
    assert.equal((await read()).control.length, 1)
  })

  test('a group writes a measure, sees the figures at once, keeps it and changes it', async () => {
    const typed = {
      title: 'Nitrofurantoin items',
      count: 'items',
      what: 'Nitrofurantoin items',
      codes: '0501130R0',
      against: 'patients',
      better: 'neither',
      why: 'To see what our switch did.',
    }
    const bad = await post('/variation/own', { ...typed, codes: 'select 1', do: 'show' })
    assert.equal(bad.statusCode, 422)
    const none = await post('/variation/own', { ...typed, codes: '2399999', do: 'show' })
    assert.match(none.body, /No product that was ever prescribed here has these codes/)
    const shown = await post('/variation/own', { ...typed, do: 'show' })
    assert.equal(shown.statusCode, 200)
    assert.match(shown.body, /Nitrofurantoin Cap 100mg M\/R/)
    assert.equal((await get('/variation/measures/own-nitrofurantoin-items')).statusCode, 500)
    const kept = await post('/variation/own', { ...typed, whyChanged: 'First version', do: 'keep' })
    assert.equal(kept.headers.location, '/variation/measures/own-nitrofurantoin-items')
    assert.equal((await get('/variation/measures/own-nitrofurantoin-items')).statusCode, 200)
    const twice = await post('/variation/own', { ...typed, whyChanged: 'Anew', do: 'keep' })
    assert.match(twice.body, /The group has a measure of this title/)
    const id = 'own-nitrofurantoin-items'
    const changed = { ...typed, id, codes: '0501130R0AAAGAG', whyChanged: 'One product' }
    await post('/variation/own', { ...changed, do: 'keep' })
    assert.match(
      (await get(`/variation/measures/${id}/definition?format=json`)).body,
      /"version":2/,
    )
  })

  test('a measure of OpenPrescribing’s form fills the form; one that is driven by SQL is refused by its part', async () => {
    const json = JSON.stringify({
      name: 'Trimethoprim',
      numerator_short: 'Trimethoprim items',
      denominator_short: '1000 patients',
      numerator_type: 'bnf_items',
      numerator_bnf_codes_filter: ['0501080W0 # Trimethoprim'],
      denominator_type: 'list_size',
      is_percentage: false,
      is_cost_based: false,
      low_is_good: true,
    })
    assert.match(
      (await post('/variation/own', { json, do: 'import' })).body,
      /0501080W0<\/textarea>/,
    )
    const sql = JSON.stringify({ ...JSON.parse(json), numerator_where: "bnf_code like '05%'" })
    const refused = await post('/variation/own', { json: sql, do: 'import' })
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /driven by SQL in numerator_where/)
  })

  test('prices for each unit name the product to change to, and say so where there is nothing', async () => {
    const { body } = await get('/variation/prices?practice=P81001')
    assert.match(body, /Pregabalin Cap 75mg/)
    assert.match((await get('/variation/prices?practice=P89999')).body, /nothing here to save/)
    assert.equal((await get('/variation/prices')).statusCode, 200)
  })

  test('what leaves the group has no small number of hospital care, and prescribing as published', async () => {
    const url = '/variation/measures/trimethoprim?format=json'
    const [inside, outside] = [(await get(url)).json(), (await get(url, payer)).json()]
    assert.deepEqual(
      variationSchema.parse(outside).practices.map(({ numerator }) => numerator),
      variationSchema.parse(inside).practices.map(({ numerator }) => numerator),
    )
    const rule = readDisclosure({ definitions: '/nowhere' })
    const leaving = async (...events: readonly number[]): Promise<Variation> => {
      const view = await inventedHospital(served, events)
      const among = { kind: 'group', code: 'CW' } as const
      return disclosed({ ...view, among, localities: view.comparison }, rule)
    }
    const shown = await leaving(3, 41, 62, 5)
    assert.deepEqual(
      shown.localities?.units
        .toSorted((a, b) => (a.code < b.code ? -1 : 1))
        .map(({ tally, ratio }) => [tally.events, ratio]),
      [
        [NaN, null],
        [40, 0.04],
        [60, 0.06],
        [NaN, null],
      ],
    )
    assert.deepEqual([shown.comparison.total.events, shown.comparison.units], [110, []])
    assert.deepEqual([shown.chance, shown.wholeLine, shown.control.line], [null, [null], [null]])
    assert.deepEqual(await leaving(5, 41, 62, 6), await leaving(6, 41, 62, 5))
    assert.deepEqual(await leaving(12, 41, 62), await leaving(11, 42, 62))
    const locality = { kind: 'locality', code: 'CW1' } as const
    const one = disclosed({ ...(await inventedHospital(served, [41, 62])), among: locality }, rule)
    assert.equal(one.comparison.ratio, null)
  })

  test('a profile has every measure of a practice; topics and alerts open', async () => {
    const profile = await get('/variation/practices/P81001')
    assert.match(profile.body, /Pregabalin 75 mg/)
    assert.equal((await get('/topics')).statusCode, 200)
    assert.equal((await get('/topics/children')).statusCode, 200)
    assert.equal((await get('/variation/alerts', lead)).statusCode, 200)
    const chosen = { cadence: 'quarterly', practice: 'P81001', least: '12' }
    assert.equal((await post('/variation/alerts', chosen, lead)).statusCode, 303)
    assert.match((await get('/variation/alerts', lead)).body, /value="12"/)
    assert.equal((await post('/variation/alerts', { ...chosen, least: '0' }, lead)).statusCode, 422)
    assert.notEqual((await get('/variation/alerts?practice=P81002', lead)).statusCode, 200)
  })
})
