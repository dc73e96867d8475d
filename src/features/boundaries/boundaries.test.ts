import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { parseHTML } from 'linkedom'
import type { Served } from '../../warehouse/served.ts'
import { inventedBuild } from '../invented-build.ts'
import { inventedContext } from '../invented-context.ts'
import { routes } from './boundaries.ts'
import { boundaryPage } from './page.ts'
import { loadCandidates, type Candidate } from './store.ts'
import { needIndex, shareOf, sumsOf, viewOf } from './view.ts'

const candidate = (practice: string, values: Partial<Candidate> = {}): Candidate => ({
  practice,
  name: practice,
  member: true,
  locality: 'N',
  locality_name: 'Northmoor',
  patients: 1000n,
  population: 1000,
  weighted: 1100,
  need_year: '2019/20',
  latitude: 52,
  longitude: -1,
  ...values,
})

describe('a set of practices', () => {
  const row = [
    candidate('A', { longitude: -1 }),
    candidate('B', { longitude: -0.9, weighted: 900 }),
    candidate('C', { longitude: -0.8, weighted: null, population: null }),
  ]
  const nothing = { providers: [], ages: [] }
  test('adds up what is known, and says how many are left out', () => {
    const sums = sumsOf(row)
    assert.deepEqual([sums.patients, sums.weighted, sums.withoutNeed], [3000, 2000, 1])
    assert.equal(needIndex(sums), 1)
    assert.equal(shareOf(sumsOf(row.slice(0, 1)), sums), 0.55)
    assert.equal(needIndex(sumsOf([])), null)
  })
  test('whose lists are not loaded has no patients told, not nought', () => {
    const bare = row.map((each) => ({ ...each, patients: null }))
    const shown = (candidates: Candidate[]): string =>
      boundaryPage({
        build: { id: 'b12ab34cd56e', asAt: '2020-04-20' },
        month: '2020-03',
        view: viewOf(candidates, ['A', 'B'], nothing),
        localities: [],
        pathOf: () => '/boundaries',
        risk: null,
        riskAsked: false,
      }).toString()
    assert.match(shown(row), /2 practices with 2,000 patients\. Need index/)
    assert.match(shown(bare), /2 practices whose lists are not loaded\. Need index/)
    assert.doesNotMatch(shown(bare), /\b0 patients/)
  })
  test('lies together or in pieces as its neighbours say', () => {
    assert.equal(viewOf(row, ['A', 'B', 'C'], nothing).pieces.length, 1)
    assert.equal(viewOf(row, ['A', 'C'], nothing).pieces.length, 2)
  })
  test('names those whose place is not known, and leaves them out of the judgement', () => {
    const view = viewOf([...row, candidate('D', { latitude: null })], ['A', 'B', 'D'], nothing)
    assert.equal(view.pieces.length, 1)
    assert.deepEqual(
      view.unplaced.map(({ practice }) => practice),
      ['D'],
    )
  })
})

test('the risk of a set is said in pounds about what is expected', () => {
  const row = [candidate('A'), candidate('B', { longitude: -0.9 })]
  const text = parseHTML(
    boundaryPage({
      build: { id: 'b12ab34cd56e', asAt: '2020-04-20' },
      month: '2020-03',
      view: viewOf(row, ['A', 'B'], { providers: [], ages: [] }),
      localities: [],
      pathOf: () => '/boundaries',
      risk: {
        patients: 2000,
        expectedPence: 100_000_000,
        sd: 5_000_000,
        variation: 0.05,
        personalVariation: 2.2,
        chances: [{ share: 0.02, exact: 0.3, normal: 0.31 }],
        worst: 0.09,
        best: -0.08,
        latticeChance: 0,
        latticeStep: 100,
      },
      riskAsked: true,
    }).toString(),
  ).document.querySelector('#risk + p')?.textContent
  assert.match(
    (text ?? '').replaceAll(/\s+/g, ' '),
    /between £920k and £1\.09m in a year \(9 years in 10\), around an expected £1\.00m/,
  )
})

describe('the page of boundaries', () => {
  let tmp: string
  let served: Served
  let app: FastifyInstance
  let candidates: Candidate[]
  before(async () => {
    tmp = mkdtempSync(join(tmpdir(), 'steward-boundaries-'))
    served = await inventedBuild(tmp)
    candidates = await loadCandidates(served, 'CW', '2020-03')
    app = Fastify()
    await routes(app, inventedContext({ folder: join(tmp, 'var'), served: async () => served }))
  })
  after(async () => {
    await app.close()
    served.duck.close()
    rmSync(tmp, { recursive: true })
  })
  const get = async (url: string) => {
    const reply = await app.inject({ url })
    return { status: reply.statusCode, page: parseHTML(reply.body).document }
  }

  test('begins with the group as it is', async () => {
    const members = candidates.filter(({ member }) => member)
    const { status, page } = await get('/boundaries')
    assert.equal(status, 200)
    assert.equal(page.querySelectorAll('input[type=checkbox][checked]').length, members.length)
    assert.match(page.querySelector('.steward-says')?.textContent ?? '', /100\.0%/)
  })
  test('a set is its address, without JavaScript, and strange codes are left out', async () => {
    const [first] = candidates
    const { page } = await get(`/boundaries?chosen=yes&practice=${first?.practice}&practice=ZZZ`)
    assert.equal(page.querySelectorAll('input[type=checkbox][checked]').length, 1)
    assert.match(page.querySelector('.steward-says')?.textContent ?? '', /^\s*1 practice with/)
  })
  test('nobody chosen is said, and divides by nothing', async () => {
    const { status, page } = await get('/boundaries?chosen=yes')
    assert.equal(status, 200)
    assert.match(page.querySelector('.steward-says')?.textContent ?? '', /Choose practices/)
  })
})
