import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance } from 'fastify'
import { parseHTML } from 'linkedom'
import { openTestLedger, type TestLedger } from '../../../stores/ledger/test-ledger.ts'
import { operator, type Viewer } from '../../../stores/scope.ts'
import type { Served } from '../../../warehouse/served.ts'
import { inventedBuild } from '../../invented-build.ts'
import { inventedContext } from '../../invented-context.ts'
import { inventedDecision } from '../../invented-decision.ts'
import { postForm } from '../../invented-form.ts'
import { readAdjustments } from '../rules/adjustments.ts'
import { routes } from '../routes.ts'
import { enterChange, readKnownChanges } from './ledger.ts'

const path = '/groups/CW/forecast/changes'
const analyst: Viewer = {
  person: 9,
  name: 'An analyst',
  appointments: [{ role: 'analyst', practice: null, locality: null, topic: null }],
  via: 'web',
  from: 'a test',
}

describe('known changes of a forecast', () => {
  let folder: string
  let served: Served
  let ledger: TestLedger
  let app: FastifyInstance
  let decision: number
  let viewer: Viewer = operator
  const get = async (url: string): Promise<string> => (await app.inject({ url })).body
  const post = (url: string, fields: Record<string, string>) => postForm(app, url, fields)
  type Total = { ahead: number; adjusted: number; outturn: number; known: number; added: number }
  const totalOf = async (place: string): Promise<Total> =>
    JSON.parse(await get(`${place}/forecast?month=2019-09&format=json`)).total
  const nurses = () => ({
    kind: 'scheme',
    name: 'Heart failure nurses',
    line: 'general-and-acute',
    practices: 'p81001, P81002',
    from: '2019-11',
    to: '2020-01',
    percent: '',
    pounds: '-1,000',
    decision: String(decision),
    why: 'Fewer admissions, as the pilot had it.',
  })

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-changes-'))
    served = await inventedBuild(folder, { practices: 6, months: 36 })
    ledger = await openTestLedger()
    decision = await inventedDecision(ledger, { title: 'Heart failure nurses', on: '2019-09-04' })
    app = Fastify()
    await app.register(formbody)
    await routes(
      app,
      inventedContext({
        folder: join(folder, 'home'),
        served: async () => ({ ...served, close: () => {} }),
        ledger: async () => ledger,
        viewer: () => viewer,
      }),
    )
  })
  after(async () => {
    await app.close()
    await ledger.remove()
    served.duck.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('everything that is wrong with an entry is said at its field, and nothing is kept', async () => {
    const against = await inventedDecision(ledger, {
      title: 'No nurses',
      on: '2019-09-04',
      vote: 'against',
    })
    const locality = await inventedDecision(ledger, {
      title: 'A locality’s own',
      on: '2019-09-04',
      body: 'locality',
    })
    for (const [change, says] of [
      [{ kind: '' }, /It is not said what it is/],
      [{ name: 'HF' }, /It needs a name/],
      [{ line: 'everything' }, /There is no such line/],
      [{ practices: 'P81001\nP99999' }, /P99999 is no practice of this group/],
      [{ from: 'soon' }, /This is no month/],
      [{ to: '2019-10' }, /no month after the first/],
      [{ pounds: '' }, /not said how much it changes/],
      [{ percent: '-3' }, /said in two ways at once/],
      [{ pounds: '', percent: '-101' }, /This is no per cent/],
      [{ pounds: '0' }, /This is no amount/],
      [{ why: 'because' }, /It needs its reason/],
      [{ decision: '' }, /A scheme rests on a decision, and none is named/],
      [{ decision: '999' }, /There is no such decision in the log/],
      [{ decision: String(against) }, /did not carry/],
      [{ decision: String(locality) }, /made by locality meeting, which does not decide schemes/],
    ] as const) {
      const refused = await post(path, { ...nurses(), ...change })
      assert.equal(refused.statusCode, 422, JSON.stringify(change))
      assert.match(refused.body, says)
    }
    assert.deepEqual(await ledger.read(operator, (db) => readKnownChanges(db, 'CW')), [])
  })

  test('an approved scheme moves the practices that it is for and the group by its own amount, and the page explains it', async () => {
    const places = ['/groups/CW', '/practices/P81001', '/practices/P81002', '/practices/P81003']
    const earlier = await Promise.all(places.map(totalOf))
    assert.equal((await post(path, nurses())).statusCode, 303)
    const later = await Promise.all(places.map(totalOf))
    for (const [i, total] of later.entries()) {
      assert.equal(total.ahead, earlier[i]?.ahead)
      assert.equal(total.outturn, total.known + total.added + total.ahead + total.adjusted)
    }
    const [group, one, two, other] = later.map(({ adjusted }) => adjusted)
    assert.equal((one ?? 0) + (two ?? 0), group)
    assert.ok(Math.abs((group ?? 0) + 300_000) < 60, `${group} of three months at £1,000`)
    assert.equal(other, 0)
    const { document } = parseHTML(await get('/practices/P81001/forecast?month=2019-09'))
    const text = document.body.textContent.replaceAll(/\s+/g, ' ')
    assert.match(
      text,
      /Heart failure nurses is laid on that: £1,000 a month less shared by size among P81001, P81002, from November 2019 to January 2020, which takes off £/,
    )
    assert.match(text, /It rests on decision 1\./)
    assert.ok(document.querySelector(`a[href="/decisions/${decision}"]`))
    assert.ok(!(await get('/practices/P81003/forecast?month=2019-09')).includes('Heart failure'))
    const csv = await get('/practices/P81001/forecast/changes.csv?month=2019-09')
    assert.match(
      csv,
      /P81001,Heart failure nurses,scheme,general-and-acute,.*,-\d+\.\d\d,.*,decision 1/,
    )
  })

  test('a price change needs no decision, is a share of every month, and each name is used once', async () => {
    const tariff = {
      ...nurses(),
      kind: 'price',
      name: 'Drug tariff',
      line: 'prescribing',
      practices: '',
      from: '2019-10',
      to: '',
      percent: '2.5',
      pounds: '',
      decision: '',
    }
    const earlier = await totalOf('/practices/P81003')
    assert.equal((await post(path, tariff)).statusCode, 303)
    const { services } = JSON.parse(
      await get('/practices/P81003/forecast?month=2019-09&format=json'),
    )
    const row = services.find((each: { serviceLine: string }) => each.serviceLine === 'prescribing')
    assert.ok(Math.abs(row.adjusted - 0.025 * row.ahead) < 100)
    assert.equal((await totalOf('/practices/P81003')).adjusted - earlier.adjusted, row.adjusted)
    assert.match((await post(path, tariff)).body, /Another known change is called so/)
  })

  test('a change that is taken back counts no more, and stays to be read with its reason', async () => {
    const [first] = await ledger.read(operator, (db) => readKnownChanges(db, 'CW'))
    const end = `${path}/${first?.entered?.id}/end`
    const field = `end-${first?.entered?.id}`
    assert.equal((await post(end, { [field]: '' })).statusCode, 422)
    assert.equal((await post(end, { [field]: 'No nurse could be found.' })).statusCode, 303)
    assert.match((await post(end, { [field]: 'Once more' })).body, /taken back already/)
    assert.match(await get(path), /Taken back[\s\S]*No nurse could be found\./)
    const csv = (await get(`${path}/changes.csv`)).split('\r\n')
    assert.match(
      csv[1] ?? '',
      /^Heart failure nurses,scheme,.*,P81001 P81002,2019-11,2020-01,,-1000\.00,/,
    )
    assert.match(csv[2] ?? '', /^Drug tariff,price,.*,all,2019-10,,0\.025,,/)
    const left = await ledger.read(operator, (db) => readKnownChanges(db, 'CW'))
    assert.deepEqual(
      left.map(({ name }) => name),
      ['Drug tariff'],
    )
    assert.equal((await post(path, nurses())).statusCode, 303, 'its name is free again')
  })

  test('who is not of the management team reads the changes and gets no form; the ledger takes none from them', async () => {
    viewer = analyst
    const body = await get(path)
    assert.match(body, /Drug tariff/)
    assert.ok(!body.includes('Enter a known change'))
    await assert.rejects(
      ledger.write(analyst, (db, audit) =>
        enterChange(db, audit, analyst, '2020-04-20', {
          group: 'CW',
          name: 'Mine',
          kind: 'price',
          line: 'prescribing',
          practices: null,
          from: '2019-10',
          to: null,
          effect: { shareMillionths: 1n },
          why: 'Because I say so.',
          decision: null,
        }),
      ),
      /row-level security/,
    )
  })

  test('the rule file’s own list is checked: a line that is not there and a name used twice are refused', () => {
    const definitions = join(folder, 'own')
    mkdirSync(join(definitions, 'rules'), { recursive: true })
    const write = (...lines: string[]): void =>
      writeFileSync(
        join(definitions, 'rules', 'forecast-adjustments.yaml'),
        [
          'id: forecast-adjustments\nversion: 1\ntitle: Known changes\nadjustments:',
          ...lines.map(
            (line) =>
              `  - { name: Tariff, why: As published, kind: price, line: ${line}, from: 2019-11, share: 0.02 }`,
          ),
        ].join('\n'),
      )
    write('prescribing')
    assert.equal(readAdjustments(definitions)[0]?.entered, null)
    write('prescrbing')
    assert.throws(() => readAdjustments(definitions), /Tariff changes a line “prescrbing”/)
    write('prescribing', 'community')
    assert.throws(() => readAdjustments(definitions), /same name/)
  })
})
