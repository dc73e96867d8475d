import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { allRights } from '../src/app/routes.ts'
import { browse } from '../src/features/access/browser.ts'
import { behind } from '../src/stores/ledger/test-behind.ts'
import { operator, publicViewer, type Viewer } from '../src/stores/scope.ts'
import { filled, host, openRightsWorld, type RightsWorld } from './rights-world.ts'

/** Names of fields that forms use for whose something is. */
const fieldNames =
  'practice practices from to for whose place locality group body provider line code topic owner who person item version series among'.split(
    ' ',
  )
/** Words that forms ask for, so that what refuses is the name in it. */
const plausible = {
  words: 'Something that is long enough to be taken as it is.',
  why: 'Because it is asked for.',
  reason: 'patients',
  title: 'A title of some words',
  name: 'A name of some words',
  kind: 'concern',
  month: '2019-06',
  pence: '100',
  amount: '100',
  pounds: '100',
}
/** What may name another practice, since it is said of it and not for it. */
const allowed = ['practice-set.kept', 'concern.raised']

describe('what a form or a forgotten condition may do', () => {
  let world: RightsWorld
  before(async () => {
    world = await openRightsWorld()
  })
  after(() => world?.close())

  test('whoever is of one practice changes nothing of another by any form, whatever the form says', async () => {
    const { ledger } = world
    const app = await world.serve()
    const person = browse(app)
    await person.send(await person.open('/become'), '/become', { who: 'gp' })
    const page = await person.open('/variation/sets')
    const token = page.document.querySelector('[name="_csrf"]')?.getAttribute('value') ?? ''
    const cookie = [...person.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const entries = () =>
      ledger.read(operator, (db) =>
        db.selectFrom('audit').select(['number', 'action', 'subject', 'after']).execute(),
      )
    const held = (await entries()).length
    const rights = allRights()
    const asked = world.routes.filter(
      ({ method, url }) =>
        method !== 'GET' &&
        !/^\/(sign-out|become|account|sign-in|invitation)/.test(url) &&
        (rights[`${method} ${url}`] ?? []).some((right) => ['signed in', 'gp'].includes(right)),
    )
    const statuses = new Map<number, number>()
    for (const code of ['P81002', 'P81003', 'LS', 'P89999'])
      for (const { url } of asked) {
        const fields = Object.fromEntries(fieldNames.map((name) => [name, code]))
        const answer = await app.inject({
          method: 'POST',
          url: filled(url, { measure: 'trimethoprim', practice: code, group: code }, code),
          headers: { host, cookie, 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams({ ...fields, ...plausible, _csrf: token }).toString(),
        })
        statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1)
        assert.ok(answer.statusCode < 500, `${url} with ${code}: ${answer.statusCode}`)
      }
    const made = (await entries()).slice(held)
    const ofOthers = made.filter(
      ({ action, subject, after: kept }) =>
        !allowed.includes(action) && /P8100[23]|P89999/.test(`${subject} ${JSON.stringify(kept)}`),
    )
    assert.deepEqual(ofOthers, [])
    assert.ok(
      (statuses.get(422) ?? 0) + (statuses.get(303) ?? 0) > 20,
      JSON.stringify([...statuses]),
    )
  })

  test('below the pages too: who is not signed in sees no row of any table but of those that are public', async () => {
    const { ledger } = world
    const tables = await behind(
      ledger,
      `select relname as name from pg_class where relnamespace = 'steward'::regnamespace and relkind in ('r', 'p')`,
    )
    const seen = async (viewer: Viewer): Promise<string[]> => {
      const found: string[] = []
      for (const { name } of tables) {
        const rows = await ledger
          .read(viewer, (db) => sql`select 1 from ${sql.table(String(name))} limit 1`.execute(db))
          .catch(() => ({ rows: [] }))
        if (rows.rows.length > 0) found.push(String(name))
      }
      return found.sort()
    }
    const filledTables = await seen(operator)
    assert.ok(filledTables.length > 6, filledTables.join(' '))
    assert.deepEqual(await seen(publicViewer('127.0.0.1')), [])
  })
})
