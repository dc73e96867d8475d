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
import type { Context } from '../context.ts'
import { evaluate } from '../figures/figures.ts'
import { inventedBuild, type Lack } from '../invented-build.ts'
import { inventedContext } from '../invented-context.ts'
import { commands } from './commands.ts'
import { loadFacts } from './facts.ts'
import { loadNeed, needSays } from './need.ts'
import { openStatement } from './opening.ts'
import { routes } from './routes.ts'
import { statementPage } from './page.ts'
import { partialSentence } from './words/partial.ts'
import { finalSentence } from './words/says.ts'

let tmp = ''
let served: Served
const contextOf = (build: Served): Context => inventedContext({ served: async () => build })

const get = async (url: string, build = served): Promise<{ statusCode: number; body: string }> => {
  const app = Fastify()
  await routes(app, contextOf(build))
  const { statusCode, body } = await app.inject({ url })
  await app.close()
  return { statusCode, body }
}

const lacking = async <T>(
  lacks: readonly Lack[],
  work: (build: Served) => Promise<T>,
): Promise<T> => {
  const build = await inventedBuild(tmp, { lacks })
  try {
    return await work(build)
  } finally {
    build.duck.close()
  }
}

describe('the practice statement', () => {
  before(async () => {
    tmp = mkdtempSync(path.join(tmpdir(), 'steward-statement-'))
    served = await inventedBuild(tmp)
  })
  after(() => {
    served.duck.close()
    rmSync(tmp, { recursive: true })
  })

  test('every figure on the page is the one that its explanation works out for itself', async () => {
    const { body } = await get('/practices/P81001?month=2019-10')
    const { document } = parseHTML(body)
    const links = [...document.querySelectorAll('a.steward-figure')]
    assert.ok(links.length > 100)
    // The first words and services, and every fourth of the rest: each is worked out from the marts anew.
    for (const link of links.filter((one, i) => one.closest('#services') || i < 8 || i % 4 === 0)) {
      const figure = parseFigure((link.getAttribute('href') ?? '').replace('/explain/', ''))
      assert.ok(figure.ok, link.getAttribute('href') ?? '')
      const found = await evaluate(everything, served, figure.value)
      assert.ok(found.ok)
      const value = found.value.value ?? 0n
      const forms = [formatPence, formatWholePounds, formatShortPence, formatCount].map((form) =>
        form(value),
      )
      const text = link.textContent.trim().replace(/ lines$/, '')
      assert.ok(forms.includes(text), `${text} is not ${forms.join(' or ')} (${found.value.name})`)
    }
  })

  test('the services add up to all care, and the points of delivery to care without prescribing', async () => {
    const view = await openStatement(served, 'p81002', '2019-10')
    const [services, pods] = view.tables
    const sum = (values: readonly (bigint | undefined)[]): bigint =>
      values.reduce<bigint>((total, value) => total + (value ?? 0n), 0n)
    for (const period of ['month', 'year', 'before'] as const) {
      const total = services?.total?.[period]?.pence ?? 0n
      const by = new Map(services?.lines.map((line) => [line.key, line[period]?.pence]))
      assert.ok(total > 0n)
      assert.equal(sum([...by.values()]), total)
      const care = sum(pods?.lines.map((line) => line[period]?.pence) ?? [])
      assert.equal(care, total - (by.get('prescribing') ?? 0n))
    }
  })

  test('the first words say what it cost, how that compares, and what is provisional', async () => {
    const view = await openStatement(served, 'P81001', undefined)
    const [cost = '', rate = ''] = view.says.map(saidText)
    assert.match(
      cost,
      /^Care for your patients cost £\S+ in March 2020 and £\S+ since April 2019: /,
    )
    assert.match(cost, /(more|less) than in the same months a year before \(£\S+\)\.$/)
    assert.match(rate, /^Per 1,000 patients that is £\S+ since April 2019, .* the group’s £\S+\.$/)
    const sure = view.sure.map(saidText).join(' ')
    assert.match(sure, /final; March 2020 is the first cut, and usually grows by 6%/)
    assert.match(sure, /11 lines of March 2020 .* could not be attributed/)
  })

  test('a year of which some months have not arrived is never called the year without saying so', async () => {
    const facts = await loadFacts(everything, served)
    assert.equal(partialSentence(facts, '2019-04', '2020-03'), null)
    const covered = new Map(facts.covered).set('prescribing', new Set(['2019-09', '2019-10']))
    const said = partialSentence({ ...facts, covered }, '2019-04', '2019-10')
    assert.equal(
      said ? saidText(said) : '',
      'Partly loaded: the sums are without prescribing for April 2019 to August 2019.',
    )
    assert.equal(partialSentence({ ...facts, covered }, '2019-09', '2019-10'), null)
  })

  test('figures are final only up to the first month that is not, and every first cut is named', async () => {
    const facts = await loadFacts(everything, served)
    const feeds = facts.feeds.map((of) =>
      of.feed === 'emergency' && of.month === '2019-10' ? { ...of, cut: 'flex' as const } : of,
    )
    const said = finalSentence({ ...facts, feeds }, '2020-03')
    assert.match(
      said ? saidText(said) : '',
      /^Hospital figures to September 2019 are final; October 2019 and March 2020 are first cuts, and usually grow by/,
    )
  })

  test('a practice with far more first attendances than the group’s rate is asked about them, by a link', async () => {
    const view = await openStatement(served, 'P81001', undefined)
    assert.ok(view.asks.length <= 3)
    const ask = view.asks.find((said) => saidText(said).startsWith('Ear, nose and throat'))
    assert.match(
      ask ? saidText(ask) : '',
      /\d+ lines since April 2019; the group’s rate gives about \d+/,
    )
  })

  test('April is the whole year so far, and has no second column for it', async () => {
    const { body } = await get('/practices/P81001?month=2019-04')
    assert.doesNotMatch(body, /Since April</)
    assert.match(body, /in April 2019/)
    assert.match(body, /than in the same month a year before/)
  })

  test('a group without hospital lines sees its prescribing, and is told what is missing', async () => {
    await lacking(['activity', 'contract'], async (build) => {
      const view = await openStatement(build, 'P81001', undefined)
      assert.match(saidText(view.says[0] ?? []), /^Prescribing for your patients cost £/)
      assert.ok(view.notices.includes('No hospital lines have been loaded.'))
      assert.match(statementPage(view).toString(), /No hospital lines have been loaded/)
    })
  })

  test('a group with lists alone, or with nothing but names, has a page that says so', async () => {
    await lacking(['activity', 'contract', 'prescribing'], async (build) => {
      const { statusCode, body } = await get('/practices/P81001', build)
      assert.equal(statusCode, 200)
      assert.match(body, /No costs have been loaded/)
      assert.match(body, /No prescribing has been loaded/)
    })
    await lacking(['activity', 'contract', 'prescribing', 'lists', 'members'], async (build) => {
      const { statusCode, body } = await get('/practices/P81001', build)
      assert.equal(statusCode, 200)
      assert.match(body, /list size not loaded/)
      assert.match(body, /not a member of a group/)
    })
  })

  test('without lists there are amounts and no rates; outside a group no comparison', async () => {
    await lacking(['lists'], async (build) => {
      const view = await openStatement(build, 'P81001', undefined)
      assert.match(saidText(view.says[1] ?? []), /no rates per 1,000/)
      assert.equal(view.tables[0]?.total?.rate, null)
    })
    await lacking(['members'], async (build) => {
      const view = await openStatement(build, 'P81001', undefined)
      assert.equal(view.tables[0]?.total?.groupRate, null)
      assert.notEqual(view.tables[0]?.total?.rate, null)
    })
  })

  test('a practice or month that is not known is refused in words, not shown as nought', async () => {
    await assert.rejects(
      openStatement(served, 'X99999', undefined),
      /No practice has the code X99999/,
    )
    await assert.rejects(openStatement(served, 'P81001', '2031-01'), /no figures for the month/)
    await assert.rejects(openStatement(served, 'P81001', 'later'), /no figures for the month/)
  })

  test('the JSON and the CSV say what the page says, each amount with the name of its figure', async () => {
    const view = await openStatement(served, 'P81003', '2020-03')
    const total = view.tables[0]?.total?.year?.pence ?? 0n
    const json: { tables: { total: { year: { pence: number; figure: string } } }[] } = JSON.parse(
      (await get('/practices/P81003?format=json')).body,
    )
    assert.deepEqual(json.tables[0]?.total.year, {
      pence: Number(total),
      figure: `cost/P81003/2019-04..2020-03@${served.manifest.id}`,
    })
    const csv = (await get('/practices/P81003/tables/services.csv?month=2020-03')).body.split(
      '\r\n',
    )
    assert.match(
      csv[0] ?? '',
      /^practice,service_code,name,lines_2019-04_to_2020-03,pounds_2020-03,/,
    )
    assert.match(csv.at(-2) ?? '', /All care.*,cost\/P81003\/2019-04\.\.2020-03@[0-9a-f]{12}$/)
    assert.equal((await get('/practices/P81003/tables/nothing.csv')).statusCode, 404)
  })

  test('the command shows the same statement as text and as data', async () => {
    const [command] = commands
    const input = { positionals: ['P81001'], options: { month: '2019-10' } }
    const outcome = await command?.run(input, contextOf(served))
    assert.ok(outcome?.ok)
    assert.match(
      outcome.value.text,
      /October 2019 · Willowbrook Surgery \(P81001\) · \d,\d{3} patients/,
    )
    assert.match(outcome.value.text, /What care cost .*2019-10 .*2019-04\.\.2019-10/)
    const unknown = await command?.run({ positionals: ['NO'], options: {} }, contextOf(served))
    assert.equal(unknown?.ok, false)
  })

  test('need stands beside the list, in the year of the month, and a group has the sum of its members', async () => {
    const need = await loadNeed(everything, served, { practice: 'P81002' }, '2019-10')
    assert.equal(need?.year, '2019/20')
    assert.equal(need?.population, 5741)
    assert.deepEqual(need?.parts[0], {
      name: 'All services, as allocated',
      weighted: Math.round(5741 * 0.99),
      compared: '1.0% below',
    })
    const all = await loadNeed(everything, served, { group: 'CW', locality: null }, '2019-10')
    const south = await loadNeed(everything, served, { group: 'CW', locality: 'SOUTH' }, '2019-10')
    const north = await loadNeed(everything, served, { group: 'CW', locality: 'NORTH' }, '2019-10')
    assert.equal(all?.population, (south?.population ?? 0) + (north?.population ?? 0))
    assert.equal(await loadNeed(everything, served, { practice: 'P89999' }, '2019-10'), null)
  })

  test('a group of whose practices one has no weighted population has none, and nothing stands in for it', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'steward-need-'))
    const blank = await inventedBuild(folder, { practices: 4 })
    try {
      await blank.duck.run("update need set final = null where practice = 'P81002'")
      const need = await loadNeed(everything, blank, { group: 'CW', locality: null }, '2019-10')
      const names = need?.parts.map(({ name }) => name) ?? []
      assert.ok(names.includes('Community services'))
      assert.ok(!names.includes('All services, as allocated'))
      assert.deepEqual(needSays(need), [])
    } finally {
      blank.duck.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
