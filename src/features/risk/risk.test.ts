import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { everything } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import { inventedBuild } from '../invented-build.ts'
import { inventedContext } from '../invented-context.ts'
import { refusedFormFaults } from '../invented-form.ts'
import { withPatients } from './invented-patients.ts'
import { commands } from './commands.ts'
import { plannedVariation } from './cells/planned.ts'
import { chanceBands, riskOfSet, routes } from './risk.ts'

describe('chance, from what patients cost', () => {
  let folder: string
  let served: Served
  let app: FastifyInstance
  const year = { from: '2019-04', to: '2020-03' } as const
  const all = ['P81001', 'P81002', 'P81003', 'P81004']

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-risk-'))
    served = await withPatients(folder)
    app = Fastify()
    await routes(app, inventedContext({ served: async () => served }))
  })
  after(async () => {
    await app.close()
    served.duck.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('a group that is not there is refused, not answered by another', async () => {
    const { statusCode, body } = await app.inject('/risk?group=ZZ')
    assert.ok(statusCode >= 400 && body.includes('There is no group ZZ'), body.slice(0, 300))
  })

  test('a larger set varies less, and the risk of a set says its patients', async () => {
    const one = await riskOfSet(everything, served, ['P81001'], '2020-01')
    const four = await riskOfSet(everything, served, all, '2020-01')
    assert.ok(one && four)
    assert.equal(one.patients, 40 * 120)
    assert.ok(four.variation < one.variation)
    assert.equal(await riskOfSet(everything, served, ['P99999'], '2020-01'), null)
  })

  test('a band holds nought, widens for a part of a year, and narrows after last year’s cost', async () => {
    const band = async (to: '2019-06' | '2020-03', own: boolean) => {
      const budgetPence = to === '2020-03' ? 60_000_000n : 15_000_000n
      const bands = await chanceBands(everything, served, ['P81001'], { from: '2019-04', to }, [
        { line: 'general-and-acute', budgetPence, own },
        { line: 'prescribing', budgetPence: 50_000_000n, own },
      ])
      assert.ok(bands)
      assert.equal(bands.lines.has('prescribing'), false)
      assert.equal(bands.togetherPence, budgetPence)
      const found = bands.lines.get('general-and-acute')
      assert.ok(found && found.lowPence < 0n && found.highPence > 0n)
      return Number(found.highPence - found.lowPence) / Number(budgetPence)
    }
    const [whole, part, own] = [
      await band('2020-03', false),
      await band('2019-06', false),
      await band('2020-03', true),
    ]
    assert.ok(part > whole, 'a quarter varies more than its year')
    assert.ok(own < whole, 'less is left to chance once last year is known')
  })

  test('a band is of the line to which the group’s own map gives the care', async () => {
    const definitions = join(folder, 'definitions')
    mkdirSync(join(definitions, 'rules'), { recursive: true })
    const own = readFileSync('definitions/rules/service-lines.yaml', 'utf8')
    writeFileSync(
      join(definitions, 'rules', 'service-lines.yaml'),
      own.replace("specialties: ['290',", "specialties: ['100', '290',"),
    )
    const bands = await chanceBands(
      everything,
      served,
      ['P81001'],
      year,
      [{ line: 'community', budgetPence: 60_000_000n, own: false }],
      { definitions },
    )
    assert.ok(bands?.lines.has('community'))
  })

  test('without patient-level lines there is no band and no answer, and the page says so', async () => {
    const bare = await inventedBuild(folder, { practices: 2 })
    const bands = await chanceBands(everything, bare, ['P81001'], year, [
      { line: 'general-and-acute', budgetPence: 1n, own: false },
    ])
    assert.equal(bands, null)
    const other = Fastify()
    await routes(other, inventedContext({ served: async () => bare }))
    assert.match((await other.inject('/risk')).body, /Nothing can be said/)
    await other.close()
    bare.duck.close()
  })

  test('c of planned admissions is that of their costs over everybody listed, printed beside the published three', async () => {
    const listed = 40 * (120 + 130 + 140 + 150)
    const share = 48 / listed
    const c = Math.sqrt(1 / share - 1)
    const found = await plannedVariation(everything, served, {
      practices: all,
      span: { from: '2018-04', to: '2019-03' },
      patients: listed,
    })
    assert.ok(found !== null && Math.abs(found / c - 1) < 1e-9)
    const { body } = await app.inject('/risk')
    const text = body.replaceAll(/\s+/g, ' ')
    assert.match(
      text,
      new RegExp(
        `planned admissions of the group alone c is ${c.toFixed(1)}; .* 7\\.1, 7\\.7, 7\\.6`,
      ),
    )
  })

  test('the explorer answers a form without script, keeps what was typed, and the command agrees', async () => {
    const { statusCode, body } = await app.inject('/risk?practices=P81001+P81002&cap=5000&years=3')
    assert.equal(statusCode, 200)
    assert.match(body, /2 practices/)
    assert.match(body, /value="5000"/)
    assert.match(body, /What a cap on each patient/)
    const [risk] = commands
    const context = inventedContext({ served: async () => served })
    const shown = await risk?.run({ positionals: ['P81001'], options: {} }, context)
    assert.ok(shown?.ok)
    assert.match(shown.value.text, /4800 patients, c = /)
  })

  for (const [name, text, says] of [
    ['misfit', 'some', /“some” does not fit here. Write a number from 0 to 100/],
    ['shock', '-1', /“-1” does not fit here/],
    ['years', '0', /Write a whole number from 1 to 10/],
    ['years', '2.5', /Write a whole number from 1 to 10/],
    ['cap', '20', /Write a number from 500 to 10,000,000/],
    ['failing', '', /A number is missing/],
    ['share', '101', /“101” does not fit here/],
    ['exhaustion', '1', /Write a number above the one before it/],
    ['practices', 'P81001 P99999', /P99999: not in this group/],
    ['place', 'locality:NOWHERE', /There is no such place in this group/],
  ] as const)
    test(`the explorer sends “${text}” as ${name} back, and answers nothing with other figures`, async () => {
      const query = new URLSearchParams({ group: 'CW', [name]: text }).toString()
      const reply = await app.inject(`/risk?${query}`)
      const held = name === 'place' ? {} : { [name]: text }
      assert.deepEqual(refusedFormFaults(reply, held), [])
      assert.match(reply.body, says)
      assert.doesNotMatch(reply.body, /What a cap on each patient/)
      assert.notEqual((await app.inject(`/risk/answers.xlsx?${query}`)).statusCode, 200)
    })

  test('the command refuses what the form refuses', async () => {
    const [risk] = commands
    const context = inventedContext({ served: async () => served })
    const years = await risk?.run({ positionals: [], options: { years: 'many' } }, context)
    assert.ok(years && !years.ok && years.refusal.where === 'years')
    const nobody = await risk?.run({ positionals: ['P99999'], options: {} }, context)
    assert.ok(nobody && !nobody.ok && nobody.refusal.code === 'unknown-practice')
  })
})
