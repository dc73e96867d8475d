import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { z } from 'zod'
import { parseFigure } from '../../core/figure.ts'
import { AppError } from '../../core/refusal.ts'
import { everything } from '../../stores/scope.ts'
import { makeTinyBuild, type TinyBuild } from '../../../tests/tiny-build.ts'
import { evaluate, type Evaluated } from '../figures/figures.ts'
import { inventedContext } from '../invented-context.ts'
import { routes, sumsOfRows } from './lines.ts'
import { linesPage, pageSize } from './paging.ts'
import { stepsOf, sumOf } from './single/steps.ts'
import type { Choice } from './store.ts'

describe('lines behind a figure', () => {
  let tiny: TinyBuild
  let app: FastifyInstance
  before(async () => {
    tiny = await makeTinyBuild()
    app = Fastify({ routerOptions: { maxParamLength: 500 } })
    app.setErrorHandler(async (error, _, reply) => {
      const refusal = error instanceof AppError ? error.refusal : null
      return reply.code(refusal === null ? 500 : 404).send({ refusal, fault: String(error) })
    })
    routes(
      app,
      inventedContext({
        folder: tiny.folder,
        served: async () => tiny.served,
        asAt: () => '2019-07-20',
      }),
    )
  })
  after(async () => {
    await app.close()
    tiny.remove()
  })

  const whole = async (text: string): Promise<Evaluated> => {
    const figure = parseFigure(text)
    assert.ok(figure.ok, text)
    const result = await evaluate(everything, tiny.served, figure.value)
    assert.ok(result.ok)
    return result.value
  }

  const get = async (url: string): Promise<{ status: number; text: string }> => {
    const answer = await app.inject({ url })
    return { status: answer.statusCode, text: answer.body }
  }

  const simple = [
    ['activity-cost/group:CW/2019-04..2019-06', 'activity'],
    ['activity-cost/P81003/2019-05/pod=NEL', 'activity'],
    ['activity-cost/all/2019-04..2019-05/specialty=-', 'activity'],
    ['activity-lines/locality:LS/2019-04..2019-06/kind=outpatient', 'activity'],
    ['contract-cost/group:CW/2019-04..2019-06', 'contract'],
    ['contract-cost/unattributed/2019-04..2019-06/pod=COMM', 'contract'],
    ['prescribing-cost/group:CW/2019-04..2019-06', 'prescribing'],
    ['prescribing-items/P81001/2019-04..2019-06/chapter=01', 'prescribing'],
    ['patients/group:CW/2019-04..2019-06', 'patients'],
  ] as const

  test('the rows behind a figure add up to it, counted apart from the marts', async () => {
    for (const [name, source] of simple) {
      const { figure, exact, counts } = await whole(name)
      const sums = await sumsOfRows(everything, tiny.served, { figure, source })
      assert.equal(
        sums.reduce((sum, row) => sum + row.exact, 0n),
        exact,
        name,
      )
      assert.equal(
        sums.reduce((sum, row) => sum + row.lines, 0n),
        counts.lines,
        name,
      )
      assert.ok(counts.lines > 0n, name)
    }
  })

  test('the pages of a figure hold every line once, and the last ends at the figure', async () => {
    for (const [name, source] of simple) {
      const { figure, exact, counts } = await whole(name)
      const seen = new Set<string>()
      for (let page = 1, pages = 1; page <= pages; page++) {
        const result = await linesPage(everything, tiny.served, { figure, source }, page)
        assert.ok(result.ok)
        pages = result.value.pages
        for (const line of result.value.lines) seen.add(`${line.load_id} ${line.source_line}`)
        assert.equal(
          result.value.lines.length,
          page < pages ? pageSize : Number(counts.lines) - (pages - 1) * pageSize,
        )
        if (page === pages) assert.equal(result.value.sumSoFar, exact, name)
      }
      assert.equal(BigInt(seen.size), counts.lines, name)
    }
  })

  test('lines of one status can be paged alone', async () => {
    const { figure, counts } = await whole('activity-cost/group:CW/2019-04..2019-06')
    const choice: Choice = { figure, source: 'activity', status: 'no price' }
    const result = await linesPage(everything, tiny.served, choice, 1)
    assert.ok(result.ok)
    assert.equal(BigInt(result.value.total.lines), counts.noPrice)
    assert.ok(result.value.lines.every((line) => line['status'] === 'no price'))
  })

  test('a page beyond the last is refused with what to do', async () => {
    const { figure } = await whole('activity-cost/P81001/2019-04')
    const result = await linesPage(everything, tiny.served, { figure, source: 'activity' }, 99)
    assert.ok(!result.ok)
    assert.equal(result.refusal.code, 'unknown-page')
  })

  test('the page shows pseudonyms short, the file and line, its sum and links to a single line', async () => {
    const { status, text } = await get('/lines/activity-cost/P81001/2019-04..2019-06')
    assert.equal(status, 200)
    assert.match(text, /This page adds up to/)
    assert.match(text, /admitted_2019-04\.csv, line \d+/)
    assert.doesNotMatch(text, /[0-9a-f]{8}0{24}/)
    const link = /href="(\/lines\/line\/[^"]+)"/.exec(text)?.[1] ?? ''
    const single = await get(link)
    assert.equal(single.status, 200)
    assert.match(single.text, /What the line says/)
    assert.doesNotMatch(single.text, /[0-9a-f]{8}0{24}/)
    assert.doesNotMatch(single.text, /the price is different/)
  })

  test('every priced line is worked out again from its own columns to the last digit', async () => {
    const rows = await tiny.served.duck.all(
      `select * from read_parquet([${tiny.served
        .pricedFiles('admitted')
        .map((file) => `'${file}'`)
        .join(', ')}]) where status = 'priced'`,
    )
    assert.ok(rows.length > 50)
    for (const row of rows) assert.equal(sumOf(stepsOf(row)).toString(), row['exact_e14'])
  })

  test('a figure of several kinds of line lists them with their sums', async () => {
    const { status, text } = await get('/lines/cost/P81001/2019-04..2019-06')
    assert.equal(status, 200)
    assert.match(text, /lines\/prescribing-cost\/P81001/)
    assert.equal((await get('/lines/cost/P81001/2019-04?format=csv')).status, 404)
  })

  test('the CSV holds every line with exact decimals and adds up to the figure', async () => {
    const { exact, counts, name } = await whole('prescribing-cost/group:CW/2019-04..2019-06')
    const { text } = await get('/lines/prescribing-cost/group:CW/2019-04..2019-06?format=csv')
    const [head = '', ...rows] = text.trimEnd().split('\r\n')
    const at = head.split(',').indexOf('cost_pounds')
    const sum = rows.reduce(
      (running, row) => running + BigInt((row.split(',')[at] ?? '').replace('.', '')),
      0n,
    )
    assert.equal(sum, exact)
    assert.equal(BigInt(rows.length), counts.lines)
    assert.ok(rows.every((row) => row.endsWith(name)))
  })

  test('text that a spreadsheet would run is made plain', async () => {
    const { text } = await get('/lines/contract-cost/group:CW/2019-04?format=csv')
    assert.match(text, /"'=COMM & ""nursing"""/)
  })

  test('JSON carries the same sums and fields', async () => {
    const { exact } = await whole('contract-cost/P81001/2019-04..2019-06')
    const { text } = await get('/lines/contract-cost/P81001/2019-04..2019-06?format=json')
    const data = z
      .object({ exact: z.number(), rows: z.array(z.unknown()), lines: z.number() })
      .parse(JSON.parse(text))
    assert.equal(BigInt(data.exact), exact)
    assert.equal(data.rows.length, data.lines)
  })

  test('what is not there is answered with what to do', async () => {
    for (const url of [
      '/lines/nonsense',
      '/lines/cost/A00000/2019-04',
      '/lines/cost/P81001/2019-04@000000000000',
      '/lines/line/admitted/2019-04.000000000000.1',
      '/lines/line/mystery/2019-04.000000000000.1',
      '/lines/line/admitted/x',
    ]) {
      const { status, text } = await get(url)
      assert.equal(status, 404, url)
      assert.match(text, /remedy/)
    }
  })

  test('a figure without lines says so', async () => {
    const { text } = await get('/lines/activity-cost/P81001/2021-04')
    assert.match(text, /No line stands behind this figure/)
  })
})
