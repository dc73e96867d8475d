import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { z } from 'zod'
import { AppError } from '../../core/refusal.ts'
import { makeTinyBuild, tinyBuildId, type TinyBuild } from '../../../tests/tiny-build.ts'
import type { Context, Outcome } from '../context.ts'
import { inventedContext } from '../invented-context.ts'
import { commands, routes } from './explain.ts'

describe('the explain page', () => {
  let tiny: TinyBuild
  let app: FastifyInstance
  let context: Context
  before(async () => {
    tiny = await makeTinyBuild()
    context = inventedContext({
      folder: tiny.folder,
      served: async () => tiny.served,
      asAt: () => '2019-07-20',
    })
    app = Fastify({ routerOptions: { maxParamLength: 500 } })
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

  const figures = [
    'cost/group:CW/2019-04..2019-06',
    'cost/P81001/2019-04',
    'cost/P81001/2019-04..2019-06/pod=COMM',
    'activity-cost/P81001/2019-04..2019-06/pod=NEL+provider=RNX',
    'activity-lines/locality:LS/2019-06',
    'contract-cost/all/2019-04..2019-06',
    'prescribing-cost/P81002/2019-04..2019-06/chapter=02',
    'prescribing-items/unattributed/2019-05',
    'patients/group:CW/2019-06',
    'cost-per-thousand/group:CW/2019-04..2019-06',
  ]

  test('every figure has a page on which its rows, read again, add up to it', async () => {
    for (const name of figures) {
      const { status, text } = await get(`/explain/${name}`)
      assert.equal(status, 200, name)
      assert.match(text, /The rows add up: /, name)
      assert.match(text, /exactly as the figure has it/, name)
      assert.doesNotMatch(text, /The rows do not add up/, name)
      assert.ok(text.includes(`>${name}@${tinyBuildId}</code>`), name)
    }
  })

  test('the page says formula, inputs with version, what is missing and what would change it', async () => {
    const { text } = await get('/explain/cost/group:CW/2019-04..2019-06')
    for (const words of [
      'Hospital activity priced by Steward',
      'rounded once, half up, to the penny',
      'admitted_2019-05.csv',
      'national tariff 2019/20',
      'pricing-2019-20 (aaaaaaaaaaaa)',
      'unit cost, standing in for a price',
      'Missing: critical care of May 2019',
      'Late: critical care of June 2019',
      'First cut: admitted care, emergency care, outpatients of June 2019',
      'no price and add nothing',
      'could be given to no practice',
      'without a discharge date',
      '2 rows of the files behind this figure could not be used',
      'Another membership file',
    ]) {
      assert.ok(text.includes(words), words)
    }
  })

  test('the tree leads from the figure to smaller figures and to lines', async () => {
    const { text } = await get('/explain/cost/P81001/2019-04..2019-06')
    for (const link of [
      `href="/explain/activity-cost/P81001/2019-04..2019-06@${tinyBuildId}"`,
      `href="/explain/activity-cost/P81001/2019-04..2019-06/pod=NEL@${tinyBuildId}"`,
      `href="/explain/prescribing-cost/P81001/2019-04..2019-06/chapter=01@${tinyBuildId}"`,
      `href="/lines/contract-cost/P81001/2019-04..2019-06@${tinyBuildId}"`,
      `href="/explain/cost/P81001/2019-05@${tinyBuildId}"`,
    ]) {
      assert.ok(text.includes(link), link)
    }
  })

  test('prescribing shows the unrounded sum and its one rounding', async () => {
    const { text } = await get('/explain/prescribing-cost/group:CW/2019-04..2019-06')
    assert.match(text, /= £[\d,]+\.\d{5}, the actual cost of \d+ rows of prescribing, rounded once/)
    assert.match(text, /come to £[\d,]+\.\d{5}, which rounds to £[\d,]+\.\d{2}, exactly/)
  })

  test('where nothing has arrived there is no figure, and the page says so', async () => {
    const { status, text } = await get('/explain/cost/P81001/2021-04')
    assert.equal(status, 200)
    assert.match(text, /There is no figure/)
    assert.match(text, /not the same as nought/)
    assert.doesNotMatch(text, /exactly as the figure has it/)
    const told = await run('cost/P81001/2021-04')
    assert.ok(typeof told !== 'string' && !told.done)
  })

  test('JSON says the same as the page', async () => {
    const { text } = await get('/explain/activity-cost/P81001/2019-04..2019-06?format=json')
    const data = z
      .object({
        figure: z.string(),
        value: z.number(),
        splits: z.array(z.object({ sum: z.number() })),
        rows: z.object({ agree: z.boolean() }),
      })
      .parse(JSON.parse(text))
    assert.ok(data.rows.agree)
    for (const { sum } of data.splits) assert.equal(sum, data.value * 1000)
  })

  test('what is not there is answered with what to do', async () => {
    for (const name of [
      'nonsense',
      'cost/A00000/2019-04',
      'cost/P81001/2019-04@000000000000',
      'cost/P81001/2019-04/kind=bogus',
      'cost/P81001/2019-04/provider=QQQ',
    ]) {
      const { status, text } = await get(`/explain/${name}`)
      assert.equal(status, 404, name)
      assert.match(text, /remedy/)
    }
  })

  const run = async (name: string): Promise<Outcome | string> => {
    const [command] = commands
    assert.ok(command)
    const result = await command.run({ positionals: [name], options: {} }, context)
    return result.ok ? result.value : result.refusal.code
  }

  test('the command line explains the same figure in text and data', async () => {
    const outcome = await run('cost/P81001/2019-04..2019-06')
    assert.ok(typeof outcome !== 'string')
    assert.ok(outcome.done)
    assert.match(
      outcome.text,
      /Cost of care · Willowbrook Surgery \(P81001\) · April 2019 to June 2019/,
    )
    assert.match(outcome.text, /The rows add up/)
    assert.match(outcome.text, /By kind of care/)
    assert.equal(await run('nonsense'), 'unknown-figure')
    assert.equal(await run('cost/P81001/2019-04@000000000000'), 'unknown-build')
  })
})
