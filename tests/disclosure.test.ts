import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { openContext } from '../src/app/context.ts'
import { allRights, addRoutes } from '../src/app/routes.ts'
import { makeServer } from '../src/app/server.ts'
import * as access from '../src/features/access/access.ts'
import { browse } from '../src/features/access/browser.ts'
import type { Home } from '../src/stores/home.ts'
import { openTestLedger, type TestLedger } from '../src/stores/ledger/test-ledger.ts'
import { closeScoped } from '../src/warehouse/scoped/scoped.ts'
import { closeServed } from '../src/warehouse/served.ts'
import { makeTwins, members, today } from './disclosure-twins.ts'

const host = 'localhost:3000'
const outsiders = ['patient-group', 'payer-reader'] as const

type World = { home: Home; app: FastifyInstance; cookies: Map<string, string> }

describe('what leaves the group', () => {
  let ledger: TestLedger
  const worlds: World[] = []
  const routes: string[] = []
  let changed: Record<string, number> = {}

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
    const twins = await makeTwins()
    changed = twins.changed
    for (const one of twins.homes) worlds.push(await serve(one))
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
  /** Parameters for which more than one value is tried. */
  const several: Readonly<Record<string, readonly string[]>> = {
    ':measure': [
      'emergency-admissions',
      'frailty-admissions',
      'emergency-bed-days',
      'follow-up-ratio',
      'diabetes-admissions-cost',
      'trimethoprim',
    ],
    ':definition': ['acsc-acute', 'acsc-chronic'],
    ':topic': ['diabetes', 'frailty'],
    ':picture': ['bands.svg', 'funnel.svg', 'months.svg'],
    ':table': ['services.csv', 'lines.csv', 'practices.csv', 'position.xlsx'],
  }
  /** What is tried after the question mark. */
  const queriesOf = (url: string): readonly string[] => {
    if (/^\/($|explain|groups|practices|position|budgets)/.test(url))
      return ['format=json', 'members=now', 'month=2019-03']
    if (url.startsWith('/opportunities'))
      return [
        'format=json',
        'format=csv',
        'place=locality:N',
        'place=locality:S&format=json',
        'to=2019-02&format=json',
        'benchmark=better-half&sort=worth',
        'low=1',
      ]
    if (/^\/(variation|topics)/.test(url))
      return [
        'format=json',
        'format=csv',
        'span=1&month=2019-02',
        'span=3&format=json',
        'members=now&format=json',
        'among=locality:N',
        'among=all&format=json',
        'practice=P10001',
        'centile=50&format=csv',
      ]
    return []
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

  const addresses = (plainly = false): string[] =>
    mine()
      .filter((url) => !/^\/(assets|sign-in|invitation|become|account|calendar)/.test(url))
      .flatMap((url) =>
        url === '/explain/*'
          ? figures.map((figure) => url.replace('*', figure))
          : (several[url.split('/').find((part) => part in several) ?? ''] ?? [null]).map((one) =>
              url.replace(/:(\w+)|\*/g, (whole, name: string) =>
                one !== null && whole in several ? one : (values[name] ?? '1'),
              ),
            ),
      )
      .flatMap((url) => [url, ...(plainly ? [] : queriesOf(url).map((query) => `${url}?${query}`))])

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
    for (const what of ['small', 'large'])
      assert.ok((changed[what] ?? 0) >= 2, JSON.stringify(changed))
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
      assert.deepEqual(await differing(role, addresses(role === 'payer-reader')), [])
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
      for (const url of addresses(true).filter((each) =>
        /^\/(\?|$|groups|explain|position)/.test(each),
      )) {
        const answer = await ask(world, role, url)
        if (!answer.startsWith('200 ')) continue
        assert.doesNotMatch(answer, /P1000\d/, url)
      }
    })
  }

  test('measures and opportunities are shown to whoever is outside, so that the walk has something to compare', async () => {
    const [world] = worlds
    assert.ok(world)
    const shown = async (url: string, path: RegExp): Promise<number> =>
      [...(await ask(world, 'payer-reader', url)).matchAll(path)].length
    assert.ok((await shown('/opportunities?format=json', /"records":[1-9]/g)) >= 2)
    assert.ok((await shown('/variation?format=json', /"ratio":0\.[1-9]|"ratio":0\.0+[1-9]/g)) > 10)
    assert.ok((await shown('/topics/frailty?format=json', /"ratio":0\.0*[1-9]/g)) >= 1)
    const url = '/variation/measures/frailty-admissions?format=json&span=1&month=2019-02'
    const measure = await ask(world, 'payer-reader', url)
    assert.match(measure, /"from":"2018-04","to":"2019-03"/)
  })

  test('the members of now are refused outside the group, wherever they are asked for', async () => {
    const [world] = worlds
    assert.ok(world)
    for (const url of [
      '/groups/CW?members=now',
      '/position?members=now',
      '/explain/activity-lines/group:CW:now/2019-03',
    ])
      assert.match(await ask(world, 'payer-reader', url), /^403 [^]*members of each month/, url)
    assert.match(await ask(world, 'analyst', '/groups/CW?members=now'), /^200 /)
  })

  test('a figure of a single practice is refused outside the group, and the reason is said', async () => {
    const [world] = worlds
    assert.ok(world)
    const answer = await ask(world, 'payer-reader', '/explain/activity-lines/P10002/2019-03')
    assert.match(answer, /^403 [^]*stay inside the group/)
    const rows = await ask(world, 'patient-group', '/explain/activity-lines/group:CW/2019-03')
    assert.match(rows, /^200 [^]*Withheld: the rows behind it are of patients/)
  })
})
