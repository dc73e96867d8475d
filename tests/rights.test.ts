import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { allRights } from '../src/app/routes.ts'
import * as access from '../src/features/access/access.ts'
import { browse } from '../src/features/access/browser.ts'
import type { TestLedger } from '../src/stores/ledger/test-ledger.ts'
import { operator, roles, type Role } from '../src/stores/scope.ts'
import { filled, host, openRightsWorld, type RightsWorld } from './rights-world.ts'
import { tinyMonths, type TinyBuild } from './tiny-build.ts'

/** Addresses that anyone may ask: a new one here is a decision, so they are written out. */
const isPublic = (route: string): boolean =>
  /^(GET|POST) \/(sign-in|sign-out|invitation|become|account\/passkeys)(\/|$)/.test(route) ||
  /^GET \/(decisions|interests|members|public)(\.csv|\.json|\/:id|\/constitution|$)/.test(route) ||
  /^GET \/calendar\/:token$/.test(route) ||
  /^GET (\/\w+)+\/openapi\.json$/.test(route)

const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

type Person = { role: Role; holds: readonly Role[]; cookie: string }

describe('who may ask what', () => {
  let all: RightsWorld
  let ledger: TestLedger
  let tiny: TinyBuild
  let walls: FastifyInstance
  let app: FastifyInstance
  let people: Person[]

  const become = async (key: string): Promise<string> => {
    const person = browse(app)
    await person.send(await person.open('/become'), '/become', { who: key })
    return `steward_session=${person.jar.get('steward_session')}`
  }

  before(async () => {
    all = await openRightsWorld()
    ;({ ledger, tiny } = all)
    walls = await all.serve(true)
    app = await all.serve()
    const held = await ledger.read(operator, access.listPeople)
    people = []
    for (const role of roles.filter((each) => each !== 'public')) {
      const alone = held.find(
        ({ appointments }) => appointments.length === 1 && appointments[0]?.role === role,
      )
      const some = held.find(({ appointments }) => appointments.some((each) => each.role === role))
      const person = alone ?? some
      const cookie = await become(person?.sample_key ?? '')
      const holds = (person?.appointments ?? []).map((each) => each.role)
      people.push({ role, holds, cookie })
    }
  })
  after(() => all?.close())

  const ask = async (
    server: FastifyInstance,
    method: string,
    url: string,
    cookie: string,
  ): Promise<{ status: number; body: string }> => {
    const verb = verbs.find((one) => one === method)
    assert.ok(verb, `${method} is not a method that is asked`)
    const answer = await server.inject({ method: verb, url, headers: { host, cookie } })
    return { status: answer.statusCode, body: answer.body }
  }

  const ours = (): { method: string; url: string }[] =>
    all.routes.filter(({ url }) => !url.startsWith('/assets/'))

  test('every address has a line in the table of rights, and every line an address', () => {
    const listed = new Set(Object.keys(allRights()))
    const answered = new Set(ours().map(({ method, url }) => `${method} ${url}`))
    assert.deepEqual([...answered].filter((route) => !listed.has(route)).sort(), [])
    assert.deepEqual([...listed].filter((route) => !answered.has(route)).sort(), [])
  })

  test('only the addresses of signing in, and the public pages, are for anyone', () => {
    const open = Object.entries(allRights()).flatMap(([route, who]) =>
      who.includes('anyone') || who.includes('public') ? [route] : [],
    )
    assert.deepEqual(
      open.filter((route) => !isPublic(route)),
      [],
    )
  })

  test('every address is asked as every role, and answers those alone whom the table names', async () => {
    const rights = allRights()
    const wrong: string[] = []
    for (const { method, url } of ours()) {
      const asked = rights[`${method} ${url}`] ?? []
      const walk = async ({ role, holds, cookie }: Person): Promise<void> => {
        const answer = await ask(walls, method, filled(url), cookie)
        const may = asked.some(
          (right) =>
            right === 'anyone' || right === 'signed in' || holds.some((each) => each === right),
        )
        if (may !== (answer.status === 204))
          wrong.push(`${method} ${url} as ${role}: ${answer.status}, by the table ${may}`)
      }
      await Promise.all(people.map(walk))
    }
    assert.deepEqual(wrong, [])
  })

  test('no page that a role may ask is a fault, whatever is put for its parameters', async () => {
    const rights = allRights()
    const some = people.filter(({ role }) =>
      ['gp', 'management-team', 'patient-group', 'administrator'].includes(role),
    )
    const faults: string[] = []
    for (const { method, url } of ours().filter((each) => each.method === 'GET')) {
      for (const { role, cookie } of some) {
        if (
          !(rights[`${method} ${url}`] ?? []).some(
            (right) => right === 'signed in' || right === role,
          )
        )
          continue
        const answer = await ask(app, method, filled(url), cookie)
        if (answer.status >= 500) faults.push(`${url} as ${role}: ${answer.status}`)
      }
    }
    assert.deepEqual(faults, [])
  })

  test('nothing is changed by a request that brings no token', async () => {
    const held = await ledger.revision()
    const administrator = people.find(({ role }) => role === 'administrator')?.cookie ?? ''
    for (const { method, url } of ours().filter((each) => each.method !== 'GET')) {
      const answer = await ask(app, method, filled(url), administrator)
      assert.ok([303, 401, 403, 429].includes(answer.status), `${url}: ${answer.status}`)
    }
    assert.equal(await ledger.revision(), held)
  })

  test('whoever is of one practice finds no patient of another behind any address', async () => {
    const rows = await tiny.served.duck.all<{
      practice: string | null
      kind: string
      month: string
      load_id: string
      source_line: bigint
      patient: string
    }>(
      `select practice, kind, month, load_id, source_line, substr(patient_key, 1, 8) as patient
       from read_parquet('${tiny.folder}/priced/*/*/*.parquet')`,
    )
    const own = new Set(rows.filter((row) => row.practice === 'P81001').map((row) => row.patient))
    const others = rows.filter(({ patient }) => !own.has(patient))
    const patients = new Set(others.map(({ patient }) => patient))
    const cookie = people.find(({ role }) => role === 'gp')?.cookie ?? ''
    const places = rows.map((row) => `${row.month}.${row.load_id}.${row.source_line}`)
    const code = fc.constantFrom(
      'P81001',
      'P81002',
      'P81003',
      'P89999',
      'CW',
      'LN',
      'LS',
      'all',
      'unattributed',
      '1',
      '-',
    )
    const whose = fc.constantFrom(
      'P81001',
      'P81002',
      'p81002',
      'P81003',
      'group:CW',
      'locality:LS',
      'all',
      'unattributed',
    )
    const measure = fc.constantFrom('activity-cost', 'activity-lines', 'cost', 'contract-cost')
    const span = fc.constantFrom(...tinyMonths, '2019-04..2019-06')
    const figure = fc
      .tuple(measure, whose, span, fc.constantFrom('', '/kind=admitted', '/pod=NEL'))
      .map(([what, where, when, cut]) => `${what}/${where}/${when}${cut}`)
    const kind = fc.constantFrom('admitted', 'outpatient', 'emergency', 'contract', 'P81002')
    const place = fc.constantFrom(...places)
    /** For every parameter that is named nowhere here: numbers, other practices, and things of single features. */
    const other = fc.oneof(
      code,
      fc.constantFrom('emergency-admissions', 'trimethoprim', 'acsc-acute', 'frailty', 'bands.svg'),
    )
    const route = fc.constantFrom(...ours().filter(({ method }) => method === 'GET'))
    const query = fc.constantFrom(
      '',
      '?format=csv',
      '?format=json',
      '?practice=P81002',
      '?find=P81002',
      '?page=2',
      '?whose=P81002&practice=P81002&for=P81002',
      '?place=practice:P81002',
      '?among=similar:P81002&practice=P81002&format=json',
      '?among=locality:LS&practice=P81003&format=csv',
      '?group=CW&locality=LS&practice=P81002&members=now',
      '?month=2019-05&format=json',
    )
    const lines = ours().filter(({ url }) => url.startsWith('/lines'))
    const likely = fc.oneof(route, fc.constantFrom(...lines))
    let ownSeen = 0
    await fc.assert(
      fc.asyncProperty(
        likely,
        fc.record({ code, figure, kind, place, other }),
        query,
        async ({ url }, values, asked) => {
          const name = url.startsWith('/lines/line') ? values.place : values.code
          const given = {
            practice: values.code,
            group: values.code,
            locality: values.code,
            kind: values.kind,
            place: name,
            table: 'services.csv',
            load: values.place.split('.')[1] ?? '',
            '*': values.figure,
          }
          const filledIn = filled(url, given, values.other)
          const { body } = await ask(app, 'GET', `${filledIn}${asked}`, cookie)
          const seen = body.match(/\b[0-9a-f]{8}(?=(?:0{24})?\b)/g) ?? []
          assert.deepEqual(
            seen.filter((text) => patients.has(text)),
            [],
            `${filledIn}${asked}`,
          )
          if (seen.some((text) => own.has(text))) ownSeen += 1
        },
      ),
      { numRuns: 250, seed: 20_190_720, endOnFailure: true },
    )
    assert.ok(ownSeen > 5, `only ${ownSeen} addresses showed even the practice’s own patients`)
  })
})
