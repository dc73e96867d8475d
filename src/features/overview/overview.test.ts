import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import Fastify from 'fastify'
import { parseHTML } from 'linkedom'
import { parseFigure } from '../../core/figure.ts'
import { formatPence, formatShortPence } from '../../core/money.ts'
import { everything } from '../../stores/scope.ts'
import { formatCount, formatWholePounds } from '../../ui/money.ts'
import { saidText } from '../../ui/said.ts'
import type { Served } from '../../warehouse/served.ts'
import { evaluate } from '../figures/figures.ts'
import { inventedBuild, type InventedOptions } from '../invented-build.ts'
import { inventedContext } from '../invented-context.ts'
import { openOverview, routes } from './overview.ts'

let tmp = ''
let served: Served
const get = async (url: string, build = served): Promise<{ status: number; body: string }> => {
  const app = Fastify()
  await routes(app, inventedContext({ served: async () => build }))
  const { statusCode, body } = await app.inject({ url })
  await app.close()
  return { status: statusCode, body }
}

const withBuild = async (
  options: InventedOptions,
  work: (build: Served) => Promise<void>,
): Promise<void> => {
  const build = await inventedBuild(tmp, options)
  await work(build)
  build.duck.close()
}

describe('the overview', () => {
  before(async () => {
    tmp = mkdtempSync(path.join(tmpdir(), 'steward-overview-'))
    served = await inventedBuild(tmp, { practices: 6 })
  })
  after(() => {
    served.duck.close()
    rmSync(tmp, { recursive: true })
  })

  test('every figure of the overview is the one that its explanation works out for itself', async () => {
    const { body } = await get('/?month=2019-10')
    const { document } = parseHTML(body)
    const links = [...document.querySelectorAll('a.steward-figure')]
    assert.ok(links.length > 60)
    for (const link of links.filter((_, i) => i < 12 || i % 4 === 0)) {
      const figure = parseFigure((link.getAttribute('href') ?? '').replace('/explain/', ''))
      assert.ok(figure.ok, link.getAttribute('href') ?? '')
      const found = await evaluate(everything, served, figure.value)
      assert.ok(found.ok)
      const value = found.value.value ?? 0n
      const forms = [formatPence, formatWholePounds, formatShortPence, formatCount].map((form) =>
        form(value),
      )
      const text = link.textContent.trim()
      assert.ok(forms.includes(text), `${text} is not ${forms.join(' or ')} (${found.value.name})`)
    }
  })

  test('localities and services add up to the group, and its practices too while nobody joins or leaves', async () => {
    const view = await openOverview(served, 'CW', null, '2020-03', 'name')
    const year = (lines: readonly { year: { pence: bigint } | null }[]): bigint =>
      lines.reduce((sum, line) => sum + (line.year?.pence ?? 0n), 0n)
    const total = view.total.year?.pence ?? 0n
    assert.ok(total > 0n)
    assert.equal(year(view.services), total)
    // Prescribing is rounded once for each figure, so that parts may differ from the whole by a penny each.
    assert.ok(total - year(view.localities) <= 2n && year(view.localities) - total <= 2n)
    assert.ok(total - year(view.practices) <= 6n && year(view.practices) - total <= 6n)
  })

  test('practices stand by name unless another order is asked for', async () => {
    const byName = await openOverview(served, 'CW', null, '2020-03', 'name')
    const names = byName.practices.map(({ name }) => name)
    assert.deepEqual(names, [...names].sort())
    const byPatients = await openOverview(served, 'CW', null, '2020-03', 'patients')
    const patients = byPatients.practices.map((line) => Number(line.patients))
    assert.deepEqual(
      patients,
      [...patients].sort((a, b) => b - a),
    )
  })

  test('the first words say what it cost for how many, and at most three things are worth asking', async () => {
    const view = await openOverview(served, 'CW', null, '2020-03', 'name')
    assert.match(
      saidText(view.says[0] ?? []),
      /^Care for [\d,]+ patients cost £\S+ in March 2020 and £\S+ since April 2019: /,
    )
    assert.ok(view.asks.length > 0 && view.asks.length <= 3)
    assert.match(saidText(view.asks[0] ?? []), /more than a year before on \d/)
  })

  test('whether a price book is missing is asked of those inside alone', async () => {
    const asks = async (released: boolean): Promise<string> => {
      let said = ''
      await withBuild({}, async (build) => {
        await build.duck.run(`update activity set unpriced_lines = lines where kind = 'outpatient'`)
        const view = await openOverview({ ...build, released }, 'CW', null, '2020-03', 'name')
        said = view.asks.map(saidText).join(' ')
      })
      return said
    }
    assert.match(await asks(false), /have no price.*Is a price book missing\?$/)
    assert.match(await asks(true), /have no price, so their cost is not in these figures\.$/)
  })

  test('what could not be attributed, lies outside or has no price is counted, and the data’s age shown', async () => {
    const { body } = await get('/groups/CW')
    const text = parseHTML(body)
      .document.querySelector('#data')
      ?.textContent.replaceAll(/\s+/g, ' ')
    assert.match(text ?? '', /132 could not be attributed to any practice/)
    assert.match(text ?? '', /60 belong to practices outside every group/)
    assert.match(text ?? '', /Hospital admissions.*March 2020.*first cut/)
  })

  test('a locality has a page of its own practices; one that is not known is refused', async () => {
    const { status, body } = await get('/groups/CW/localities/NORTH')
    assert.equal(status, 200)
    assert.match(body, /Willowbrook Surgery/)
    assert.doesNotMatch(body, /Ashcombe/)
    await assert.rejects(openOverview(served, 'CW', 'EAST', '2020-03', 'name'), /No locality/)
    await assert.rejects(openOverview(served, 'XX', null, '2020-03', 'name'), /No group/)
  })

  test('where several groups are held, the first page asks which', async () => {
    await withBuild({ groups: 2 }, async (build) => {
      const { body } = await get('/', build)
      assert.match(body, /Choose a group/)
      assert.match(body, /href="\/groups\/EX"/)
      assert.match((await get('/groups/EX', build)).body, /Exford Commissioning Group/)
    })
  })

  test('without membership there is no group yet, and statements can still be found', async () => {
    await withBuild({ lacks: ['members', 'prescribing'] }, async (build) => {
      const first = (await get('/', build)).body
      assert.match(first, /No group yet/)
      assert.match(first, /What is missing or estimated[^]*No prescribing has been loaded/)
      const { body } = await get('/practices?find=willow', build)
      assert.match(body, /href="\/practices\/P81001\?month=2020-03"/)
      assert.match((await get('/practices?find=%3Cb%3E', build)).body, /“&lt;b&gt;”/)
    })
  })

  test('a group with lists alone, or prescribing alone, has a page that says what is missing', async () => {
    await withBuild({ lacks: ['activity', 'contract', 'prescribing'] }, async (build) => {
      const { status, body } = await get('/', build)
      assert.equal(status, 200)
      assert.match(
        body,
        /No costs have been loaded for these months, for [\d,]+ patients. Weighted for need/,
      )
      assert.match(body, /No hospital lines have been loaded/)
    })
    await withBuild({ lacks: ['activity', 'contract', 'lists'] }, async (build) => {
      const { body } = await get('/', build)
      assert.match(body, /Prescribing for the patients cost/)
      assert.match(body, /no rates per 1,000/)
    })
  })

  test('the JSON carries the same amounts with the names of their figures', async () => {
    const view = await openOverview(served, 'CW', null, '2020-03', 'name')
    const data: { total: { year: { pence: number; figure: string } } } = JSON.parse(
      (await get('/groups/CW?format=json')).body,
    )
    assert.deepEqual(data.total.year, {
      pence: Number(view.total.year?.pence),
      figure: `cost/group:CW/2019-04..2020-03@${served.manifest.id}`,
    })
  })
})
