import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import * as access from '../../features/access/access.ts'
import { browse } from '../../features/access/browser.ts'
import { codeAt } from '../../features/access/secrets/one-time.ts'
import { openTestLedger, type TestLedger } from '../../stores/ledger/test-ledger.ts'
import { operator } from '../../stores/scope.ts'
import { codesOn, password, secretOn, serveGated } from './gated-app.ts'

describe('signing in with a password and a code', () => {
  let ledger: TestLedger
  let app: FastifyInstance
  let secret: string
  let recovery: string[]
  let offset = 0

  /** A code that was not used before: a step later each time, as far as the window allows. */
  const nextCode = (): string =>
    codeAt(secret, Date.now() + ([30_000, -30_000, 0][offset++ % 3] ?? 0))

  before(async () => {
    ledger = await openTestLedger()
    app = await serveGated(ledger)
    const token = await access.inviteFirstAdministrator(ledger, new Date())
    const person = browse(app)
    const setUp = await person.send(await person.open(`/invitation/${token}`), '/invitation', {
      name: 'Dr Cay Example',
      email: 'cay@example.org',
      password,
    })
    secret = secretOn(setUp.body)
    const done = await person.send(setUp, '/sign-in/set-up', { code: nextCode() })
    recovery = codesOn(done.body)
  })
  after(async () => {
    await app.close()
    await ledger.remove()
  })

  const firstStep = async (person = browse(app)) => {
    const page = await person.open('/sign-in?to=/people')
    const code = await person.send(page, '/sign-in', { email: ' CAY@example.org', password })
    return { person, code }
  }

  test('both steps lead to where one wanted to go; half a sign-in leads nowhere', async () => {
    const { person, code } = await firstStep()
    assert.match(code.path, /^\/sign-in\/code/)
    assert.match((await person.open('/people')).path, /^\/sign-in\?/)
    const first = person.jar.get('steward_session')
    const people = await person.send(code, '/sign-in/code', { code: nextCode() })
    assert.equal(people.path, '/people')
    assert.notEqual(person.jar.get('steward_session'), first)
  })

  test('nobody is led to another site, neither by the address nor by the form', async () => {
    for (const to of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:x',
    ]) {
      const page = await browse(app).open(`/sign-in?to=${encodeURIComponent(to)}`)
      assert.match(page.body, /name="to" value="\/start"/)
    }
    const person = browse(app)
    const typed = { email: 'cay@example.org', password, to: '//evil.example' }
    const code = await person.send(await person.open('/sign-in'), '/sign-in', typed)
    assert.equal(code.path, '/sign-in/code?to=%2Fstart')
  })

  test('a code is good once, a recovery code as well', async () => {
    const used = codeAt(secret, Date.now() + 30_000)
    const { person, code } = await firstStep()
    const again = await person.send(code, '/sign-in/code', { code: used })
    assert.equal(again.status, 422)
    assert.match(again.text, /was used before/)
    const [first = ''] = recovery
    const entered = await person.send(again, '/sign-in/code', { code: first.toUpperCase() })
    assert.equal(entered.path, '/people')
    const other = await firstStep()
    const refused = await other.person.send(other.code, '/sign-in/code', { code: first })
    assert.equal(refused.status, 422)
  })

  test('an address that nobody has is refused in the same words as a wrong password', async () => {
    const person = browse(app)
    const answers = []
    for (const email of ['cay@example.org', 'nobody@example.org'])
      answers.push(
        await person.send(await person.open('/sign-in'), '/sign-in', { email, password: 'wrong' }),
      )
    const [wrong, unknown] = answers
    assert.equal(wrong?.status, 422)
    assert.equal(wrong.text, unknown?.text)
    assert.equal(wrong.document.querySelector('[name=password]')?.getAttribute('value'), null)
  })

  test('after ten wrong tries an account rests, for the right password too', async () => {
    const person = browse(app)
    const page = await person.open('/sign-in')
    for (let i = 0; i < 10; i += 1)
      await person.send(page, '/sign-in', { email: 'rest@example.org', password: `wrong ${i}` })
    const rests = await person.send(page, '/sign-in', { email: 'rest@example.org', password })
    assert.match(rests.text, /too many tries/)
  })

  test('from one address no more than twenty tries a minute are heard', async () => {
    const limited = await serveGated(ledger)
    const person = browse(limited)
    const page = await person.open('/sign-in')
    let last = page
    for (let i = 0; i < 21; i += 1)
      last = await person.send(page, '/sign-in', { email: `many${i}@example.org`, password: 'x' })
    await limited.close()
    assert.equal(last.status, 429)
    assert.match(last.text, /Wait a minute/)
  })

  test('sessions are listed, and one that is ended or signed out of is over at once', async () => {
    const app2 = await serveGated(ledger)
    const enter = async () => {
      const person = browse(app2)
      const page = await person.send(await person.open('/sign-in'), '/sign-in', {
        email: 'cay@example.org',
        password,
      })
      const code = recovery.pop() ?? ''
      await person.send(page, '/sign-in/code', { code })
      return person
    }
    const [one, two, three] = [await enter(), await enter(), await enter()]
    const account = await one.open('/account')
    assert.match(account.text, /Where you are signed in/)
    assert.match(account.text, /This one/)
    const actions = [...account.document.querySelectorAll('form')].flatMap(
      (each) => /^\/account\/sessions\/\d+\/end$/.exec(each.getAttribute('action') ?? '') ?? [],
    )
    assert.ok(actions.length >= 3)
    await two.send(await two.open('/account'), '/sign-out')
    assert.match((await two.open('/account')).path, /^\/sign-in/)
    await one.send(account, '/account/sessions/end-others')
    assert.match((await three.open('/account')).path, /^\/sign-in/)
    assert.equal((await one.open('/account')).status, 200)
    await app2.close()
  })

  test('what is kept of passwords, codes, links and sessions gives none of them away', async () => {
    const { person } = await firstStep()
    const kept = await ledger.read(operator, async (db) =>
      JSON.stringify([
        await db.selectFrom('password').selectAll().execute(),
        await db.selectFrom('recovery_code').selectAll().execute(),
        await db.selectFrom('invitation').selectAll().execute(),
        await db.selectFrom('session').selectAll().execute(),
        await db.selectFrom('sign_in_attempt').selectAll().execute(),
        await db.selectFrom('audit').select(['content']).execute(),
      ]),
    )
    assert.match(kept, /\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    for (const secretText of [
      password,
      'cay@example.org',
      ...recovery,
      person.jar.get('steward_session') ?? 'none',
    ])
      assert.ok(!kept.includes(secretText), secretText)
  })

  test('a session that nobody uses for an hour ends, and any after twelve', async () => {
    const { person, code } = await firstStep()
    await person.send(code, '/sign-in/code', { code: recovery.pop() ?? '' })
    const session = person.jar.get('steward_session') ?? ''
    const hour = 3_600_000
    const start = Date.now()
    const at = (time: number) =>
      access.identify(ledger, session, { from: 'test', now: new Date(time), day: '2020-04-20' })
    assert.notEqual(await at(start), null)
    assert.equal(await at(start + hour + 1000), null)
    let time = start
    for (; time < start + 11.5 * hour; time += hour * 0.9) assert.notEqual(await at(time), null)
    assert.notEqual(await at(start + 11.6 * hour), null)
    assert.equal(await at(start + 12 * hour + 1000), null)
  })
})
