import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import * as access from '../../features/access/access.ts'
import { browse, type Shown } from '../../features/access/browser.ts'
import { codeAt } from '../../features/access/secrets/one-time.ts'
import { openTestLedger, type TestLedger } from '../../stores/ledger/test-ledger.ts'
import { codesOn, password, secretOn, serveGated } from './gated-app.ts'

const host = 'localhost:3000'

describe('a group in which nobody can sign in yet', () => {
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

  const path = (page: Shown, text: string): string =>
    [...page.document.querySelectorAll('a')]
      .find((link) => link.textContent.includes(text))
      ?.getAttribute('href') ?? `no link ${text}`

  test('the printed link makes the first administrator, who invites a GP, who sees what a GP may see', async () => {
    const token = await access.inviteFirstAdministrator(ledger, new Date())
    assert.ok(token)
    assert.match((await browse(app).open('/')).text, /Open the link that Steward printed/)
    const first = browse(app)
    const page = await first.open(`/invitation/${token}`)
    assert.match(page.text, /first administrator/)

    const short = await first.send(page, '/invitation', {
      name: 'Dr Ada Example',
      email: 'not an address',
      password: 'short',
    })
    assert.equal(short.status, 422)
    const summary = short.document.querySelector('.nhsuk-error-summary')?.textContent ?? ''
    assert.match(summary, /not written like one[\s\S]*at least 12/)
    const typed = short.document.querySelector('[name=name]')?.getAttribute('value')
    assert.equal(typed, 'Dr Ada Example')
    assert.doesNotMatch(short.body, /value="short"/)

    const own = { name: 'Dr Ada Example', email: 'Ada@Example.org', password }
    const common = await first.send(short, '/invitation', { ...own, password: 'Password2024!!' })
    assert.match(common.text, /among those that are tried first/)
    const setUp = await first.send(common, '/invitation', own)
    assert.equal(setUp.path, '/sign-in/set-up')
    const secret = secretOn(setUp.body)
    assert.equal((await first.open('/people')).path, '/sign-in?to=%2Fpeople')
    const wrong = await first.send(await first.open('/sign-in/set-up'), '/sign-in/set-up', {
      code: '000000',
    })
    assert.equal(wrong.status, 422)
    const codes = await first.send(wrong, '/sign-in/set-up', {
      code: codeAt(secret, Date.now() - 30_000),
    })
    assert.equal(codesOn(codes.body).length, 10)
    assert.match((await first.open('/')).body, /overview for Dr Ada Example/)

    await assert.doesNotReject(async () => {
      const again = await browse(app).open(`/invitation/${token}`)
      assert.equal(again.status, 404)
      assert.match(again.text, /has been used/)
    })
    assert.equal(await access.inviteFirstAdministrator(ledger, new Date()), null)

    const people = await first.open('/people')
    assert.match(people.text, /Dr Ada Example.*Administrator/)
    const taken = await first.send(await first.open('/people/new'), '/people', {
      name: 'Other',
      email: 'ADA@example.org',
    })
    assert.match(taken.text, /Somebody else has this mail address/)
    const person = await first.send(taken, '/people', {
      name: 'Dr Ben Example',
      email: 'ben@example.org',
    })
    const at = person.path
    const without = await first.send(person, `${at}/appointments`, {
      role: 'gp',
      'from-day': '31',
      'from-month': '4',
      'from-year': '2020',
    })
    assert.equal(without.status, 422)
    assert.match(without.text, /Enter the practice[\s\S]*not a day of the calendar/)
    const appointed = await first.send(without, `${at}/appointments`, {
      role: 'gp',
      practice: 'a81001',
      'from-day': '1',
      'from-month': '4',
      'from-year': '2020',
    })
    assert.match(appointed.text, /GP, A81001/)
    const link = await first.send(appointed, `${at}/invitation`)
    const address = /http:\/\/localhost:3000(\/invitation\/[\w-]+)/.exec(link.body)?.[1] ?? ''

    const ben = browse(app)
    const choose = await ben.send(await ben.open(address), '/invitation', { password })
    const done = await ben.send(choose, '/sign-in/set-up', {
      code: codeAt(secretOn(choose.body), Date.now()),
    })
    assert.match(done.text, /Keep your recovery codes/)
    assert.match((await ben.open('/mine')).body, /mine, Dr Ben Example/)
    assert.match((await ben.open('/unlisted')).body, /unlisted/)
    const forbidden = await ben.open('/people/new')
    assert.equal(forbidden.status, 403)
    assert.match(forbidden.text, /for other roles than yours\. It is for: Administrator\./)
    assert.equal((await first.open('/mine')).status, 403)

    const held = await first.open(at)
    const end = await first.open(path(held, 'End as GP'))
    const ended = await first.send(end, end.path, {
      'on-day': '19',
      'on-month': '4',
      'on-year': '2020',
    })
    assert.match(ended.text, /to 19 April 2020/)
    assert.equal((await ben.open('/mine')).status, 403)

    const change = await first.open(`${at}/change`)
    await first.send(change, `${at}/change`, { closed: 'yes', why: 'moved away' })
    assert.equal((await ben.open('/unlisted')).path, '/sign-in?to=%2Funlisted')
    const refused = await ben.send(await ben.open('/sign-in'), '/sign-in', {
      email: 'ben@example.org',
      password,
    })
    assert.match(refused.text, /not right/)
  })
})

describe('the sample world', () => {
  let ledger: TestLedger
  let app: FastifyInstance
  before(async () => {
    ledger = await openTestLedger()
    await access.addSample(ledger, {
      today: '2020-04-20',
      groupCode: 'CW',
      practices: [{ code: 'A81001', name: 'One', locality: 'N' }],
      localities: [{ code: 'N', name: 'North' }],
    })
    app = await serveGated(ledger, true)
  })
  after(async () => {
    await app.close()
    await ledger.remove()
  })

  test('a visitor is somebody at once, and can be anybody', async () => {
    const person = browse(app)
    assert.match((await person.open('/')).body, /Olive Turnstile/)
    const page = await person.open('/become')
    assert.match(page.body, /You are Olive Turnstile \(Management team; Analyst\)/)
    const forms = page.document.querySelectorAll('form[action="/become"]')
    assert.ok(forms.length > 30)
    const become = await person.send(page, '/become', { who: 'gp' })
    assert.equal(become.path, '/start')
    assert.match(become.body, /start of Dr Poppy Cornflower/)
    assert.match((await person.open('/mine')).body, /mine/)
    assert.equal((await person.open('/people/new')).status, 403)
    const none = await person.send(page, '/become', { who: 'nobody' })
    assert.equal(none.path, '/become')
  })

  test('with the data of a real group the page is not there', async () => {
    const real = await serveGated(ledger)
    const page = await real.inject({ url: '/become', headers: { host } })
    assert.equal(page.statusCode, 404)
    const home = await real.inject({ url: '/', headers: { host } })
    assert.equal(home.headers.location, '/sign-in?to=%2F')
    await real.close()
  })
})
