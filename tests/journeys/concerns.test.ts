import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axeFindings, launch, layoutFindings, openPage } from './browser.ts'
import { makeSmallHome, temporaryFolder } from './homes.ts'
import { runSteward, startServer, type Serving } from './serving.ts'

const isSound = async (page: Page): Promise<void> => {
  assert.deepEqual(await axeFindings(page), [])
  assert.deepEqual(await layoutFindings(page), [])
}

const press = async (page: Page, name: string | RegExp): Promise<void> => {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name }).first().click()])
}

describe('from a practice to a meeting and back', () => {
  let folder: { path: string; remove: () => void }
  let home: string
  let server: Serving
  let browser: Browser
  let page: Page
  let path: string
  const be = async (name: string): Promise<void> => {
    await page.goto(`${server.url}/become`)
    await press(page, name)
  }

  before(async () => {
    folder = temporaryFolder()
    home = process.env['STEWARD_JOURNEY_HOME'] ?? (await makeSmallHome(folder.path))
    server = await startServer(home)
    browser = await launch()
    page = (await openPage(browser, `${server.url}/become`, 'wide')).page
  })
  after(async () => {
    await browser.close()
    await server.stop()
    folder.remove()
  })

  test('a GP raises a concern; a patient’s number is refused and everything typed is kept', async () => {
    await be('Dr Poppy Cornflower')
    await page.goto(`${server.url}/concerns`)
    await isSound(page)
    await Promise.all([
      page.waitForEvent('load'),
      page.getByRole('button', { name: 'Raise an idea or concern' }).click(),
    ])
    await isSound(page)
    await page.getByLabel('A concern').check()
    await page.getByLabel('In a few words').fill('Hearing aids take half a year')
    const words = page.getByLabel('What happened, or what do you propose?')
    await words.fill('Patient 943 476 5919 waited since October.')
    await page.getByLabel('Topic').selectOption('Appointments and waiting')
    await press(page, 'Raise it')
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    await isSound(page)
    assert.equal(await words.inputValue(), 'Patient 943 476 5919 waited since October.')
    await words.fill('Six patients have waited since October, twice as long as last year.')
    await press(page, 'Raise it')
    await page.getByRole('heading', { name: 'Hearing aids take half a year' }).waitFor()
    path = new URL(page.url()).pathname
    await isSound(page)
    await page.goto(`${server.url}/mail`)
    await page.getByRole('link', { name: /Hearing aids take half a year/ }).waitFor()
    await isSound(page)
  })

  test('its locality’s lead looks into it and answers, by name and by the promised day', async () => {
    await page.goto(`${server.url}${path}`)
    const said = await page.locator('main').innerText()
    const [, name = ''] = /Looked after by\s+(.+)/.exec(said) ?? []
    await be(name.trim())
    await page.goto(`${server.url}${path}`)
    await page.getByLabel('Looking into it').check()
    await page.getByLabel('What should whoever raised it hear?').fill('I shall ask audiology.')
    await press(page, 'Move it on')
    await page.getByText('I shall ask audiology.').waitFor()
    await page.getByLabel('Answered').check()
    await press(page, 'Move it on')
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    await isSound(page)
    await page
      .getByLabel('What should whoever raised it hear?')
      .fill('A second clinic opens in May.')
    await press(page, 'Move it on')
    await page.getByText('A second clinic opens in May.').waitFor()
  })

  test('whoever raised it opens it again, and then it is resolved', async () => {
    await be('Dr Poppy Cornflower')
    await page.goto(`${server.url}${path}`)
    await isSound(page)
    await page.getByLabel('No, open it again').check()
    await page.getByLabel('In your words').fill('It is too far for those without a car.')
    await press(page, 'Send')
    await page.getByText('It is too far for those without a car.').waitFor()
    await be('Olive Turnstile')
    await page.goto(`${server.url}${path}`)
    await page.getByLabel('Done').check()
    await page
      .getByLabel('What should whoever raised it hear?')
      .fill('It is held at the village hall instead.')
    await press(page, 'Move it on')
    await page.getByText('It is held at the village hall instead.').waitFor()
    await page.goto(`${server.url}/concerns/became`)
    const row = page.getByRole('row', { name: /Hearing aids take half a year/ })
    assert.match(await row.innerText(), /Done/)
    await isSound(page)
  })

  test('the same pages fit a telephone', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    for (const each of ['/concerns', path, '/concerns/became', '/meter', '/boundaries', '/start']) {
      await page.goto(`${server.url}${each}`)
      await isSound(page)
    }
    await page.setViewportSize({ width: 1280, height: 900 })
  })

  test('a practice joins at a date, and the months before are as they were', async () => {
    const patientsIn = async (month: string): Promise<string> => {
      await page.goto(`${server.url}/groups/CW?month=${month}`)
      return page.locator('.steward-lead__who').innerText()
    }
    const close = async (): Promise<void> => {
      const ended = await runSteward(home, ['close'])
      assert.equal(ended.code, 0, ended.err)
    }
    const enter = async (kind: string, from: string, why: string): Promise<void> => {
      await page.goto(`${server.url}/members/change`)
      await isSound(page)
      await page.getByLabel('Practice code').fill('W51036')
      await page.getByLabel(kind).check()
      await page.getByLabel('From which month?').selectOption(from)
      if (kind === 'It joins the group')
        await page
          .getByLabel('Locality (if it joins or moves)')
          .selectOption({ label: 'Merle Vale' })
      await page.getByLabel('On what ground?').fill(why)
      await press(page, 'Enter it')
      await page.getByRole('heading', { name: 'Every entry of membership' }).waitFor()
    }
    await be('Olive Turnstile')
    const [first, march, april] = [
      await patientsIn('2018-04'),
      await patientsIn('2019-03'),
      await patientsIn('2019-04'),
    ]
    await enter('It leaves the group', '2019-03', 'Notice of August 2018.')
    await close()
    assert.equal(await patientsIn('2018-04'), first)
    const without = await patientsIn('2019-03')
    assert.notEqual(without, march)
    await enter('It joins the group', '2019-04', 'Board, 20 March 2019.')
    await close()
    assert.equal(await patientsIn('2018-04'), first)
    assert.equal(await patientsIn('2019-03'), without)
    assert.equal(await patientsIn('2019-04'), april)
    await page.goto(`${server.url}/members/entries`)
    await isSound(page)
  })
})
