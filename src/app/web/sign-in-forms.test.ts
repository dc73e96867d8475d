import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import * as access from '../../features/access/access.ts'
import { browse, type Shown } from '../../features/access/browser.ts'
import { codeAt } from '../../features/access/secrets/one-time.ts'
import { openTestLedger, type TestLedger } from '../../stores/ledger/test-ledger.ts'
import { password, secretOn, serveGated } from './gated-app.ts'

const bad = 'hunter2-hunter2'

/** What a refused form shows: its errors, and what its boxes hold. */
const refusedBy = (page: Shown): { errors: string[]; boxes: Record<string, string> } => {
  assert.equal(page.status, 422, page.text)
  const summary = page.document.querySelector('.nhsuk-error-summary')
  assert.ok(summary, `no error summary: ${page.text}`)
  const linked = [...summary.querySelectorAll('a')].map((each) => each.getAttribute('href') ?? '')
  for (const href of linked)
    assert.ok(page.document.querySelector(href), `${href} of the summary leads nowhere`)
  assert.doesNotMatch(page.body, new RegExp(`${bad}|${password}`), 'a password is on the page')
  const boxes = [...page.document.querySelectorAll('input:not([type="hidden"])')]
  return {
    errors: linked,
    boxes: Object.fromEntries(
      boxes.map((box) => [box.getAttribute('name') ?? '', box.getAttribute('value') ?? '']),
    ),
  }
}

describe('what is refused on the way in', () => {
  let ledger: TestLedger
  let app: FastifyInstance
  let secret: string
  const person = { name: 'Dr Cay Example', email: 'cay@example.org' }
  before(async () => {
    ledger = await openTestLedger()
    app = await serveGated(ledger)
  })
  after(async () => {
    await app.close()
    await ledger.remove()
  })

  test('an invitation keeps name and address, and asks for the password again', async () => {
    const token = await access.inviteFirstAdministrator(ledger, new Date())
    const visitor = browse(app)
    const open = await visitor.open(`/invitation/${token}`)
    const nothing = refusedBy(await visitor.send(open, '/invitation'))
    assert.deepEqual(nothing.errors, ['#name', '#email', '#password'])
    const wrong = await visitor.send(open, '/invitation', { ...person, password: 'short1' })
    assert.deepEqual(refusedBy(wrong), {
      errors: ['#password'],
      boxes: { ...person, password: '' },
    })
    assert.doesNotMatch(wrong.body, /short1/)
    const half = await visitor.send(open, '/invitation', { name: 'Cay', email: 'cay', password })
    assert.deepEqual(refusedBy(half), {
      errors: ['#email'],
      boxes: { name: 'Cay', email: 'cay', password: '' },
    })
    const setUp = await visitor.send(half, '/invitation', { ...person, password })
    secret = secretOn(setUp.body)
    for (const [code, says] of [
      ['', /Enter the code/],
      ['12 34', /not right/],
      ['000000', /not right/],
    ] as const) {
      const refused = await visitor.send(setUp, '/sign-in/set-up', { code })
      assert.match(refused.text, says)
      assert.deepEqual(refusedBy(refused), { errors: ['#code'], boxes: { code } })
      assert.equal(secretOn(refused.body), secret, 'the key changed under the person')
    }
    const done = await visitor.send(setUp, '/sign-in/set-up', { code: codeAt(secret, Date.now()) })
    assert.match(done.text, /Keep your recovery codes/)
  })

  test('signing in keeps the address and where one wanted to go, and says what is empty', async () => {
    const visitor = browse(app)
    const open = await visitor.open('/sign-in?to=/people')
    const nothing = await visitor.send(open, '/sign-in')
    assert.deepEqual(refusedBy(nothing).errors, ['#email', '#password'])
    const noPassword = await visitor.send(open, '/sign-in', { email: person.email })
    assert.deepEqual(refusedBy(noPassword).errors, ['#password'])
    const wrong = await visitor.send(open, '/sign-in', { email: person.email, password: bad })
    assert.deepEqual(refusedBy(wrong), {
      errors: ['#email'],
      boxes: { email: person.email, password: '' },
    })
    const code = await visitor.send(wrong, '/sign-in', { email: person.email, password })
    assert.equal(code.path, '/sign-in/code?to=%2Fpeople')
    const typo = await visitor.send(code, '/sign-in/code', { code: '123 45' })
    assert.deepEqual(refusedBy(typo), { errors: ['#code'], boxes: { code: '123 45' } })
    const recovery = await visitor.send(typo, '/sign-in/code', { code: 'ab3de-fgh4j' })
    assert.deepEqual(refusedBy(recovery).boxes, { code: '' })
    assert.doesNotMatch(
      recovery.body.replace(/<div class="nhsuk-hint[\s\S]*?<\/div>/g, ''),
      /fgh4j/,
    )
    const empty = await visitor.send(recovery, '/sign-in/code')
    assert.match(empty.text, /Enter the code/)
    const next = codeAt(secret, Date.now() + 30_000)
    assert.equal((await visitor.send(empty, '/sign-in/code', { code: next })).path, '/people')
    const account = await visitor.open('/account')
    const changed = await visitor.send(account, '/account/password', {
      current: bad,
      password: 'short1',
    })
    assert.deepEqual(refusedBy(changed), {
      errors: ['#current', '#password'],
      boxes: { current: '', password: '' },
    })
  })
})
