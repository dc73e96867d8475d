import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { openContext } from '../src/app/context.ts'
import { allRights, addRoutes } from '../src/app/routes.ts'
import { makeServer } from '../src/app/server.ts'
import * as access from '../src/features/access/access.ts'
import { browse } from '../src/features/access/browser.ts'
import { openDuck, sqlFile } from '../src/stores/duck.ts'
import { openHome, type Home } from '../src/stores/home.ts'
import { openTestLedger, type TestLedger } from '../src/stores/ledger/test-ledger.ts'
import { close } from '../src/warehouse/close.ts'
import { inventHome } from '../src/warehouse/invented/home.ts'
import {
  loadActivity,
  loadOthers,
  loadReference,
  loadRows,
} from '../src/warehouse/invented/lake.ts'
import { currentBuild, databaseOf } from '../src/warehouse/manifest.ts'
import { closeScoped } from '../src/warehouse/scoped/scoped.ts'
import { closeServed } from '../src/warehouse/served.ts'

const month = '2019-03'
const today = '2019-06-01'
const host = 'localhost:3000'
const members = { P10001: 'N', P10002: 'S', P10003: 'S', P10004: 'N' }
const outsiders = ['patient-group', 'payer-reader'] as const

const makeHome = async (): Promise<Home> => {
  const home = inventHome()
  await loadReference(home)
  await loadRows(home, {
    feed: 'membership',
    period: 'all',
    rows: Object.entries(members).map(([practice, locality]) => ({
      practice,
      group_code: 'CW',
      group_name: 'Cobwold',
      locality,
      locality_name: locality === 'N' ? 'North' : 'South',
      from_date: '2015-04-01',
    })),
  })
  await loadActivity(home, month, 'disclosure', 500)
  await loadOthers(home, month)
  await close(home, { memory: '300MB', asAt: today })
  return home
}

/**
 * Changes true counts in a build by what the rule must hide: one of the small counts of a locality, month and feed becomes one more and
 * another one less, and a large one becomes one more where that rounds to the same. Costs stay. Says how many were changed.
 */
const changeHidden = async (home: Home): Promise<{ small: number; large: number }> => {
  const build = currentBuild(home)
  assert.ok(build !== null)
  const duck = await openDuck({ file: databaseOf(home, build.id), tmp: home.tmp })
  const rows = await duck.all<{ what: string; row: bigint; by: bigint }>(
    sqlFile(import.meta.url, 'hidden-counts.sql'),
  )
  for (const { row, by } of rows)
    await duck.run('update activity set lines = lines + $by where rowid = $row', { by, row })
  duck.close()
  const of = (what: string): number => rows.filter((row) => row.what === what).length
  return { small: of('small'), large: of('large') }
}

type World = { home: Home; app: FastifyInstance; cookies: Map<string, string> }

describe('what leaves the group', () => {
  let ledger: TestLedger
  const worlds: World[] = []
  const routes: string[] = []
  let changed = { small: 0, large: 0 }

  const serve = async (home: Home): Promise<World> => {
    const app = await makeServer(() => {})
    if (routes.length === 0)
      app.addHook('onRoute', ({ method, url }) => {
        if ([method].flat().includes('GET')) routes.push(url)
      })
    const context = openContext({
      home: home.root,
      world: join(home.root, 'no-world'),
      port: 0,
      memory: '300MB',
      databaseUrl: null,
      url: null,
      outside: null,
    })
    await addRoutes(
      app,
      { ...context, ledger: async () => ledger, asAt: () => today },
      { url: null, secure: false, isSample: () => true, outside: null },
    )
    const cookies = new Map<string, string>()
    for (const role of [...outsiders, 'analyst']) {
      const person = browse(app)
      await person.send(await person.open('/become'), '/become', { who: role })
      cookies.set(role, `steward_session=${person.jar.get('steward_session')}`)
    }
    return { home, app, cookies }
  }

  before(async () => {
    ledger = await openTestLedger()
    await access.addSample(ledger, {
      today,
      groupCode: 'CW',
      practices: Object.entries(members).map(([code, locality]) => ({
        code,
        name: `Practice ${code}`,
        locality,
      })),
      localities: [
        { code: 'N', name: 'North' },
        { code: 'S', name: 'South' },
      ],
    })
    const home = await makeHome()
    await closeServed(home)
    const twin = mkdtempSync(join(tmpdir(), 'steward-twin-'))
    cpSync(home.root, twin, { recursive: true })
    changed = await changeHidden(openHome(twin))
    for (const one of [home, openHome(twin)]) worlds.push(await serve(one))
  })
  after(async () => {
    for (const { app, home } of worlds) {
      await app.close()
      closeScoped(home)
      await closeServed(home)
      rmSync(home.root, { recursive: true, force: true })
    }
    await ledger?.remove()
  })

  const values: Readonly<Record<string, string>> = {
    practice: 'P10001',
    group: 'CW',
    locality: 'N',
    table: 'practices.csv',
    kind: 'admitted',
    measure: 'emergency-admissions',
    picture: 'bands.svg',
    definition: 'acsc-acute',
    topic: 'diabetes',
    line: 'maternity',
  }
  const figures = ['group:CW', 'locality:N', 'locality:S', 'all', 'P10002'].flatMap((where) => [
    `activity-lines/${where}/2019-03`,
    `activity-lines/${where}/2019-03/kind=admitted`,
    `activity-cost/${where}/2019-03`,
    `cost-per-thousand/${where}/2019-03`,
  ])

  /** What somebody outside may ask, and what has no line in the table of rights. */
  const mine = (): string[] => {
    const rights = allRights()
    return routes.filter((url) =>
      (rights[`GET ${url}`] ?? ['signed in']).some((right) =>
        ['signed in', 'anyone', ...outsiders].includes(right),
      ),
    )
  }

  const addresses = (): string[] =>
    mine()
      .filter((url) => !/^\/(assets|sign-in|invitation|become|account|calendar)/.test(url))
      // Those read files that the invented home has only in part; their own tests ask the same of them.
      .filter((url) => !/^\/(opportunities|variation|topics)/.test(url))
      .flatMap((url) =>
        url === '/explain/*'
          ? figures.map((figure) => url.replace('*', figure))
          : [url.replace(/:(\w+)|\*/g, (_, name: string) => values[name] ?? '1')],
      )
      .flatMap((url) =>
        /^\/($|explain|groups|practices|position|budgets)/.test(url)
          ? [url, `${url}?format=json`]
          : [url],
      )

  const ask = async (world: World, role: string, url: string): Promise<string> => {
    const cookie = world.cookies.get(role) ?? ''
    const answer = await world.app.inject({ url, headers: { host, cookie } })
    assert.ok(answer.statusCode < 500, `${url} as ${role}: ${answer.statusCode}`)
    return `${answer.statusCode} ${answer.body}`.replaceAll(
      /name="_csrf" value="[^"]*"|request_?id[^,<]*|\d+ ms/gi,
      '',
    )
  }

  const differing = async (role: string, asked: readonly string[]): Promise<string[]> => {
    const [one, two] = worlds
    assert.ok(one && two)
    const found: string[] = []
    for (const url of asked)
      if ((await ask(one, role, url)) !== (await ask(two, role, url))) found.push(url)
    return found
  }

  test('counts that the rule hides were changed, small ones and large ones', () => {
    assert.ok(changed.small >= 2 && changed.large >= 2, JSON.stringify(changed))
  })

  test('whoever may see counts as they are finds the change', async () => {
    const found = await differing(
      'analyst',
      figures.filter((name) => name.startsWith('activity-lines')).map((name) => `/explain/${name}`),
    )
    assert.ok(found.length > 3, found.join(' '))
  })

  for (const role of outsiders) {
    test(`no address says anything else to ${role} when hidden counts are others`, async () => {
      assert.deepEqual(await differing(role, addresses()), [])
    })

    test(`every count of hospital care that ${role} is shown is a multiple of 5, and none is 1 to 7`, async () => {
      const [world] = worlds
      assert.ok(world)
      let seen = 0
      for (const figure of figures.filter((name) => name.startsWith('activity'))) {
        const answer = await ask(world, role, `/explain/${figure}?format=json`)
        if (!answer.startsWith('200 ')) continue
        const counts = [...answer.matchAll(/"(?:lines|priced|noPrice|excluded)":"?(\d+)/g)].map(
          ([, count]) => Number(count),
        )
        seen += counts.filter((count) => count > 0).length
        assert.deepEqual(
          counts.filter((count) => count % 5 !== 0 || (count > 0 && count < 8)),
          [],
          figure,
        )
      }
      assert.ok(seen > 12, `only ${seen} counts were shown`)
    })

    test(`no code of a practice stands beside hospital care that ${role} is shown`, async () => {
      const [world] = worlds
      assert.ok(world)
      for (const url of addresses().filter((each) =>
        /^\/(\?|$|groups|explain|position)/.test(each),
      )) {
        const answer = await ask(world, role, url)
        if (!answer.startsWith('200 ')) continue
        assert.doesNotMatch(answer, /P1000\d/, url)
      }
    })
  }

  test('a figure of a single practice is refused outside the group, and the reason is said', async () => {
    const [world] = worlds
    assert.ok(world)
    const answer = await ask(world, 'payer-reader', '/explain/activity-lines/P10002/2019-03')
    assert.match(answer, /^403 [^]*stay inside the group/)
    const rows = await ask(world, 'patient-group', '/explain/activity-lines/group:CW/2019-03')
    assert.match(rows, /^200 [^]*Withheld: the rows behind it are of patients/)
  })
})
