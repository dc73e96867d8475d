import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { parseHTML } from 'linkedom'
import { inventedContext } from '../../src/features/invented-context.ts'
import * as dataStatus from '../../src/features/data-status/data-status.ts'
import * as forecast from '../../src/features/forecast/forecast.ts'
import * as opportunities from '../../src/features/opportunities/opportunities.ts'
import * as variation from '../../src/features/variation/variation.ts'
import * as explain from '../../src/features/explain/explain.ts'
import * as overview from '../../src/features/overview/overview.ts'
import * as registersPages from '../../src/features/registers/registers.ts'
import * as statement from '../../src/features/statement/statement.ts'
import * as topics from '../../src/features/topics/topics.ts'
import { loadFiles } from '../../src/intake/load.ts'
import { openTestLedger } from '../../src/stores/ledger/test-ledger.ts'
import { openHome } from '../../src/stores/home.ts'
import { close } from '../../src/warehouse/close.ts'
import { openServed } from '../../src/warehouse/served.ts'
import { verify } from '../../src/warehouse/verify.ts'
import { needs, referencePath } from './reference.ts'

const folder = 'data/public'

type Group = { practices: readonly string[]; files: readonly string[]; from: string; asAt: string }
type Pages = { app: FastifyInstance; remove(): Promise<void>; home: ReturnType<typeof openHome> }

/** A group made from published files alone, loaded, closed and ready to be asked for pages. */
const openGroup = async ({ practices, files, from, asAt }: Group): Promise<Pages> => {
  const scratch = mkdtempSync(join(tmpdir(), 'steward-real-'))
  const home = openHome(join(scratch, 'home'))
  const members = join(scratch, 'members.csv')
  const header = 'practice_code,group_code,group_name,locality_code,locality_name,from_date,to_date'
  const rows = practices.map((code) => `${code},RG,Real group,RG1,Only locality,${from},`)
  writeFileSync(members, `${[header, ...rows].join('\n')}\n`)
  const loaded = await loadFiles(
    home,
    [members, ...files.map((file) => referencePath(folder, file))].map((path) => ({ path })),
  )
  for (const outcome of loaded) assert.ok('result' in outcome && outcome.result.ok, outcome.path)
  await close(home, { asAt, memory: '512MB' })
  const app = Fastify()
  const ledger = await openTestLedger()
  const context = {
    ...inventedContext({
      served: () => openServed(home, '512MB'),
      ledger: async () => ledger,
      asAt: () => asAt,
    }),
    home,
  }
  const features = [
    overview,
    statement,
    explain,
    dataStatus,
    topics,
    registersPages,
    forecast,
    opportunities,
    variation,
  ]
  for (const { routes } of features) await routes(app, context)
  return {
    app,
    home,
    remove: async () => {
      await app.close()
      await ledger.remove()
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}

type Seen = { text: string; links: string[]; practices: ReadonlySet<string> }

const textOf = async ({ app }: Pages, url: string): Promise<Seen> => {
  const { statusCode, body } = await app.inject({ url })
  assert.equal(statusCode, 200, `${url}: ${body.slice(0, 300)}`)
  const { document } = parseHTML(body)
  const hrefs = (selector: string): string[] =>
    [...document.querySelectorAll(selector)].map((link) => link.getAttribute('href') ?? '')
  const statements = hrefs('a[href^="/practices/"]')
  return {
    text: (document.querySelector('main')?.textContent ?? '').replaceAll(/\s+/g, ' '),
    links: hrefs('a.steward-figure'),
    practices: new Set(statements.map((href) => /^\/practices\/(\w+)/.exec(href)?.[1] ?? '')),
  }
}

const codesIn = (file: string, of: (fields: string[]) => boolean, at: number): string[] => [
  ...new Set(
    readFileSync(referencePath(folder, file), 'utf8')
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(','))
      .filter(of)
      .map((fields) => fields[at] ?? ''),
  ),
]

describe(
  'a real county, of which practices, lists and need are loaded and nothing else',
  needs(folder),
  () => {
    let pages: Pages
    let practices: string[]
    const registers = 'qof/PREVALENCE_2021_v2.csv'
    before(async () => {
      const need = 'allocations/icb_place_tool_wp_2025_26.csv'
      practices = codesIn(need, (fields) => fields.includes('QPM'), 0)
      const files = [
        'ods/epraccur_202602.csv',
        'list-size/gp-reg-pat-prac-all_202101.csv',
        need,
        registers,
      ]
      pages = await openGroup({ practices, files, from: '2020-04-01', asAt: '2026-03-01' })
    })
    after(() => pages.remove())

    test('the overview lists its 67 practices and says that hospital care and prescribing are missing', async () => {
      assert.equal(practices.length, 67)
      const { text, practices: pagesOf } = await textOf(pages, '/')
      for (const code of practices) assert.ok(pagesOf.has(code), `${code} has no link`)
      assert.match(text, /What is missing or estimated/)
      assert.match(text, /prescribing/i)
      assert.match(text, /admitted|admissions/i)
    })

    test('a practice’s statement shows its patients, no pound, and what is missing', async () => {
      const { text } = await textOf(pages, '/practices/K83002')
      assert.match(text, /What is missing or estimated/)
      assert.doesNotMatch(text, /£[1-9]/)
      assert.match(text, /4\d,\d{3}/)
    })

    test('the diabetes page shows the prevalence of its practices beside England, as the file has them', async () => {
      const rows = readFileSync(referencePath(folder, registers), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => line.split(','))
        .filter((row) => row[1] === 'DM')
      const sums = (of: (code: string) => boolean): [people: number, list: number] => {
        const own = rows.filter(([code = '']) => of(code))
        const sum = (at: number): number => own.reduce((all, row) => all + Number(row[at]), 0)
        return [sum(2), sum(4)]
      }
      const { statusCode, body } = await pages.app.inject(
        '/topics/diabetes?practice=K83002&format=json',
      )
      assert.equal(statusCode, 200, body.slice(0, 300))
      const [diabetes] = topics.topicAnswerSchema.parse(JSON.parse(body)).prevalence
      assert.equal(diabetes?.year, '2020/21')
      assert.deepEqual(
        diabetes.rows.map(({ kind, people, list }) => [kind, people, list]),
        [
          ['practice', ...sums((code) => code === 'K83002')],
          ['among', ...sums((code) => practices.includes(code))],
          ['file', 3_491_868, 49_122_259],
        ],
      )
      assert.equal(diabetes.rows[2]?.name, 'England: all 6,571 practices of the file')
      const { text } = await textOf(pages, '/topics/diabetes?practice=K83002')
      assert.match(text, /on the register of 2020\/21/)
      const { text: explained } = await textOf(pages, '/registers/DM/2020-21/group:RG')
      assert.match(explained, /rows add up to the same/)
      assert.match(explained, /PREVALENCE_2021_v2\.csv/)
    })

    test('where nothing has been loaded that a page is of, it says so and claims no nought', async () => {
      const says: Readonly<Record<string, RegExp>> = {
        '/groups/RG/forecast':
          /No costs have been loaded .* where the year will end cannot be said/,
        '/practices/K83002/forecast': /No costs have been loaded for your patients/,
        '/opportunities': /No hospital activity of .* is loaded, so nothing can be said/,
        '/variation/prices': /No prescribing of .* is loaded, so no price can be compared/,
        '/variation': /\d+ measures of Real group .*\d+ measures of which nothing was counted/,
      }
      for (const [url, expected] of Object.entries(says)) {
        const { text } = await textOf(pages, url)
        assert.match(text, expected)
        assert.doesNotMatch(text, /£0\b/, url)
      }
    })

    test('the data status names what has never arrived, and every total can be worked out again', async () => {
      const { text } = await textOf(pages, '/status')
      assert.match(text, /5 things missing or estimated/)
      assert.match(text, /No admitted care has been loaded/)
      const { differ } = await verify(pages.home, { memory: '512MB' })
      assert.equal(differ, 0)
    })
  },
)

describe(
  'four real practices, of which two months of prescribing are loaded and nothing else',
  needs(folder),
  () => {
    let pages: Pages
    let practices: string[]
    before(async () => {
      const files = [9, 10].map(
        (month) => `prescribing/epd-layout_e2e_2017${month < 10 ? '0' : ''}${month}.csv`,
      )
      practices = ['B85010', 'B85054', 'L84018', 'L84073']
      pages = await openGroup({ practices, files, from: '2017-04-01', asAt: '2017-12-15' })
    })
    after(() => pages.remove())

    test('each practice has a statement of prescribing by chapter, and is told that the rest is missing', async () => {
      for (const code of practices) {
        const { text, links } = await textOf(pages, `/practices/${code}?month=2017-10`)
        assert.match(text, /Cardiovascular|Central nervous/i)
        assert.doesNotMatch(text, new RegExp(`${code} October 2017`), 'a code in place of a name')
        assert.match(text, /What is missing or estimated/)
        assert.ok(links.length > 10, `${links.length} figures`)
      }
    })

    test('every figure of a statement is explained', async () => {
      const { links } = await textOf(pages, '/practices/L84073?month=2017-10')
      for (const link of links.filter((_, i) => i % 5 === 0)) await textOf(pages, link)
    })

    test('the overview and the data status are served', async () => {
      for (const url of ['/', '/status']) assert.match((await textOf(pages, url)).text, /missing/i)
    })
  },
)
