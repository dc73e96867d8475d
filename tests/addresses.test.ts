import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance } from 'fastify'
import { parseHTML } from 'linkedom'
import { z } from 'zod'
import * as alerts from '../src/features/alerts/alerts.ts'
import { inventedContext } from '../src/features/invented-context.ts'
import { inventedPrescribing } from '../src/features/invented-prescribing.ts'
import { inventCounts } from '../src/features/opportunities/invented-counts.ts'
import * as opportunities from '../src/features/opportunities/opportunities.ts'
import * as registers from '../src/features/registers/registers.ts'
import * as topics from '../src/features/topics/topics.ts'
import * as variation from '../src/features/variation/variation.ts'
import { openHome } from '../src/stores/home.ts'
import { openTestLedger, type TestLedger } from '../src/stores/ledger/test-ledger.ts'
import { operator } from '../src/stores/scope.ts'
import type { Served } from '../src/warehouse/served.ts'

const documents = [
  '/variation/openapi.json',
  '/variation/alerts/openapi.json',
  '/topics/openapi.json',
  '/opportunities/openapi.json',
]

const parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query']),
  schema: z.looseObject({ enum: z.array(z.string()).optional() }),
})
const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(
    z.string(),
    z.object({
      get: z.object({
        parameters: z.array(parameter),
        responses: z.object({
          200: z.object({
            content: z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) })),
          }),
        }),
      }),
    }),
  ),
})
type Described = z.infer<typeof documentSchema>['paths'][string]['get']

/** What fills the parts of an address, by the address where one word would not do for all. */
const words: Readonly<Record<string, string>> = {
  measure: 'pregabalin-75-brand',
  practice: 'P81001',
  topic: 'respiratory',
  definition: 'acsc-acute',
  register: 'DM',
  year: '2019-20',
  where: 'group:CW',
  '/opportunities/measures/{id}': 'pregabalin-75-brand',
  '/opportunities/prices/{id}': '0408010AEAAABAB',
  '/opportunities/measures/{id}/{table}': 'pregabalin-75-brand',
  '/opportunities/prices/{id}/{table}': '0408010AEAAABAB',
  '/opportunities/measures/{id}/chart.svg': 'pregabalin-75-brand',
  '/opportunities/prices/{id}/chart.svg': '0408010AEAAABAB',
}

/** Of which no row is in this world: the tests of registers hold their answers. */
const elsewhere = /^\/registers\//
/** Lists of what somebody put together, which are their own definition. */
const lists = ['/variation/sets', '/variation/own']

const filled = (path: string, { parameters }: Described): string[] =>
  parameters
    .filter((one) => one.in === 'path')
    .reduce<string[]>(
      (urls, { name, schema }) =>
        urls.flatMap((url) =>
          (schema.enum ?? [words[path] ?? words[name] ?? '']).map((value) =>
            url.replace(`{${name}}`, encodeURIComponent(value)),
          ),
        ),
      [path],
    )

describe('every address of variation, topics, alerts and opportunities', () => {
  let folder: string
  let served: Served
  let ledger: TestLedger
  let app: FastifyInstance
  const routes: string[] = []
  const described = new Map<string, Described>()
  const get = async (url: string) => app.inject({ url, headers: { accept: 'text/html' } })

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-addresses-'))
    const home = openHome(join(folder, 'home'))
    served = await inventedPrescribing(folder, { jumpsAt: 17 })
    const practices = [1, 2, 3, 4].map((n) => ({ code: `P8100${n}`, people: 8000 }))
    await inventCounts(home, served.manifest.id, { from: '2019-04', to: '2020-03' }, practices, [
      {
        id: 'acsc-acute',
        amounts: { P81001: 100, P81002: 170, P81003: 100, P81004: 100 },
        pence: 120_000,
      },
    ])
    ledger = await openTestLedger()
    app = Fastify()
    await app.register(formbody)
    app.addHook('onRoute', ({ method, url }) => {
      if (method === 'GET') routes.push(url)
    })
    const context = inventedContext({
      home,
      served: async () => ({ ...served, close: () => {} }),
      ledger: async () => ledger,
      viewer: () => operator,
    })
    for (const feature of [variation, alerts, topics, registers, opportunities])
      await feature.routes(app, context)
    await app.ready()
    const saved = await app.inject({
      method: 'POST',
      url: '/variation/sets',
      payload: new URLSearchParams({ name: 'Rural', practices: 'P81001 P81002' }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    assert.equal(saved.statusCode, 303, saved.body)
    for (const url of documents) {
      const { paths } = documentSchema.parse((await get(url)).json())
      for (const [path, one] of Object.entries(paths)) described.set(path, one.get)
    }
  })
  after(async () => {
    await app.close()
    served.duck.close()
    await ledger.remove()
    rmSync(folder, { recursive: true })
  })

  test('is in an OpenAPI document, and no document has one that is not there', () => {
    const asked = routes
      .filter((url) => !url.endsWith('/openapi.json'))
      .map((url) => url.replaceAll(/:(\w+)/g, '{$1}'))
    assert.deepEqual([...described.keys()].toSorted(), asked.toSorted())
  })

  test('answers in every form that its document names, and JSON as its schema says', async () => {
    for (const [path, one] of described) {
      if (elsewhere.test(path)) continue
      const contents = Object.entries(one.responses[200].content)
      const files = contents.some(([type]) => type.includes('openxmlformats'))
      for (const url of filled(path, one)) {
        for (const [type, { schema }] of contents) {
          if (files && url.endsWith('.csv') !== (type === 'text/csv')) continue
          const format = type === 'application/json' ? 'json' : type === 'text/csv' ? 'csv' : ''
          const asked = format === '' || files ? url : `${url}?format=${format}`
          const reply = await get(asked)
          assert.equal(reply.statusCode, 200, asked)
          assert.ok(String(reply.headers['content-type']).startsWith(type), `${asked} is ${type}`)
          if (type === 'application/json') z.fromJSONSchema(schema).parse(reply.json())
          if (type === 'text/csv') assert.match(reply.body, /^\w+(,\w+)+\r\n/, asked)
        }
      }
    }
  })

  test('that is a page links to itself as data, to its document, to its definition, and to each chart as a picture', async () => {
    const wanting: string[] = []
    for (const [path, one] of described) {
      if (elsewhere.test(path) || !('text/html' in one.responses[200].content)) continue
      for (const url of filled(path, one)) {
        const { document } = parseHTML((await get(url)).body)
        const links = [...document.querySelectorAll('a[href]')].map(
          (link) => link.getAttribute('href') ?? '',
        )
        const own = links.filter((href) => href.split('?')[0] === url)
        const defined =
          links.some((href) => /\/definition($|\?)|\/(measures|topics)\/[^/]+($|\?)/.test(href)) ||
          /The definition|The rule, test by test/.test(document.body.textContent)
        const drawn = document.querySelectorAll('svg.steward-chart, figure svg').length
        const pictures = links.filter((href) => /\.svg($|\?)/.test(href))
        if (!own.some((href) => href.includes('format=json'))) wanting.push(`${url}: JSON`)
        if (!own.some((href) => href.includes('format=csv'))) wanting.push(`${url}: CSV`)
        if (!links.some((href) => documents.includes(href))) wanting.push(`${url}: OpenAPI`)
        if (!defined && !lists.includes(url)) wanting.push(`${url}: definition`)
        if (pictures.length < drawn)
          wanting.push(`${url}: ${drawn} charts, ${pictures.length} pictures`)
        for (const href of [...own, ...pictures])
          if ((await get(href)).statusCode !== 200) wanting.push(`${href}, on ${url}`)
      }
    }
    assert.deepEqual(wanting, [])
  })
})
