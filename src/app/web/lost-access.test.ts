import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import * as access from '../../features/access/access.ts'
import { browse } from '../../features/access/browser.ts'
import { codeAt } from '../../features/access/secrets/one-time.ts'
import { inventedContext } from '../../features/invented-context.ts'
import { oneTimePlace } from '../../stores/ledger/sealing.ts'
import { openTestLedger, type TestLedger } from '../../stores/ledger/test-ledger.ts'
import { codesOn, password, secretOn, serveGated } from './gated-app.ts'

const newPassword = 'pebble lantern walrus'

describe('somebody who cannot sign in any more', () => {
  let ledger: TestLedger
  let app: FastifyInstance
  before(async () => {
    ledger = await openTestLedger()
    app = await serveGated(ledger)
  })
  after(async () => {
    await app.close()
    await ledger.remove()
  })

  const used = new Set<string>()
  /** A code that is good at this moment and was not used before: each is good once. */
  const codeOf = (secret: string): string => {
    const good = [0, 30_000, -30_000].map((from) => codeAt(secret, Date.now() + from))
    const next = good.find((code) => !used.has(code)) ?? ''
    used.add(next)
    return next
  }

  /** Signs up by a link, and gives the browser with its recovery codes. */
  const join = async (path: string, fields: Readonly<Record<string, string>>) => {
    const person = browse(app)
    const setUp = await person.send(await person.open(path), '/invitation', fields)
    const done = await person.send(setUp, '/sign-in/set-up', {
      code: codeOf(secretOn(setUp.body)),
    })
    return { person, codes: codesOn(done.body) }
  }

  test('a new link takes everything away that they had, and gives it anew', async () => {
    const token = await access.inviteFirstAdministrator(ledger, new Date())
    const own = { name: 'Dr Ada Example', email: 'ada@example.org', password }
    const { person: administrator } = await join(`/invitation/${token}`, own)
    const added = await administrator.send(await administrator.open('/people/new'), '/people', {
      name: 'Dr Ben Example',
      email: 'ben@example.org',
    })
    const link = async (): Promise<string> => {
      const page = await administrator.open(added.path)
      const made = await administrator.send(page, `${added.path}/invitation`)
      return /(\/invitation\/[\w-]{43})/.exec(made.body)?.[1] ?? 'no link'
    }

    const [first, second] = [await link(), await link()]
    assert.equal((await browse(app).open(first)).status, 404)
    const ben = await join(second, { password })
    assert.match((await ben.person.open('/')).body, /overview for Dr Ben/)

    const lost = await link()
    assert.match((await browse(app).open(lost)).text, /your old password, codes and passkeys/)
    assert.match((await ben.person.open('/')).body, /overview for Dr Ben/)
    const again = await join(lost, { password: newPassword })
    assert.match((await again.person.open('/')).body, /overview for Dr Ben/)
    assert.match((await ben.person.open('/')).path, /^\/sign-in/)

    const tried = browse(app)
    const sent = await tried.send(await tried.open('/sign-in'), '/sign-in', {
      email: 'ben@example.org',
      password,
    })
    assert.equal(sent.status, 422)
    const code = await tried.send(sent, '/sign-in', {
      email: 'ben@example.org',
      password: newPassword,
    })
    const [old = ''] = ben.codes
    const refused = await tried.send(code, '/sign-in/code', { code: old })
    assert.equal(refused.status, 422)
    const [fresh = ''] = again.codes
    assert.equal((await tried.send(refused, '/sign-in/code', { code: fresh })).path, '/start')
  })

  test('the operator makes a link from the command line, for people of the group alone', async () => {
    const [invite] = access.commands('http://localhost:3000')
    const context = inventedContext({ ledger: async () => ledger })
    const run = (email: string) => invite?.run({ positionals: [email], options: {} }, context)
    const known = await run('Ben@example.org')
    assert.ok(known?.ok)
    const path = /(\/invitation\/[\w-]{43})/.exec(known.value.text)?.[1] ?? 'no link'
    assert.match((await browse(app).open(path)).text, /Choose a new password/)
    const unknown = await run('nobody@example.org')
    assert.equal(unknown?.ok === false && unknown.refusal.code, 'unknown-person')
  })

  test('a password is changed by who knows the old one, and ends all other sessions', async () => {
    const ledgerCodes = await ledger.read(
      { person: null, name: 'test', appointments: [], via: 'program', from: 'test' },
      (db) => db.selectFrom('one_time_secret').select(['person', 'secret']).orderBy('id').execute(),
    )
    const [held] = ledgerCodes
    assert.ok(held && !/^[A-Z2-7]{32}$/.test(held.secret), 'the ledger holds a secret in the clear')
    const secret = ledger.sealing.open(held.secret, oneTimePlace(held.person))
    const enter = async (word: string) => {
      const person = browse(app)
      const page = await person.send(await person.open('/sign-in'), '/sign-in', {
        email: 'ada@example.org',
        password: word,
      })
      return { person, page: await person.send(page, '/sign-in/code', { code: codeOf(secret) }) }
    }
    const one = await enter(password)
    const two = await enter(password)
    const account = await one.person.open('/account')
    const wrong = await one.person.send(account, '/account/password', {
      current: 'not it',
      password: 'short',
    })
    assert.match(wrong.text, /This is not your password[\s\S]*at least 12/)
    const changed = await one.person.send(wrong, '/account/password', {
      current: password,
      password: newPassword,
    })
    assert.match(changed.text, /Your password is changed/)
    assert.match((await two.person.open('/account')).path, /^\/sign-in/)
    assert.equal((await one.person.open('/account')).status, 200)
  })
})
