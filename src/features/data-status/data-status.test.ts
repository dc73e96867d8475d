import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../core/refusal.ts'
import { literal, openDuck } from '../../stores/duck.ts'
import { openHome, type Home } from '../../stores/home.ts'
import { commitLoad, type LoadRecord } from '../../stores/lake.ts'
import type { Served } from '../../warehouse/served.ts'
import { makeTinyBuild, type TinyBuild } from '../../../tests/tiny-build.ts'
import type { Context } from '../context.ts'
import { inventedContext } from '../invented-context.ts'
import { commands, routes } from './data-status.ts'
import { monthsText } from './words.ts'

test('months that follow each other are one span, and a gap between them is not hidden', () => {
  assert.equal(
    monthsText(['2019-10', '2019-11', '2019-12', '2020-03', '2018-06', '2018-08', '2018-09']),
    'June 2018, August 2018, September 2018, October 2019 to December 2019, March 2020',
  )
})

describe('data status', () => {
  let tiny: TinyBuild
  let home: Home
  let served: Served | null
  let app: FastifyInstance
  let context: Context

  const record = (id: string, quarantine: string | null): LoadRecord => ({
    id,
    sequence: 90,
    layout: 'admitted-sus',
    feed: 'admitted',
    title: 'SUS+ extract, admitted care',
    file: { path: '/somewhere/else/admitted_2019-07.csv', bytes: 10, sha256: 'b'.repeat(64) },
    loadedAt: '2019-08-20T08:00:00Z',
    extractDate: null,
    year: null,
    cut: null,
    lines: { physical: 153, header: 1, totals: 0, accepted: 2, quarantined: 150 },
    sums: {},
    parts: [],
    quarantine,
    notes: [],
  })

  before(async () => {
    tiny = await makeTinyBuild()
    served = tiny.served
    home = openHome(tiny.folder)
    const duck = await openDuck({ tmp: home.tmp, memory: '200MB' })
    await duck.run(
      `copy (select '0123456789ab' as load_id, range + 2 as line, 'procedure_date' as column_name, '<31 June>' as value,
      'This is not a date.' as reason, 'Write it as 2019-05-31.' as remedy from range(150))
     to ${literal(join(home.quarantine, 'q.parquet'))} (format parquet)`,
    )
    duck.close()
    commitLoad(home, record('0123456789ab', 'q.parquet'))
    context = inventedContext({ home, served: async () => served, asAt: () => '2019-07-20' })
    app = Fastify()
    app.setErrorHandler(async (error, _, reply) => {
      const refusal = error instanceof AppError ? error.refusal : null
      return reply.code(refusal === null ? 500 : 404).send({ refusal, fault: String(error) })
    })
    routes(app, context)
  })
  after(async () => {
    await app.close()
    tiny.remove()
  })

  const get = async (url: string): Promise<{ status: number; text: string }> => {
    const answer = await app.inject({ url })
    return {
      status: answer.statusCode,
      text: answer.body.replaceAll(/<wbr \/>/g, '').replaceAll(/\s+/g, ' '),
    }
  }

  test('the page says in words what arrived, what is wanting and that the totals agree', async () => {
    const { status, text } = await get('/status')
    assert.equal(status, 200)
    for (const words of [
      'On 20 July 2019, 18 files with 687 rows are in use, for April 2019 to June 2019.',
      '1 file missing, 1 file late, 2 rows in quarantine, 1 file loaded but not in any figure yet, 1 thing missing or estimated, named at the foot.',
      'All 2 control totals agree',
      'Missing: Critical care: May 2019',
      'Late: Critical care: June 2019',
      'First cut, late lines still to come: Admitted care: June 2019',
      'Write it as 2019-05-31.',
      'ZZ99Z',
      'private patient',
      '7 episodes belong',
      '£50,000.00 charged beside £48,123.45 priced by Steward',
      'admitted_2019-07.csv (SUS+ extract, admitted care)',
      'No need weights have been loaded.',
    ]) {
      assert.ok(text.includes(words), words)
    }
  })

  test('the grid names each state in words', async () => {
    const { text } = await get('/status')
    const grid = /Feeds by month, latest first.*?<\/table>/.exec(text)?.[0] ?? ''
    for (const words of [
      'first cut',
      'final',
      '<strong>missing</strong>',
      '<strong>late</strong>',
    ]) {
      assert.ok(grid.includes(words), words)
    }
  })

  test('quarantined rows are read page by page with value, reason and mend, and are escaped', async () => {
    const { status, text } = await get('/status/quarantine/0123456789ab')
    assert.equal(status, 200)
    assert.match(text, /150 rows of this file could not be used; 2 rows were accepted/)
    assert.match(text, /&lt;31 June&gt;/)
    assert.match(text, /page=2/)
    const second = await get('/status/quarantine/0123456789ab?page=2&format=json')
    const data = z.object({ rows: z.array(z.unknown()) }).parse(JSON.parse(second.text))
    assert.equal(data.rows.length, 50)
  })

  test('a load or page that is not there is answered with what to do', async () => {
    for (const url of [
      '/status/quarantine/ffffffffffff',
      '/status/quarantine/0123456789ab?page=9',
    ]) {
      const { status, text } = await get(url)
      assert.equal(status, 404, url)
      assert.match(text, /remedy/)
    }
  })

  test('the long lists have pages of their own', async () => {
    for (const path of ['files', 'unpriced', 'practices', 'comparison']) {
      const { status, text } = await get(`/status/${path}`)
      assert.equal(status, 200, path)
      assert.match(text, /<table/, path)
    }
  })

  test('JSON and the command line say the same as the page', async () => {
    const { text } = await get('/status?format=json')
    const data = z
      .object({
        says: z.array(z.string()),
        grid: z.array(z.unknown()),
        files: z.array(z.unknown()),
      })
      .parse(JSON.parse(text))
    assert.equal(data.files.length, 18)
    const result = await commands[0]?.run({ positionals: [], options: {} }, context)
    assert.ok(result?.ok)
    assert.ok(result.value.done)
    for (const sentence of data.says) assert.ok(result.value.text.includes(sentence), sentence)
  })

  test('before the first close the page says what is loaded and what to do next', async () => {
    served = null
    try {
      const { status, text } = await get('/status')
      assert.equal(status, 200)
      assert.match(text, /1 file has been loaded, and nothing has been closed yet/)
      const result = await commands[0]?.run({ positionals: [], options: {} }, context)
      assert.ok(result?.ok)
      assert.match(result.value.text, /Run steward close/)
    } finally {
      served = tiny.served
    }
  })
})
