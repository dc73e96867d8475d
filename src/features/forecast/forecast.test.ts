import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import Fastify from 'fastify'
import { parseHTML } from 'linkedom'
import { everything } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import { evaluate } from '../figures/figures.ts'
import { inventedBuild } from '../invented-build.ts'
import { inventedContext } from '../invented-context.ts'
import { readServiceLines } from '../service-lines/service-lines.ts'
import { commands } from './commands.ts'
import { lateMonths } from './late.ts'
import { forecastOf, groupForecastOf } from './of.ts'
import { lineOfCare, lineOfChapter, readForecastLines } from './rules/lines.ts'
import { readAdjustments } from './rules/adjustments.ts'
import { routes } from './routes.ts'
import type { Forecast } from './cut.ts'
import { noticesOf } from './view.ts'

let tmp = ''
let served: Served
const context = (): ReturnType<typeof inventedContext> =>
  inventedContext({ served: async () => served, folder: path.join(tmp, 'home') })

const get = async (url: string): Promise<{ statusCode: number; body: string }> => {
  const app = Fastify()
  await routes(app, context())
  const { statusCode, body } = await app.inject({ url })
  await app.close()
  return { statusCode, body }
}

const demanded = async (...asked: Parameters<typeof forecastOf>): Promise<Forecast> => {
  const found = await forecastOf(...asked)
  assert.ok(found)
  return found
}

const group = { kind: 'group', code: 'CW' } as const
const practice = { kind: 'practice', code: 'P81001' } as const

describe('where the year will end', () => {
  before(async () => {
    tmp = mkdtempSync(path.join(tmpdir(), 'steward-forecast-'))
    served = await inventedBuild(tmp, { practices: 6, months: 36 })
  })
  after(() => {
    served.duck.close()
    rmSync(tmp, { recursive: true })
  })

  test('practices add to localities and localities to the group, to the penny, in every part', async () => {
    const whole = await demanded(served, group, '2019-09')
    const all = await groupForecastOf(served, 'CW', '2019-09')
    assert.ok(all)
    const places = await Promise.all(
      all.units.map(({ practice: code }) =>
        demanded(served, { kind: 'practice', code }, '2019-09'),
      ),
    )
    const localities = await Promise.all(
      ['NORTH', 'SOUTH'].map((code) => demanded(served, { kind: 'locality', code }, '2019-09')),
    )
    for (const part of ['ahead', 'adjusted'] as const)
      for (const within of [places, localities])
        assert.equal(
          within.reduce((sum, { total }) => sum + total[part], 0n),
          whole.total[part],
        )
    const lineSum = whole.lines.reduce((sum, { ahead }) => sum + ahead, 0n)
    assert.equal(lineSum, whole.total.ahead)
    const monthSum = whole.months.reduce((sum, { pence }) => sum + pence, 0n)
    const gap = monthSum - whole.total.outturn
    assert.ok(gap > -12n && gap < 12n)
  })

  test('what is known is what its own explanation works out, to the penny', async () => {
    for (const where of [group, practice, { kind: 'locality', code: 'NORTH' } as const]) {
      const { total } = await demanded(served, where, '2019-09')
      const figure = {
        measure: 'cost',
        where,
        from: '2019-04',
        to: '2019-09',
        cut: {},
        build: null,
      } as const
      const worked = await evaluate(everything, served, figure)
      assert.ok(worked.ok)
      assert.equal(total.known, worked.value.value)
    }
  })

  test('every line of care has its forecast line within its service line, and none is left out', () => {
    const [lines, map] = [readForecastLines(), readServiceLines()]
    assert.equal(
      lineOfCare(lines, map, { pod: 'NEL', specialty: '300' }).line,
      'emergency-inpatient',
    )
    assert.equal(
      lineOfCare(lines, map, { pod: 'DC', specialty: '710' }).serviceLine,
      'mental-health',
    )
    assert.equal(lineOfCare(lines, map, { pod: 'UNHEARD', specialty: '' }).line, 'acute-other')
    assert.equal(lineOfChapter(lines, map, '02').line, 'heart')
    assert.equal(lineOfChapter(lines, map, '99').line, 'medicines-other')
    assert.ok(lines.lines.length >= 38 && lines.lines.length <= 46)
  })

  test('the ranges hold the forecast, the wider the one at 95%, and the year cannot end below what is known', async () => {
    const { lines, total } = await demanded(served, practice, '2019-09')
    for (const line of [...lines, total]) {
      assert.ok(line.range80 && line.range95)
      assert.ok(line.range95.from <= line.range80.from && line.range80.from <= line.outturn)
      assert.ok(line.range95.to >= line.range80.to && line.range80.to >= line.outturn)
      assert.ok(line.range95.from >= line.known)
    }
    const added = lines.reduce((sum, { range95 }) => sum + Number(range95!.to - range95!.from), 0)
    assert.ok(Number(total.range95!.to - total.range95!.from) < added)
  })

  test('asked for some service lines alone, it gives their own total, range and months', async () => {
    const whole = await demanded(served, practice, '2019-09')
    const asked = await demanded(served, practice, '2019-09', { serviceLines: ['prescribing'] })
    const row = whole.services.find(({ serviceLine }) => serviceLine === 'prescribing')
    assert.ok(row)
    assert.deepEqual({ serviceLine: 'prescribing', ...asked.total }, row)
    assert.deepEqual(
      [...new Set(asked.lines.map(({ serviceLine }) => serviceLine))],
      ['prescribing'],
    )
  })

  test('a known change moves the forecast by its own amount alone, and stands in a step of its own', async () => {
    const plain = await demanded(served, group, '2019-09')
    const changed = await demanded(served, group, '2019-09', {
      adjustments: [
        {
          name: 'Heart failure nurses',
          why: 'Approved in September.',
          kind: 'scheme',
          line: 'general-and-acute',
          practices: null,
          from: '2019-11',
          to: null,
          effect: { perMonth: -1_000 * 100_000 },
          entered: null,
        },
      ],
    })
    assert.equal(changed.total.ahead, plain.total.ahead)
    const effect = changed.total.adjusted
    assert.ok(effect > -500_100n && effect < -499_900n, String(effect))
    assert.equal(changed.adjustments[0]?.pence, effect)
    assert.deepEqual(readAdjustments(), [])
  })

  test('a first cut is completed by how earlier months grew, and marked as estimated', () => {
    const version = (month: string, extract_date: string, rows: number, is_current: boolean) => ({
      kind: 'admitted',
      // A month of the test's own.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      month: month as '2020-01',
      extract_date,
      rows: BigInt(rows),
      is_final: is_current && month < '2020-03',
      is_current,
    })
    const late = lateMonths([
      version('2020-01', '2020-02-17', 1000, false),
      version('2020-01', '2020-03-17', 1060, true),
      version('2020-02', '2020-03-17', 2000, false),
      version('2020-02', '2020-04-17', 2100, true),
      version('2020-03', '2020-04-17', 1500, true),
    ])
    assert.deepEqual(
      late.map(({ month, factor, seen }) => [month, factor, seen]),
      [['2020-03', 3160 / 3000, 2]],
    )
  })

  test('a provider that sent nothing yet is taken to cost what it did in the three months before', async () => {
    const build = await inventedBuild(tmp, { practices: 6, months: 36 })
    try {
      const plain = await demanded(build, group, '2020-03')
      await build.duck.run(
        "delete from activity where month = '2020-03' and kind = 'admitted' and provider = 'RVX'",
      )
      await build.duck.run(
        "update feed_month set absent = 'RVX', cut = 'flex' where month = '2020-03' and feed = 'admitted'",
      )
      const lacking = { ...build, manifest: { ...build.manifest, id: 'aaaabbbbcccc' } }
      const found = await demanded(lacking, group, '2020-03')
      assert.deepEqual(found.absent, [{ kind: 'admitted', provider: 'RVX', month: '2020-03' }])
      assert.equal(found.months.at(-1)?.state, 'estimated')
      const [gap, lost] = [
        found.total.outturn - plain.total.outturn,
        plain.total.known - found.total.known,
      ]
      assert.ok(lost > 0n && Math.abs(Number(gap)) < 0.25 * Number(lost), `${gap} of ${lost}`)
      assert.ok(found.total.range95 && plain.total.range95)
    } finally {
      build.duck.close()
    }
  })

  test('a practice that closed has no list today, and nobody is told that one is missing; another without one is named', async () => {
    const build = await inventedBuild(tmp, { practices: 6, months: 36 })
    const saidOf = async (id: string): Promise<string> => {
      const asked = { ...build, manifest: { ...build.manifest, id } }
      return noticesOf(await demanded(asked, group, '2019-09')).join(' ')
    }
    try {
      await build.duck.run("update membership set to_month = '2019-06' where practice = 'P81006'")
      await build.duck.run("delete from list_size where practice = 'P81006'")
      assert.ok(!(await saidOf('aaaabbbbccc1')).includes('No list of patients'))
      await build.duck.run("delete from list_size where practice = 'P81005'")
      assert.match(await saidOf('aaaabbbbccc2'), /No list of patients is loaded for P81005, so/)
    } finally {
      build.duck.close()
    }
  })

  test('the page says where the year will end and how sure that is, before any figure', async () => {
    const { statusCode, body } = await get('/practices/P81001/forecast?month=2019-09')
    assert.equal(statusCode, 200)
    const { document } = parseHTML(body)
    const says = document.querySelector('.steward-says')?.textContent ?? ''
    assert.match(says, /^By March 2020 care for your patients is expected to cost £/)
    assert.match(says, /between £.+ and £.+ \(19 years in 20\)/)
    assert.match(says, /In 8 years of 10/)
    assert.match(says, /the six months left/)
    assert.ok(document.querySelector('svg[role="img"]'))
    assert.match(body, /Past error/)
  })

  test('the group’s page lists its localities and practices; a year that is over says so', async () => {
    const { body } = await get('/groups/CW/forecast?month=2019-12')
    assert.match(body, /href="\/practices\/P81001\/forecast\?month=2019-12"/)
    assert.match(body, /href="\/groups\/CW\/localities\/NORTH\/forecast\?month=2019-12"/)
    const over = await get('/groups/CW/forecast')
    assert.match(over.body, /The year is over/)
  })

  test('whose members are counted is said and can be changed; a practice is itself either way', async () => {
    const { body } = await get('/groups/CW/forecast?month=2019-12')
    assert.match(body, /Known months count the practices that were members in each/)
    assert.match(body, /href="\/groups\/CW\/forecast\?month=2019-12&amp;members=now"/)
    const now = (await get('/groups/CW/forecast?month=2019-12&members=now')).body
    assert.match(now, /With the members of now/)
    for (const kept of ['localities/NORTH/forecast', 'forecast/lines.csv'])
      assert.match(now, new RegExp(`${kept}\\?month=2019-12&amp;members=now`))
    assert.match(now, /<input type="hidden" name="members" value="now"/)
    assert.doesNotMatch(now, /\/explain\/cost\/(group:CW|locality:NORTH)\//)
    assert.doesNotMatch((await get('/practices/P81001/forecast')).body, /members=now/)
  })

  test('JSON and CSV carry the same figures as the page', async () => {
    const { body } = await get('/groups/CW/forecast?month=2019-09&format=json')
    const { total } = JSON.parse(body)
    const { body: csv } = await get('/groups/CW/forecast/places.csv?month=2019-09')
    const last = csv.trim().split('\r\n').at(-1)?.split(',')
    assert.equal(last?.[0], 'group:CW')
    assert.equal(Math.round(Number(last?.[7]) * 100), total.outturn)
    const lines = await get('/practices/P81001/forecast/lines.csv?month=2019-09')
    assert.match(lines.body, /^place,service_line,line,name,known_to,pounds_known/)
    assert.equal((await get('/practices/P81001/forecast/none.csv')).statusCode, 404)
    const sheets = await get('/groups/CW/forecast/forecast.xlsx?month=2019-09')
    assert.equal(sheets.body.slice(0, 2), 'PK')
  })

  test('the command says the same, and refuses what it does not know', async () => {
    const [command] = commands
    assert.ok(command)
    const said = await command.run(
      { positionals: ['cw'], options: { month: '2019-09' } },
      context(),
    )
    assert.ok(said.ok)
    assert.match(said.value.text, /Where the year will end · Cranwell Commissioning Group/)
    assert.match(said.value.text, /All lines together/)
    for (const [who, month, code] of [
      ['P00000', '2019-09', 'no-forecast'],
      ['!!', '2019-09', 'no-forecast'],
      ['P81001', '1999-01', 'unknown-month'],
    ]) {
      const refused = await command.run(
        { positionals: [who ?? ''], options: { month: month ?? '' } },
        context(),
      )
      assert.ok(!refused.ok)
      assert.equal(refused.refusal.code, code)
    }
  })
})
