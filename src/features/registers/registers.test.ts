import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { loadFiles } from '../../intake/load.ts'
import { openHome, type Home } from '../../stores/home.ts'
import { openDuck } from '../../stores/duck.ts'
import { currentParts, readLoads } from '../../stores/lake.ts'
import { openTestLedger, type TestLedger } from '../../stores/ledger/test-ledger.ts'
import { everything, operator, type Viewer } from '../../stores/scope.ts'
import { close } from '../../warehouse/close.ts'
import { loadRows } from '../../warehouse/invented/lake.ts'
import { openServed, type Served } from '../../warehouse/served.ts'
import { verifyRegisters } from '../../warehouse/verify/lake-checks.ts'
import { inventedContext } from '../invented-context.ts'
import { computeSeries, isPrevalence, loadMeasures, type Measure } from '../measures/measures.ts'
import { loadReleasable, loadVariation, type Asked } from '../variation/variation.ts'
import { loadPrevalence } from '../topics/prevalence.ts'
import * as topics from '../topics/topics.ts'
import { readDisclosure } from '../disclosure/disclosure.ts'
import { explainRegister, registerPath } from './register.ts'
import { registerAnswerSchema, routes } from './registers.ts'

const header = 'PRACTICE_CODE,GROUP_CODE,REGISTER,PATIENT_LIST_TYPE,PRACTICE_LIST_SIZE'
const practices = ['P10001', 'P10002', 'P10003', 'P10004']
const people: Readonly<Record<string, readonly number[]>> = {
  '1718': [250, 300, 280, 60],
  '1819': [270, 320, 290, 137],
}
const fileOf = (sick: readonly number[]): string =>
  [
    header,
    ...practices.map((code, i) => `${code},DM,${sick[i]},17OV,${i === 3 ? 132 : 4000 + 1000 * i}`),
    'P10001,DEM,30,TOTAL,5200',
  ].join('\n')

const asked: Asked = {
  among: 'group:CW',
  practice: 'P10001',
  to: '2019-03',
  span: 12,
  members: 'then',
  decile: 10,
}
const group = { kind: 'group', code: 'CW' } as const

describe('prevalence, from the published file to the page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-registers-'))
  const home: Home = openHome(join(folder, 'home'))
  let served: Served
  let app: FastifyInstance
  let ledger: TestLedger
  let viewer: Viewer = operator
  const measure = loadMeasures().find(({ id }) => id === 'diabetes-prevalence')
  assert.ok(measure && isPrevalence(measure))

  const load = async (name: string, text: string): Promise<void> => {
    const path = join(folder, name)
    writeFileSync(path, text)
    const [outcome] = await loadFiles(home, [{ path }])
    assert.ok(outcome && 'result' in outcome && outcome.result.ok)
  }

  before(async () => {
    await loadRows(home, {
      feed: 'membership',
      period: 'all',
      rows: [
        ['P10001', 'N', null],
        ['P10002', 'S', null],
        ['P10003', 'S', '2018-12-31'],
      ].map(([practice = null, locality = null, to = null]) => ({
        practice,
        group_code: 'CW',
        group_name: 'Cobwold',
        locality,
        locality_name: locality === 'N' ? 'North' : 'South',
        from_date: '2015-04-01',
        to_date: to,
      })),
    })
    await loadRows(home, {
      feed: 'list-size',
      period: '2019-01',
      part: 'prac-all',
      rows: practices.map((practice) => ({
        extract_date: '2019-01-01',
        practice,
        org_type: 'GP',
        sex: 'all',
        age_from: 0,
        patients: 9_999,
      })),
    })
    await load('PREVALENCE_1718.csv', fileOf(people['1718'] ?? []))
    await load('PREVALENCE_1819.csv', fileOf([1, 2, 3, 4]))
    await load('PREVALENCE_1819_v2.csv', fileOf(people['1819'] ?? []))
    await close(home, { asAt: '2020-04-20', memory: '256MB' })
    served = await openServed(home, '256MB')
    app = Fastify()
    ledger = await openTestLedger()
    const context = inventedContext({
      served: () => openServed(home, '256MB'),
      ledger: async () => ledger,
      viewer: () => viewer,
    })
    await routes(app, { ...context, home })
    await topics.routes(app, { ...context, home })
  })
  after(async () => {
    await app.close()
    await ledger.remove()
    served.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const seriesOf = async (of: Measure) => {
    const [series] = await computeSeries(served, [of])
    assert.ok(series)
    return series
  }

  test('a corrected file takes the place of the earlier one, which is still there', async () => {
    const parts = currentParts(readLoads(home)).filter(({ load: { feed } }) => feed === 'registers')
    assert.deepEqual(
      parts.map(({ load: { file } }) => file.path.replace(/.*\//, '')),
      ['PREVALENCE_1718.csv', 'PREVALENCE_1819_v2.csv'],
    )
    const { files } = await explainRegister(
      served,
      { register: 'DM', year: '2018/19', where: { kind: 'all' } },
      [],
    )
    assert.deepEqual(
      files.map(({ file, current }) => [file, current]),
      [
        ['PREVALENCE_1819.csv', false],
        ['PREVALENCE_1819_v2.csv', true],
      ],
    )
  })

  test('its control totals and those of verification agree, row by row', async () => {
    const controls = await served.duck.all<{ agrees: boolean }>(
      "select agrees from control where feed = 'registers' and step = 'marts'",
    )
    assert.equal(controls.length, 6)
    assert.ok(controls.every(({ agrees }) => agrees))
    const duck = await openDuck({ tmp: home.tmp, memory: '256MB' })
    const checks = await verifyRegisters(duck, served)
    duck.close()
    assert.equal(checks.length, 6)
    assert.ok(checks.every(({ outcome }) => outcome === 'agrees'))
  })

  test('prevalence is the register over its own list, not over a list size from elsewhere', async () => {
    const view = await loadVariation(everything, served, await seriesOf(measure), asked, group)
    assert.equal(view.own?.ratio, 270 / 4000)
    assert.equal(view.comparison.ratio, (270 + 320) / (4000 + 5000))
    assert.ok(view.own.interval)
    // 270 in 4,000 by the other form of Wilson’s formula: (p + z²/2n ± z√(p(1 − p)/n + z²/4n²)) / (1 + z²/n).
    assert.ok(
      Math.abs(view.own.interval.lower - 0.06013272627) < 1e-10,
      `${view.own.interval.lower}`,
    )
    assert.ok(
      Math.abs(view.own.interval.upper - 0.07569719218) < 1e-10,
      `${view.own.interval.upper}`,
    )
  })

  test('a practice counts where it was a member on the day of the register', async () => {
    const series = await seriesOf(measure)
    const of = async (month: '2018-03' | '2019-03') =>
      (
        await loadVariation(everything, served, series, { ...asked, register: month }, group)
      ).comparison.units.map(({ code }) => code)
    assert.deepEqual(await of('2018-03'), ['P10001', 'P10002', 'P10003'])
    assert.deepEqual(await of('2019-03'), ['P10001', 'P10002'])
  })

  test('the newest register is shown where no earlier month is asked, the newest before it where one is', async () => {
    const series = await seriesOf(measure)
    const yearOf = async (register?: Asked['register']) =>
      (
        await loadPrevalence(
          served,
          series,
          register === undefined ? asked : { ...asked, register },
          group,
        )
      )?.year
    assert.equal(await yearOf(), '2018/19')
    assert.equal(await yearOf('2018-11'), '2017/18')
    assert.equal(await yearOf('2012-01'), '2017/18')
  })

  test('a practice stands beside its locality, the group and every practice of the file', async () => {
    const found = await loadPrevalence(served, await seriesOf(measure), asked, group)
    assert.deepEqual(
      found?.rows.map(({ kind, people: sick, list }) => [kind, sick, list]),
      [
        ['practice', 270, 4000],
        ['locality', 270, 4000],
        ['among', 590, 9000],
        ['file', 1017, 15_132],
      ],
    )
    assert.equal(found.before, (250 + 300 + 280) / 15_000)
  })

  test('more people than the list leaves a share without limits, and the funnel without that practice', async () => {
    const view = await loadVariation(everything, served, await seriesOf(measure), asked, {
      kind: 'all',
    })
    const unit = view.comparison.units.find(({ code }) => code === 'P10004')
    assert.equal(unit?.ratio, 137 / 132)
    assert.equal(unit.interval, null)
    assert.deepEqual(
      view.chance?.placed.map(({ code }) => code),
      ['P10001', 'P10002', 'P10003'],
    )
  })

  test('it leaves the group as it is published', async () => {
    const series = await seriesOf(measure)
    const view = await loadVariation(everything, served, series, asked, group)
    const rule = readDisclosure(home)
    assert.deepEqual(await loadReleasable(served, series, asked, group, rule), view)
  })

  test('its explanation holds formula, rows with their lines, file and build, and the same sums twice', async () => {
    const path = registerPath('DM', '2018/19', { kind: 'group', code: 'CW' })
    assert.equal(path, '/registers/DM/2018-19/group:CW')
    const { body, statusCode } = await app.inject(path)
    assert.equal(statusCode, 200)
    assert.match(body, /590 people on the\s+register ÷ 9,000 patients aged 17 and over/)
    assert.match(body, /PREVALENCE_1819_v2\.csv/)
    assert.match(body, /the 2 rows add\s+up\s+to\s+the\s+same: 590 and 9,000/)
    const answer = registerAnswerSchema.parse((await app.inject(`${path}?format=json`)).json())
    assert.equal(answer.agrees, true)
    assert.deepEqual(
      answer.rows.map(({ practice, line }) => [practice, line]),
      [
        ['P10001', 2],
        ['P10002', 3],
      ],
    )
    const csv = await app.inject(`${path}/rows.csv`)
    assert.match(csv.body, /^register,year,practice.*\r?\nDM,2018\/19,P10001,.*,270,17OV,4000,/)
    assert.equal((await app.inject(`${path}/register.xlsx`)).statusCode, 200)
  })

  test('a topic shows it to a patient group as to the group, in pages and files', async () => {
    const asJson = async () =>
      topics.topicAnswerSchema.parse((await app.inject('/topics/diabetes?format=json')).json())
        .prevalence
    const inside = await asJson()
    viewer = {
      person: 9,
      name: 'Hazel Thistlewood',
      appointments: [{ role: 'patient-group', practice: null, locality: null, topic: null }],
      via: 'web',
      from: 'a test',
    }
    const outside = await asJson()
    const { body } = await app.inject('/topics/diabetes?practice=P10001')
    viewer = operator
    assert.deepEqual(outside, inside)
    assert.equal(inside[0]?.rows.find(({ kind }) => kind === 'among')?.people, 590)
    assert.match(body, /P10001 has 6\.8% on the register of 2018\/19/)
    assert.match(body, /href="\/registers\/DM\/2018-19\/group:CW"/)
    const csv = await app.inject('/topics/diabetes/prevalence.csv')
    assert.match(csv.body, /diabetes,diabetes-prevalence,1,DM,2018\/19,among,,Cobwold,590,9000,/)
    assert.equal((await app.inject('/topics/diabetes/topic.xlsx')).statusCode, 200)
  })

  test('a topic without a register says why, and one whose register is not loaded says so', async () => {
    assert.match((await app.inject('/topics/children')).body, /No disease register is of children/)
    const { body } = await app.inject('/topics/mental-health')
    assert.match(body, /No disease register of this topic has\s+been loaded/)
  })

  test('a register, a year or a practice that is not loaded is said so', async () => {
    for (const [register, year, code] of [
      ['AF', '2018/19', 'P10001'],
      ['DM', '2012/13', 'P10001'],
      ['DM', '2018/19', 'P99999'],
    ] as const)
      await assert.rejects(
        explainRegister(served, { register, year, where: { kind: 'practice', code } }, []),
        /No disease register/,
      )
  })
})
