import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { codeAt } from '../../src/features/access/secrets/one-time.ts'
import { axeFindings, launch, layoutFindings, screens } from './browser.ts'
import { makeSmallHome, practiceOf, temporaryFolder } from './homes.ts'
import { startSteward } from './serving.ts'

const password = 'gravel teapot orbit'

/** Starts a group that nobody has signed in to yet, and gives the link that it prints. */
const startGroup = async (home: string): Promise<{ child: ChildProcess; link: string }> => {
  const child = startSteward(home, ['serve'])
  let said = ''
  child.stderr?.on('data', (text) => (said += String(text)))
  const link = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (text) => {
      said += String(text)
      const found = /http:\/\/localhost:\d+\/invitation\/[\w-]{43}/.exec(said)
      if (found) resolve(found[0])
    })
    child.on('close', () => reject(new Error(`The server did not start: ${said}`)))
  })
  return { child, link }
}

describe('from an invitation to one’s own practice', () => {
  let folder: { path: string; remove: () => void }
  let browser: Browser
  let child: ChildProcess
  let link: string
  let practice: string
  const findings: string[] = []

  before(async () => {
    folder = temporaryFolder()
    const given = process.env['STEWARD_JOURNEY_HOME']
    let home = join(folder.path, 'home')
    if (given === undefined) home = await makeSmallHome(folder.path)
    else {
      // A ledger belongs to the user that PostgreSQL runs as, and a group of its own begins without one.
      const own = (path: string): boolean => !/\/ledger$|-world\/files$/.test(path)
      for (const part of ['', '-world'])
        cpSync(`${given}${part}`, `${home}${part}`, { recursive: true, filter: own })
    }
    practice = practiceOf(home)
    writeFileSync(join(home, 'real-group'), 'a group of its own\n')
    ;({ child, link } = await startGroup(home))
    browser = await launch()
  })
  after(async () => {
    await browser?.close()
    if (child && child.exitCode === null) {
      child.kill('SIGTERM')
      await once(child, 'close')
    }
    folder.remove()
  })

  const open = async (screen: keyof typeof screens, script: boolean): Promise<Page> => {
    const context: BrowserContext = await browser.newContext({
      viewport: screens[screen],
      javaScriptEnabled: script,
    })
    const page = await context.newPage()
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of (4\d\d)/.test(message.text()))
        findings.push(`${page.url()}: ${message.text()}`)
    })
    return page
  }

  /** What axe and the eye would find on a page; axe needs script, so pages without it are looked at by layout alone. */
  const look = async (page: Page, script = true): Promise<void> => {
    const found = script ? [...(await layoutFindings(page)), ...(await axeFindings(page))] : []
    findings.push(...found.map((text) => `${new URL(page.url()).pathname}\n  ${text}`))
  }

  const press = (page: Page, name: string): Promise<void> =>
    page.getByRole('button', { name, exact: true }).click()

  const setUp = async (page: Page): Promise<void> => {
    const key = (await page.locator('.steward-key').textContent()) ?? ''
    await page.getByLabel('Code from your app').fill(codeAt(key.replaceAll(' ', ''), Date.now()))
    await press(page, 'Continue')
  }

  let invitation: string
  let administrator: Page

  test('the printed link makes an administrator, who adds and appoints a GP and gives them a link', async () => {
    const page = await open('wide', true)
    administrator = page
    await page.goto(link)
    await look(page)
    await page.getByLabel('Your name').fill('Dr Ada Example')
    await page.getByLabel('Mail address').fill('ada@example.org')
    await page.getByLabel('Choose a password').fill('password')
    await press(page, 'Continue')
    assert.match(await page.locator('.nhsuk-error-summary').innerText(), /at least 12/)
    assert.equal(await page.getByLabel('Your name').inputValue(), 'Dr Ada Example')
    await look(page)
    await page.getByLabel('Choose a password').fill(password)
    await press(page, 'Continue')
    await look(page)
    await page.getByText('I cannot scan a picture').click()
    await setUp(page)
    assert.equal(await page.locator('.steward-codes li').count(), 10)
    await look(page)
    await page.getByRole('link', { name: 'I have kept them: continue' }).click()
    assert.match(
      await page.locator('.steward-phase').innerText(),
      /Dr Ada Example \(Administrator\)/,
    )

    const origin = new URL(link).origin
    await page.goto(`${origin}/people`)
    await look(page)
    await page.getByRole('link', { name: 'Add a person' }).click()
    await look(page)
    await page.getByLabel('Name').fill('Dr Ben Example')
    await page.getByLabel('Mail address').fill('ben@example.org')
    await press(page, 'Add')
    await page.getByLabel('Role').selectOption('gp')
    await press(page, 'Appoint')
    assert.match(await page.locator('.nhsuk-error-summary').innerText(), /Enter the practice/)
    await look(page)
    await page.getByLabel('Practice code').fill(practice)
    await press(page, 'Appoint')
    await look(page)
    await press(page, 'Make a link')
    invitation = (await page.locator('.steward-link').innerText()).trim()
    await look(page)
  })

  test('the GP signs in for the first time without JavaScript, on a phone, and is at the own practice', async () => {
    const page = await open('phone', false)
    await page.goto(invitation)
    await page.getByLabel('Choose a password').fill(password)
    await press(page, 'Continue')
    await page.getByText('I cannot scan a picture').click()
    await setUp(page)
    await page.getByRole('link', { name: 'I have kept them: continue' }).click()
    const bar = await page.locator('.steward-phase').innerText()
    await page.goto(new URL(`/practices/${practice}`, link).href)
    const name = await page.locator('h1').innerText()
    assert.ok(bar.includes(`Dr Ben Example (GP, ${name})`), `${bar} names no ${name}`)
    assert.match(await page.locator('main').innerText(), /Care for your patients|patients/)
    const lines = await page.goto(new URL(`/lines/activity-cost/all/2020-01`, link).href)
    assert.equal(lines?.status(), 403)
    const people = await page.goto(new URL('/people/new', link).href)
    assert.equal(people?.status(), 403)
    assert.equal((await page.goto(invitation))?.status(), 404)
    await page.context().close()
  })

  test('a passkey is added, and signs in by itself', async () => {
    const page = administrator
    const devices = await page.context().newCDPSession(page)
    await devices.send('WebAuthn.enable')
    await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await page.goto(new URL('/account', link).href)
    await look(page)
    await press(page, 'Add a passkey')
    await page.getByText('added').waitFor()
    await look(page)
    await press(page, 'Sign out')
    await look(page)
    await press(page, 'Sign in with a passkey')
    await page.waitForURL((url) => url.pathname === '/start')
    assert.match(await page.locator('.steward-phase').innerText(), /Dr Ada Example/)
    await page.goto(new URL('/account', link).href)
    assert.match(await page.locator('main').innerText(), /passkey/)
  })

  test('on a phone nothing of it is cut off, and axe finds nothing on any of these pages', async () => {
    const page = administrator
    await page.setViewportSize(screens.phone)
    for (const path of ['/account', '/people', '/people/1', '/people/2', '/people/2/change']) {
      await page.goto(new URL(path, link).href)
      await look(page)
    }
    await press(page, 'Save')
    assert.deepEqual(findings, [])
  })
})
